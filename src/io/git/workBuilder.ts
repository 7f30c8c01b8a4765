import { createHash } from 'node:crypto';
import type { WorkQuery } from '../../core/ports';
import { t } from '../../core/words';
import type { BaseWork, RepositoryWork, TaskBranch, WorkCommit } from '../../core/work';
import { createBranchCommits } from './branchCommits';
import { createChangedFiles } from './changedFiles';
import type { Chosen, ChosenBase, ChosenBranch } from './chooseBranches';
import type { FeedGit } from './gitFeed';
import type { RunGit } from './gitProcess';
import { createCommitsAhead, createForkPoint } from './head';
import { createLandedCommits } from './landedCommits';
import { createTipStates, type TipState, type TipWant } from './tipStates';
import type { WorktreesFound } from './worktreeLook';

/** What a reading starts from: all of it was found without looking into a commit. */
export interface WorkBasis {
  readonly chosen: Chosen;
  readonly worktrees: WorktreesFound;
  /** The commit that is checked out; absent on a branch without commits. */
  readonly head: string | undefined;
  readonly query: WorkQuery;
}

interface BuiltWork {
  readonly work: RepositoryWork;
  /** False where git failed in a part, such as when a branch was deleted meanwhile. */
  readonly isWhole: boolean;
}

/** Puts together what git tells: its processes run side by side, and each asks only for what no earlier one told. */
export function createWorkBuilder(run: RunGit, feed: FeedGit): (basis: WorkBasis) => Promise<BuiltWork> {
  const changedFiles = createChangedFiles(feed);
  const commitsOf = createBranchCommits(feed, changedFiles);
  const landedOf = createLandedCommits(feed, changedFiles);
  const statesAt = createTipStates(feed);
  const forkPoint = createForkPoint(run);
  const commitsAhead = createCommitsAhead(run);
  const reachableFrom = createReachable(run);

  return async ({ chosen, worktrees, head, query }) => {
    const { base, branches } = chosen;
    const tip = base?.ref.tip;
    const [fork, ahead] = await Promise.all([
      tip === undefined || head === undefined || base?.ref.isHere ? undefined : forkPoint(head, tip),
      base?.onRemote && tip !== undefined ? commitsAhead(base.onRemote.ref.tip, tip) : undefined,
    ]);
    const onRemote = ahead ? base?.onRemote : undefined;
    const wants = wantsOf(base, fork, onRemote, branches, worktrees);
    const [states, reachable, commits, landed] = await Promise.all([
      statesAt(wants.all, query),
      tip === undefined ? new Set<string>() : reachableFrom(tip, branches),
      tip === undefined ? new Map<string, readonly WorkCommit[]>() : commitsOf(branches.map(({ ref }) => ref.tip), { base: tip, ...(onRemote ? { ahead: onRemote.ref.tip } : {}) }),
      tip === undefined ? NONE : landedOf(tip),
    ]);
    const stateOf = (want: TipWant | undefined): TipState => (want && states?.get(want)) ?? {};
    const [atTip, atFork, atRemote] = [stateOf(wants.tip), stateOf(wants.fork), stateOf(wants.ahead)];
    const baseWork: BaseWork | undefined = base && {
      name: base.name,
      commit: base.ref.tip,
      isCheckedOut: base.ref.isHere,
      ...(atTip.state ? { state: atTip.state } : {}),
      ...(atFork.state ? { forkState: atFork.state } : {}),
      ...(onRemote && ahead ? { ahead: { name: onRemote.name, commits: ahead, ...(atRemote.state ? { state: atRemote.state } : {}) } } : {}),
    };
    const told = branches.map((one): TaskBranch => {
      const read = states ? stateOf(wants.branches.get(one)) : { problem: t('git could not be asked for it') };
      const isReachable = reachable?.has(one.ref.ref) ?? false;
      return branchWork(one, Object.hasOwn(worktrees, one.name) ? worktrees[one.name] : undefined, read, isReachable, commits?.get(one.ref.tip) ?? NONE);
    });
    const isTold = [states, reachable, commits, landed].map((part) => part !== undefined);
    const contents = [atTip, atFork, atRemote].map(({ oid, problem }) => [oid, problem]);
    const key = keyOf([baseWork && [baseWork.name, baseWork.commit, baseWork.isCheckedOut, onRemote?.name, onRemote?.ref.tip], contents, told.map(({ commits: _, ...rest }) => rest), query.statePath, isTold]);
    const work = Object.freeze({ key, ...(baseWork ? { base: baseWork } : {}), branches: told, landed: landed ?? NONE });
    return { work, isWhole: !isTold.includes(false) };
  };
}

const NONE: readonly WorkCommit[] = [];

interface Wants {
  readonly all: readonly TipWant[];
  readonly tip?: TipWant;
  readonly fork?: TipWant;
  readonly ahead?: TipWant;
  readonly branches: ReadonlyMap<ChosenBranch, TipWant>;
}

/** Which state files are to be read at which commits: none where a working tree's file holds. */
function wantsOf(base: ChosenBase | undefined, fork: string | undefined, onRemote: ChosenBase['onRemote'], branches: readonly ChosenBranch[], worktrees: WorktreesFound): Wants {
  const tip = base && !base.ref.isHere ? { commit: base.ref.tip } : undefined;
  const atFork = fork === undefined ? undefined : { commit: fork };
  const ahead = onRemote && { commit: onRemote.ref.tip };
  const ofBranches = new Map(branches.flatMap((one) => (Object.hasOwn(worktrees, one.name) ? [] : [[one, { commit: one.ref.tip, taskId: one.taskId }] as const])));
  const all = [tip, atFork, ahead, ...ofBranches.values()].filter((want) => want !== undefined);
  return { all, ...(tip ? { tip } : {}), ...(atFork ? { fork: atFork } : {}), ...(ahead ? { ahead } : {}), branches: ofBranches };
}

/** Full names of the branches whose tip is in the history of a commit; asked for again when one of them moved. */
function createReachable(run: RunGit): (commit: string, branches: readonly ChosenBranch[]) => Promise<ReadonlySet<string> | undefined> {
  let last: { readonly key: string; readonly refs: ReadonlySet<string> } | undefined;
  return async (commit, branches) => {
    const key = [commit, ...branches.map(({ ref }) => `${ref.ref} ${ref.tip}`)].join('\n');
    if (last?.key === key) return last.refs;
    const asked = await run('read', ['for-each-ref', `--merged=${commit}`, '--format=%(refname)', 'refs/heads', 'refs/remotes']);
    if (asked.exitCode !== 0) return undefined;
    last = { key, refs: new Set(asked.stdout.split('\n')) };
    return last.refs;
  };
}

function branchWork(one: ChosenBranch, found: WorktreesFound[string] | undefined, atTip: TipState, isReachable: boolean, commits: readonly WorkCommit[]): TaskBranch {
  const { entry, problem } = found ? (found.state ?? {}) : atTip;
  return {
    taskId: one.taskId,
    name: one.name,
    ...(one.remote === undefined ? {} : { remote: one.remote }),
    isLinked: one.isLinked,
    tip: one.ref.tip,
    tipAt: one.ref.tipAt,
    ...(found ? { worktree: found.worktree, stateFile: found.stateFile } : {}),
    isHere: one.isHere,
    ...(entry ? { entry } : {}),
    ...(problem === undefined ? {} : { problem }),
    isReachable,
    commits: isReachable ? NONE : commits,
  };
}

function keyOf(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}
