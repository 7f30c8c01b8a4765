import type { LineCommit, PastCommit } from '../../core/history/lineHistory';
import { BRIEF_FORMAT, parseCommitRecords, type CommitRecord } from './commitRecords';
import { fedText, type FeedGit } from './gitFeed';

/** Commits of the line, and of all that merges brought into it: the newest. */
const MOST = 20_000;

export interface Line {
  /** Oldest first. */
  readonly commits: readonly LineCommit[];
  /** It goes on from the commit that was known. */
  readonly isGrown: boolean;
  /** False where there are older commits that were not read. */
  readonly isWhole: boolean;
  /** The repository was cloned without its older commits. */
  readonly isShallow: boolean;
}

/**
 * Reads the first-parent line of a commit, and what each merge brought; where the line goes through a commit that is known,
 * no more than what is new. Undefined where git failed.
 */
export async function readLine(feed: FeedGit, tip: string, known: string | undefined): Promise<Line | undefined> {
  const fresh = known === undefined ? undefined : await read(feed, [tip, `^${known}`], '--first-parent');
  // What was the tip is on the line exactly when the oldest new commit stands upon it.
  const isGrown = fresh !== undefined && fresh.length < MOST && fresh.at(-1)?.parents[0] === known;
  const line = isGrown ? fresh : await read(feed, [tip], '--first-parent');
  if (!line) return undefined;
  const hasMerges = line.some(({ parents }) => parents.length > 1);
  const all = hasMerges ? await read(feed, isGrown ? [tip, `^${known ?? ''}`] : [tip]) : [];
  if (!all) return undefined;
  const isShallow = (await fedText(feed, ['rev-parse', '--is-shallow-repository'], []))?.trim() === 'true';
  return { commits: withBrought(line, all).reverse(), isGrown, isShallow, isWhole: !isShallow && line.length < MOST && all.length < MOST };
}

async function read(feed: FeedGit, revisions: readonly string[], ...more: readonly string[]): Promise<readonly CommitRecord[] | undefined> {
  const answer = await fedText(feed, ['rev-list', ...more, ...BRIEF_FORMAT, `--max-count=${MOST}`, '--ignore-missing', '--stdin'], revisions);
  return answer === undefined ? undefined : parseCommitRecords(answer);
}

/**
 * Tells with which commit of the line each other one came into it: with the oldest from which it can be reached.
 *
 * @param line newest first
 * @param all newest first
 */
function withBrought(line: readonly CommitRecord[], all: readonly CommitRecord[]): LineCommit[] {
  const places = new Map(all.map(({ commit }, place) => [commit.hash, place]));
  const taken = new Set(line.map(({ commit }) => commit.hash));
  const brought = new Map<string, readonly PastCommit[]>();
  for (const { commit, parents } of [...line].reverse()) {
    if (parents.length < 2) continue;
    const found: number[] = [];
    const pending = parents.slice(1);
    for (let hash = pending.pop(); hash !== undefined; hash = pending.pop()) {
      const place = places.get(hash);
      if (place === undefined || taken.has(hash)) continue;
      taken.add(hash);
      found.push(place);
      pending.push(...(all[place]?.parents ?? []));
    }
    // The listing has children before parents, so the oldest have the highest places.
    brought.set(commit.hash, found.sort((a, b) => b - a).flatMap((place) => pastCommit(all[place])));
  }
  return line.map((record) => ({ ...past(record), brought: brought.get(record.commit.hash) ?? [] }));
}

function past({ commit: { hash, at, subject } }: CommitRecord): PastCommit {
  return { hash, at, subject };
}

function pastCommit(record: CommitRecord | undefined): readonly PastCommit[] {
  return record ? [past(record)] : [];
}
