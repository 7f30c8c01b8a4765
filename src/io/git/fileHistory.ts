import type { FileVersion } from '../../core/ports';
import type { WorkCommit } from '../../core/work';
import { withoutBom } from '../textFile';
import { COMMIT_FORMAT, parseCommitRecords } from './commitRecords';
import type { FeedGit } from './gitFeed';
import type { RunGit } from './gitProcess';
import { readObjects } from './objects';

/** So many commits of a file are looked at. */
const MOST_COMMITS = 2_000;
/** All contents together. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * The last commit in the history of HEAD that changed a file; undefined where there is none.
 *
 * @param file relative to the folder that git runs in
 */
export async function lastChange(run: RunGit, file: string): Promise<WorkCommit | undefined> {
  return (await commitsOf(run, file, 1))[0];
}

/**
 * Former contents of a file in the history of HEAD, newest first, each content once, at most `most` and 64 MB in all.
 * What is no UTF-8 is passed over.
 */
export async function versions(run: RunGit, feed: FeedGit, file: string, most: number): Promise<readonly FileVersion[]> {
  const commits = await commitsOf(run, file, MOST_COMMITS);
  const found: FileVersion[] = [];
  const seen = new Set<string>();
  let bytesLeft = MOST_BYTES;
  // Several commits may hold one content: the first time it is met is the last time it was written.
  await readObjects(feed, commits.map(({ hash }) => `${hash}:./${file}`), {
    wants: (_, { oid, size }) => {
      if (seen.size >= most || seen.has(oid) || size > bytesLeft) return false;
      seen.add(oid);
      bytesLeft -= size;
      return true;
    },
    take: (index, _, bytes) => {
      const commit = commits[index];
      const text = bytes.toString('utf8');
      if (commit && Buffer.from(text, 'utf8').equals(bytes)) found.push({ commit: commit.hash, at: commit.at, text: withoutBom(text) });
    },
  });
  return found;
}

async function commitsOf(run: RunGit, file: string, most: number): Promise<readonly WorkCommit[]> {
  if (file === '' || /[\n\0]/.test(file)) return [];
  const asked = await run('read', ['rev-list', ...COMMIT_FORMAT, `--max-count=${most}`, 'HEAD', '--', `:(literal)${file}`]);
  return asked.exitCode === 0 ? parseCommitRecords(asked.stdout).map(({ commit }) => commit) : [];
}
