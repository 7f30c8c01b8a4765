import { branchFor, type Settings } from '../settings';
import type { StateEntry, TaskState } from '../state/taskState';
import type { RepositoryWork, TaskBranch } from '../work';
import { landedWork } from './merges';
import { entryIn, isBegun, isFurther, sameEntry } from './entries';
import type { Merge, StatusSource } from './source';
import { taskBranches } from './taskBranches';

/** What is true of one task, from all that the repository tells of it. */
export interface TaskRecord {
  readonly entry: StateEntry | undefined;
  readonly source: StatusSource;
  readonly work?: TaskBranch;
  readonly merge?: Merge;
  /** See `TaskView`. */
  readonly hasLanded: boolean;
}

interface OverlayInput {
  /** Of the working tree. */
  readonly state: TaskState;
  readonly work: RepositoryWork | undefined;
  readonly settings: Pick<Settings, 'branchPattern'>;
  /** Whether an id is a task's, so that ids equal but for case are told apart. */
  isTask(id: string): boolean;
}

type Read = Pick<TaskRecord, 'entry' | 'source'>;

/**
 * Lays what branches tell over the working tree's state (DESIGN section 3, "State belongs to branches"). Every task is
 * looked up by itself: linear over all, and states of other branches are read entry by entry.
 */
export function overlayOf(input: OverlayInput): (taskId: string) => TaskRecord {
  const { state, work } = input;
  if (!work) return (taskId) => withoutGit(state.entries.get(taskId));
  const branches = taskBranches(work.branches, input.isTask);
  const landed = landedWork(work.landed);
  return (taskId) => {
    const branch = branches(taskId);
    const isOther = (id: string) => id !== taskId && input.isTask(id);
    const merge = mergeOf(taskId, branch);
    const under = underlying(taskId, input.state, work, branch);
    const own = branch && ownRecord(branch, under, state.entries.get(taskId), merge !== undefined);
    // Without a claim of its own a branch says nothing against a record elsewhere.
    const here = own && (isBegun(own.entry) || !isBegun(under.entry)) ? own : under;
    // A working tree that is on the branch is nearer than any remote.
    const isFixed = here === own && isBegun(own.entry) && here.source.kind !== 'branch';
    const { entry, source } = isFixed ? here : (aheadOf(taskId, here, work) ?? here);
    const hasLanded = merge !== undefined || landedEntry(taskId, under, work)?.status === 'completed';
    return branch || merge ? { entry, source, hasLanded, ...(branch ? { work: branch } : {}), ...(merge ? { merge } : {}) } : { entry, source, hasLanded };

    function mergeOf(id: string, of: TaskBranch | undefined): Merge | undefined {
      const found = landed.mergeOf(id, [branchFor(id, input.settings), ...(of ? [of.name] : [])], isOther) ?? forwarded(id, of);
      return found && of && isTakenUpAgain(of, found) ? undefined : found;
    }

    /** The branch is in the base's history, and so are commits of the task, one by one. */
    function forwarded(id: string, of: TaskBranch | undefined): Merge | undefined {
      const commit = of?.isReachable ? landed.commitOf(id, isOther) : undefined;
      return commit && { commit: commit.hash, at: commit.at, how: 'fast-forward', subject: commit.subject };
    }
  };
}

function withoutGit(entry: StateEntry | undefined): TaskRecord {
  const { source } = fromFile(entry);
  return { entry, source, hasLanded: entry?.status === 'completed' };
}

const FILE: StatusSource = { kind: 'file' };
const NONE: StatusSource = { kind: 'none' };

function fromFile(entry: StateEntry | undefined): Read {
  return { entry, source: entry ? FILE : NONE };
}

/** What the branch of a task says of it; undefined where that does not count. */
function ownRecord(branch: TaskBranch, under: Read, inFile: StateEntry | undefined, isMerged: boolean): Read | undefined {
  if (branch.isHere) return fromFile(inFile);
  const { entry, name, worktree, remote } = branch;
  if (!entry) return undefined;
  if (worktree !== undefined) {
    // A worktree that was left behind by its merge is older than the record of its completion.
    return isMerged && under.entry?.status === 'completed' ? undefined : { entry, source: { kind: 'worktree', branch: name, root: worktree } };
  }
  if (isMerged || branch.isReachable) return undefined;
  return { entry, source: { kind: 'branch', branch: name, ...(remote === undefined ? {} : { remote }) } };
}

/**
 * The record apart from the task's own branch: the working tree's, or the base branch's where that is newer. Decided
 * as a merge would, by who changed the entry since both parted.
 */
function underlying(taskId: string, state: TaskState, { base }: RepositoryWork, branch: TaskBranch | undefined): Read {
  const ours = state.entries.get(taskId);
  if (!base?.state || base.isCheckedOut) return fromFile(ours);
  const theirs = entryIn(base.state, taskId);
  if (sameEntry(ours, theirs)) return fromFile(ours);
  const ofBase: Read = { entry: theirs, source: theirs ? { kind: 'base', branch: base.name } : { kind: 'none' } };
  if (!base.forkState) return theirs ? ofBase : fromFile(ours);
  const fork = entryIn(base.forkState, taskId);
  if (sameEntry(ours, fork)) return ofBase;
  return sameEntry(theirs, fork) || branch?.isHere ? fromFile(ours) : ofBase;
}

/** The record on the base branch's remote, where it goes further than what is known here. */
function aheadOf(taskId: string, here: Read, { base }: RepositoryWork): Read | undefined {
  if (!base?.ahead?.state) return undefined;
  const entry = entryIn(base.ahead.state, taskId);
  if (!entry) return undefined;
  // A branch that the remote has finished with says the same, and less of where the work is.
  const isSettled = here.source.kind === 'branch' && here.entry?.status === 'completed' && entry.status === 'completed';
  return isSettled || isFurther(entry, here.entry) ? { entry, source: { kind: 'base', branch: base.ahead.name, isAhead: true } } : undefined;
}

/** What the base branch itself says; where its state is not known, what is known here. */
function landedEntry(taskId: string, under: Read, { base }: RepositoryWork): StateEntry | undefined {
  return base?.state && !base.isCheckedOut ? entryIn(base.state, taskId) : under.entry;
}

/** The branch has commits that came after its merge. */
function isTakenUpAgain(branch: TaskBranch, merge: Merge): boolean {
  return !branch.isReachable && branch.commits.length > 0 && Date.parse(branch.tipAt) > Date.parse(merge.at);
}
