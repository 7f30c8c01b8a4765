import type { WorkCommit } from '../../core/work';
import type { ChangedFiles } from './changedFiles';
import { COMMIT_FORMAT, parseCommitRecords, type CommitRecord } from './commitRecords';
import { fedText, type FeedGit } from './gitFeed';

/** Of one branch, newest first. */
const MOST = 200;
/** Of all branches that are asked for at once. */
const MOST_OF_ALL = 20_000;
/** A branch that parted long ago is not followed further than this. */
const MOST_FOLLOWED = 2_000;

/** What tells which commits are a branch's own. */
export interface Line {
  /** Tip of the base branch. */
  readonly base: string;
  /** Tip of the same branch on its remote: what is there already is nobody's own work here. */
  readonly ahead?: string;
}

/** The commits that the base lacks, by tip; undefined where git failed. */
export type BranchCommits = (tips: readonly string[], line: Line) => Promise<ReadonlyMap<string, readonly WorkCommit[]> | undefined>;

/** Reads the commits of all branches in one process, and their files in another; tips that are known are not asked for again. */
export function createBranchCommits(feed: FeedGit, changedFiles: ChangedFiles): BranchCommits {
  let known: { readonly key: string; readonly byTip: ReadonlyMap<string, readonly WorkCommit[]> } = { key: '', byTip: new Map() };
  return async (tips, line) => {
    const key = `${line.base} ${line.ahead ?? ''}`;
    const before = known.key === key ? known.byTip : new Map<string, readonly WorkCommit[]>();
    const unknown = [...new Set(tips)].filter((tip) => !before.has(tip));
    const read = unknown.length === 0 ? new Map<string, readonly WorkCommit[]>() : await readCommits(feed, changedFiles, unknown, line);
    if (!read) return undefined;
    const byTip = new Map(tips.map((tip) => [tip, before.get(tip) ?? read.get(tip) ?? []]));
    known = { key, byTip };
    return byTip;
  };
}

async function readCommits(feed: FeedGit, changedFiles: ChangedFiles, tips: readonly string[], line: Line): Promise<ReadonlyMap<string, readonly WorkCommit[]> | undefined> {
  const { base, ahead } = line;
  const args = ['rev-list', ...COMMIT_FORMAT, `--max-count=${MOST_OF_ALL}`, '--ignore-missing', '--stdin'];
  const answer = await fedText(feed, args, [...tips, ...(ahead === undefined ? [] : [ahead]), `^${base}`]);
  if (answer === undefined) return undefined;
  const own = ownCommits(parseCommitRecords(answer), tips, ahead);
  const files = await changedFiles([...own.values()].flatMap((records) => records.map(({ commit }) => commit.hash)));
  const withFiles = ({ commit }: CommitRecord): WorkCommit => {
    const changed = files.get(commit.hash);
    return changed ? { ...commit, files: changed } : commit;
  };
  return new Map([...own].map(([tip, records]) => [tip, records.map(withFiles)]));
}

/** Tells whose each commit is, from one list of all, newest first, that the base lacks. */
function ownCommits(records: readonly CommitRecord[], tips: readonly string[], ahead: string | undefined): ReadonlyMap<string, readonly CommitRecord[]> {
  const places = new Map(records.map(({ commit }, place) => [commit.hash, place]));
  const parentsOf = (place: number): readonly number[] => (records[place]?.parents ?? []).flatMap((hash) => places.get(hash) ?? []);
  const aheadPlace = places.get(ahead ?? '');
  const there = aheadPlace === undefined ? new Set<number>() : reach(aheadPlace, parentsOf, new Set(), records.length);
  const line = aheadPlace === undefined ? new Set<number>() : reach(aheadPlace, (place) => parentsOf(place).slice(0, 1), new Set(), records.length);
  return new Map(
    tips.map((tip) => {
      const place = places.get(tip);
      if (place === undefined) return [tip, []];
      // A branch that was merged there keeps what it brought.
      const found = reach(place, parentsOf, there.has(place) ? line : there, MOST_FOLLOWED);
      return [tip, [...found].sort((a, b) => a - b).slice(0, MOST).flatMap((one) => records[one] ?? [])];
    }),
  );
}

function reach(from: number, next: (place: number) => readonly number[], without: ReadonlySet<number>, most: number): Set<number> {
  const seen = new Set<number>();
  const pending = [from];
  for (let place = pending.pop(); place !== undefined && seen.size < most; place = pending.pop()) {
    if (seen.has(place) || without.has(place)) continue;
    seen.add(place);
    pending.push(...next(place));
  }
  return seen;
}
