import type { Snapshot, TaskView } from '../snapshot';
import type { ReadStatus } from '../state/taskState';

/** The tasks of a snapshot by what most rules ask for, each list in the manifest's order. */
export interface SortedTasks extends Readonly<Record<ReadStatus, readonly TaskView[]>> {
  /** Those with a record, wherever it was read. */
  readonly recorded: readonly TaskView[];
  /** Those whose work is in the base branch. */
  readonly merged: readonly TaskView[];
  /** Those that have a branch, as far as git told of it. */
  readonly branched: readonly TaskView[];
}

const SORTED = new WeakMap<Snapshot, SortedTasks>();

/** Sorts once for all rules: most tasks are pending, and nothing can be odd about them. */
export function sortedTasks(snapshot: Snapshot): SortedTasks {
  let sorted = SORTED.get(snapshot);
  if (!sorted) SORTED.set(snapshot, (sorted = sort(snapshot.tasks)));
  return sorted;
}

function sort(tasks: readonly TaskView[]): SortedTasks {
  const lists = {
    pending: [] as TaskView[],
    'in-progress': [] as TaskView[],
    blocked: [] as TaskView[],
    completed: [] as TaskView[],
    abandoned: [] as TaskView[],
    unknown: [] as TaskView[],
    recorded: [] as TaskView[],
    merged: [] as TaskView[],
    branched: [] as TaskView[],
  };
  for (const view of tasks) {
    lists[view.status].push(view);
    if (view.entry) lists.recorded.push(view);
    if (view.merge) lists.merged.push(view);
    if (view.work) lists.branched.push(view);
  }
  return lists;
}
