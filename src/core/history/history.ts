import type { Status } from '../state/taskState';
import type { TaskPlace } from './lineHistory';

/**
 * What became of the tasks of a project, by commit times alone (issue "History"): what agents wrote is not believed.
 * Completed means landed: merged into the base branch, or recorded there as completed. JSON-safe.
 */
export interface ProjectHistory {
  /** Changes whenever anything below may. */
  readonly key: string;
  /** Milliseconds since 1970: the first commit that was looked at, and the moment it was asked for. No event is outside. */
  readonly from: number;
  readonly until: number;
  /** False where older commits were left out: what was so before counts from the oldest that was read. */
  readonly isWhole: boolean;
  /** That is so since the repository was cloned without them. */
  readonly isShallow?: boolean;
  /** Today's in the manifest's order, then those that the manifest has no more. */
  readonly tasks: readonly TaskHistory[];
}

export interface TaskHistory extends TaskPlace {
  readonly id: string;
  /** Today's manifest does not have it. */
  readonly isGone: boolean;
  /** In the order of time; of one moment, in the order of the commits. */
  readonly events: readonly HistoryEvent[];
}

/**
 * `appeared`, `left`: in the manifest. `started`: from pending or abandoned; `resumed`: from blocked; `reopened`: from
 * completed; `put-back`: to pending, from anything else.
 */
export type EventKind = 'appeared' | 'left' | 'started' | 'resumed' | 'blocked' | 'completed' | 'reopened' | 'put-back' | 'abandoned';

export interface HistoryEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly what: EventKind;
  /** The task's status from then on. */
  readonly status: Status;
  readonly from: Evidence;
}

/** Where an event is known from. */
export type Evidence =
  /** The commit of the base branch that first had it so in one of the files. */
  | { readonly kind: 'manifest' | 'state'; readonly commit: string }
  /** The commit with which the work came into the base branch, or was taken back. */
  | { readonly kind: 'merge' | 'revert'; readonly commit: string }
  /** The first commit on the task that its branch has, or that a merge brought. */
  | { readonly kind: 'claim'; readonly commit: string }
  /** The tip of the task's branch, which is not merged: it may have been so before. */
  | { readonly kind: 'branch'; readonly commit: string }
  /** A file of a working tree, without a commit yet: so it counts from now. */
  | { readonly kind: 'file' };

/** What the figures are about: all tasks, or those of one phase, slice or risk. */
export type HistoryFilter = Partial<TaskPlace>;

/** The tasks that a filter lets through. */
export function filtered({ tasks }: Pick<ProjectHistory, 'tasks'>, filter: HistoryFilter = {}): readonly TaskHistory[] {
  const { phase, slice, risk } = filter;
  return tasks.filter((task) => (phase === undefined || task.phase === phase) && (slice === undefined || task.slice === slice) && (risk === undefined || task.risk === risk));
}
