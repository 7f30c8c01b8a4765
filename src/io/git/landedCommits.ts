import type { WorkCommit } from '../../core/work';
import type { ChangedFiles } from './changedFiles';
import { COMMIT_FORMAT, parseCommitRecords } from './commitRecords';
import { fedText, type FeedGit } from './gitFeed';

const MOST = 5_000;
/** Commits whose files are looked at, newest first: only those that could name a task. */
const MOST_WITH_FILES = 1_000;

/** `feat(ID): …`, also in a list of what was squashed, or a criterion in brackets, such as `[AC01]` and `(AC02-AC07)`. */
const NAMES_A_TASK = /^[\s*-]*[a-z]+\([^)\n]+\)!?:|[[(][^\])\n]{0,200}\bAC\d/im;

/** The commits of the base branch, newest first, at most 5 000; undefined where git failed. The same tip gives the same list. */
export type LandedCommits = (tip: string) => Promise<readonly WorkCommit[] | undefined>;

/** Reads the base branch's history; where it only grew, no more than what is new. */
export function createLandedCommits(feed: FeedGit, changedFiles: ChangedFiles): LandedCommits {
  let known: { readonly tip: string; readonly commits: readonly WorkCommit[] } | undefined;
  return async (tip) => {
    if (known?.tip === tip) return known.commits;
    const grown = known && (await read(feed, [tip, `^${known.tip}`]));
    const last = known?.tip;
    // What was the tip is in the history of the new one exactly when a new commit stands upon it.
    const isGrown = grown && last !== undefined && grown.length < MOST && grown.some(({ parents }) => parents.includes(last));
    const fresh = isGrown ? grown : await read(feed, [tip]);
    if (!fresh) return undefined;
    const older = isGrown ? (known?.commits ?? []) : [];
    const commits = [...(await withFiles(changedFiles, fresh.map(({ commit }) => commit))), ...older].slice(0, MOST);
    known = { tip, commits };
    return commits;
  };
}

async function read(feed: FeedGit, revisions: readonly string[]): Promise<ReturnType<typeof parseCommitRecords> | undefined> {
  const answer = await fedText(feed, ['rev-list', ...COMMIT_FORMAT, `--max-count=${MOST}`, '--ignore-missing', '--stdin'], revisions);
  return answer === undefined ? undefined : parseCommitRecords(answer);
}

async function withFiles(changedFiles: ChangedFiles, commits: readonly WorkCommit[]): Promise<readonly WorkCommit[]> {
  const meant = commits.filter(({ subject, body }) => NAMES_A_TASK.test(subject) || NAMES_A_TASK.test(body)).slice(0, MOST_WITH_FILES);
  const files = await changedFiles(meant.map(({ hash }) => hash));
  return commits.map((commit) => {
    const changed = files.get(commit.hash);
    return changed ? { ...commit, files: changed } : commit;
  });
}
