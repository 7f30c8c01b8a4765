import type { Stages } from '../../core/mergeState/stages';
import type { FeedGit } from './gitFeed';
import type { RunGit } from './gitProcess';
import { readObjects } from './objects';

/** All three together. */
const MOST_BYTES = 3 * 64 * 1024 * 1024;

/**
 * What git's index keeps of a file that is not merged: stage 1 is what both sides grew from, 2 ours, 3 theirs. Undefined
 * where the file is merged.
 *
 * @param file relative to the folder that git runs in
 */
export async function conflictStages(run: RunGit, feed: FeedGit, file: string): Promise<Stages | undefined> {
  if (file === '' || /[\n\0]/.test(file)) return undefined;
  const unmerged = await run('read', ['ls-files', '--unmerged', '-z', '--', `:(literal)${file}`]);
  if (unmerged.exitCode !== 0 || unmerged.stdout === '') return undefined;
  const texts: (string | undefined)[] = [undefined, undefined, undefined];
  let bytesLeft = MOST_BYTES;
  await readObjects(feed, [1, 2, 3].map((stage) => `:${stage}:./${file}`), {
    wants: (_, { size }) => {
      bytesLeft -= size;
      return bytesLeft >= 0;
    },
    take: (index, _, bytes) => {
      const text = bytes.toString('utf8');
      if (Buffer.from(text, 'utf8').equals(bytes)) texts[index] = text;
    },
  });
  const [base, ours, theirs] = texts;
  return { base, ours, theirs };
}
