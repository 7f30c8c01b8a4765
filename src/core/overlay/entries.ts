import { EntriesOnDemand } from '../state/entriesOnDemand';
import type { ReadStatus, StateEntry, TaskState } from '../state/taskState';

/** An entry of another branch's state. Such states read an entry whenever it is asked for: what was read is kept. */
export function entryIn(state: TaskState, taskId: string): StateEntry | undefined {
  const isOnDemand: boolean = state.entries instanceof EntriesOnDemand;
  if (!isOnDemand) return state.entries.get(taskId);
  let known = READ.get(state);
  if (!known) READ.set(state, (known = new Map<string, StateEntry | undefined>()));
  if (!known.has(taskId)) known.set(taskId, state.entries.get(taskId));
  return known.get(taskId);
}

const READ = new WeakMap<TaskState, Map<string, StateEntry | undefined>>();

/** Whether two entries say the same of a task. */
export function sameEntry(a: StateEntry | undefined, b: StateEntry | undefined): boolean {
  if (a === b) return true;
  if (!a || !b) return false;
  return (
    a.rawStatus === b.rawStatus &&
    a.startedAt === b.startedAt &&
    a.completedAt === b.completedAt &&
    a.notes === b.notes &&
    a.blockedReason === b.blockedReason &&
    sameList(a.acsCompleted, b.acsCompleted) &&
    sameList(a.acsRemaining, b.acsRemaining)
  );
}

function sameList(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return a === b || (a?.length === b?.length && a !== undefined && a.every((item, index) => item === b?.[index]));
}

/** Whether an entry records more than that the task waits to be begun. */
export function isBegun(entry: StateEntry | undefined): entry is StateEntry {
  return entry !== undefined && entry.status !== 'pending';
}

/** How far each status is in a task's life; an unknown one says nothing. */
const RANK: Readonly<Record<ReadStatus, number>> = { unknown: 0, pending: 0, blocked: 1, 'in-progress': 1, abandoned: 2, completed: 2 };

/** Whether an entry records more than another: a later status, or more criteria of the same one. */
export function isFurther(entry: StateEntry, than: StateEntry | undefined): boolean {
  const [rank, other] = [RANK[entry.status], than ? RANK[than.status] : 0];
  if (rank !== other) return rank > other;
  return rank === 1 && entry.status === than?.status && new Set(entry.acsCompleted).size > new Set(than.acsCompleted).size;
}
