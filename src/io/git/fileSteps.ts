import { isAscii } from 'node:buffer';
import type { Versions } from '../../core/history/versions';
import { withoutBom } from '../textFile';
import { fedText, type FeedGit } from './gitFeed';
import { lookAtObjects, readObjects, type StoredFile } from './objects';

/** Which versions of a file are read. */
export interface StepsQuery {
  /** Relative to the folder that git runs in. */
  readonly path: string;
  readonly tip: string;
  /** What this commit has was read before. */
  readonly after?: string;
  /** Commits of the line that changed the file: the newest. */
  readonly most: number;
  /** Contents of all of them together: the newest. */
  readonly mostBytes: number;
  /** A larger version is passed over. */
  readonly maxFileBytes: number;
  isCancelled(): boolean;
}

/** What the commits of a line changed in a file, oldest first. */
export interface Steps<Change> {
  readonly steps: readonly { readonly commit: string; readonly changes: readonly Change[] }[];
  /** False where there are older versions that were not read. */
  readonly isWhole: boolean;
}

/**
 * Reads the versions of a file on a first-parent line, one after the other, oldest first, and keeps of each only what it
 * changed. Undefined where git failed, or the reading was called off.
 */
export async function readSteps<Change>(feed: FeedGit, versions: Versions<Change>, query: StepsQuery): Promise<Steps<Change> | undefined> {
  const { path, tip, after, most, isCancelled } = query;
  if (path === '' || /[\n\0]/.test(path)) return { steps: [], isWhole: true };
  const args = ['rev-list', '--first-parent', `--max-count=${most}`, '--ignore-missing', '--stdin', '--', `:(literal)${path}`];
  const listed = await fedText(feed, args, [tip, ...(after === undefined ? [] : [`^${after}`])]);
  const commits = listed?.split('\n').filter((line) => line !== '');
  const files = commits && (await lookAtObjects(feed, commits.map((commit) => `${commit}:./${path}`)));
  if (!files || isCancelled()) return undefined;
  const chosen = choose(commits, files, query);
  const told: Change[][] = chosen.versions.map(() => []);
  const stored = chosen.versions.flatMap(({ file }, index) => (file ? [{ file, index }] : []));
  let next = 0;
  /** A version without a file records nothing. It stands before the next one that has one. */
  const upTo = (index: number, text?: string): void => {
    for (; next < index; next++) told[next]?.push(...versions.next('{}'));
    if (text !== undefined) told[next++]?.push(...versions.next(text));
  };
  const found = await readObjects(feed, stored.map(({ file }) => file.oid), {
    wants: () => true,
    take: (place, _, bytes) => {
      if (isCancelled()) throw new Error('it was called off');
      upTo(stored[place]?.index ?? 0, withoutBom(textOf(bytes)));
    },
  });
  if (!found) return undefined;
  upTo(chosen.versions.length);
  versions.rest();
  const steps = chosen.versions.flatMap(({ commit }, index) => {
    const changes = told[index] ?? [];
    return changes.length === 0 ? [] : [{ commit, changes }];
  });
  return { steps, isWhole: chosen.isWhole && commits.length < most };
}

/** Most versions are plain, and are read five times as fast as such. */
function textOf(bytes: Buffer): string {
  return bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
}

interface Version {
  readonly commit: string;
  /** Absent where the commit took the file away. */
  readonly file: StoredFile | undefined;
}

/** The newest versions that stay within the bytes, oldest first. */
function choose(commits: readonly string[], files: readonly (StoredFile | undefined)[], { mostBytes, maxFileBytes }: StepsQuery): { readonly versions: readonly Version[]; readonly isWhole: boolean } {
  const versions: Version[] = [];
  let left = mostBytes;
  for (const [index, commit] of commits.entries()) {
    const file = files[index];
    if (file && file.size > maxFileBytes) continue;
    left -= file?.size ?? 0;
    if (left < 0) return { versions: versions.reverse(), isWhole: false };
    versions.push({ commit, file });
  }
  return { versions: versions.reverse(), isWhole: true };
}
