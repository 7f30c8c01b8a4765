import type { Risk } from '../manifest/task';
import type { Status } from '../state/taskState';
import type { WorkCommit } from '../work';

/**
 * The base branch's past, as git tells it: its first-parent line, and what each commit of it changed in the two files.
 * Read by `io/git/history.ts`; frozen and JSON-safe. All times are committers' times; what agents wrote is not in it.
 */
export interface LineHistory {
  /** Changes whenever anything below does. */
  readonly key: string;
  /** Oldest first. */
  readonly line: readonly LineCommit[];
  /** In the line's order; only commits that changed a status. */
  readonly states: readonly StateStep[];
  /** In the line's order; only commits that changed which tasks there are, or where they belong. */
  readonly manifests: readonly ManifestStep[];
  /** False where there is more than was read: what was there before then counts from the oldest that was. */
  readonly isWhole: boolean;
  /** The repository was cloned without its older commits. */
  readonly isShallow?: boolean;
}

/** As much of a commit as is told of the past. */
export type PastCommit = Pick<WorkCommit, 'hash' | 'at' | 'subject'>;

export interface LineCommit extends PastCommit {
  /** What came into the line with it, where it is a merge, oldest first. */
  readonly brought: readonly PastCommit[];
}

export interface StateStep {
  /** Index of the commit in `line`. */
  readonly at: number;
  readonly changes: readonly StateChangeAt[];
}

export interface StateChangeAt {
  readonly id: string;
  /** Absent: the entry is gone. */
  readonly status?: Status;
}

export interface ManifestStep {
  /** Index of the commit in `line`. */
  readonly at: number;
  readonly changes: readonly ManifestChangeAt[];
}

export interface ManifestChangeAt {
  readonly id: string;
  /** Absent: the manifest does not have it any more. */
  readonly place?: TaskPlace;
}

/** What a task's figures are told apart by. */
export interface TaskPlace {
  readonly phase: string;
  readonly slice: string;
  readonly risk: Risk;
}
