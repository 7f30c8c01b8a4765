import type { SampleCommit } from './sampleCourse';

/** Who made the commits. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

/**
 * The commits as `git fast-import` reads them: one stream, one process, whatever their number. Branches that were merged
 * are not left behind.
 *
 * @param bytesOf the length of a text as it is written, in bytes
 */
export function importStream(commits: readonly SampleCommit[], { name, email }: Person, bytesOf: (text: string) => number): string {
  const data = (text: string) => `data ${bytesOf(text)}\n${text}\n`;
  const tips = new Map<string, number>();
  const made = commits.map(({ branch, merges, at, message, files }, index) => {
    const mark = index + 1;
    const parent = tips.get(branch) ?? tips.get('main');
    const merged = merges === undefined ? undefined : tips.get(merges);
    tips.set(branch, mark);
    return [
      `commit refs/heads/${branch}\nmark :${mark}\ncommitter ${name} <${email}> ${Math.floor(at.getTime() / 1000)} +0000\n${data(message)}`,
      parent === undefined ? '' : `from :${parent}\n`,
      merged === undefined ? '' : `merge :${merged}\n`,
      ...Object.entries(files).map(([path, text]) => `M 100644 inline ${path}\n${data(text)}`),
      '\n',
    ].join('');
  });
  const gone = commits.flatMap(({ merges }) => (merges === undefined ? [] : [`reset refs/heads/${merges}\nfrom ${NOTHING}\n\n`]));
  return [...made, ...gone, 'done'].join('');
}

/** A branch that is set to it is removed. */
const NOTHING = '0'.repeat(40);
