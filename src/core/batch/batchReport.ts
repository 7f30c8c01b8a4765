import type { Commit } from '../ports';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';
import type { Batch, BatchTask } from './batch';
import type { AgentView } from './watch';

/** What came of a batch, from state and git and not from what agents say (spec, "Parallel Batch Delegation"). JSON-safe. */
export interface BatchReport {
  readonly batch: Batch;
  /** Every task of the batch in its order. */
  readonly tasks: readonly BatchReportTask[];
  readonly completed: readonly string[];
  readonly criteria: { readonly done: number; readonly total: number };
  /** Blocked tasks, in their words; agents that left no commit for long; files of two tasks. Whole sentences. */
  readonly blockers: readonly string[];
  readonly nextEligible: readonly string[];
  /** `tookMinutes`: from the claims to the last completion or last commit, by commit times. `serialMinutes`: the same work one after the other. */
  readonly time: { readonly tookMinutes?: number; readonly serialMinutes?: number; readonly plannedMinutes: number; readonly plannedSerialMinutes: number };
  readonly isFinished: boolean;
}

export interface BatchReportTask {
  readonly taskId: string;
  readonly title: string;
  readonly status: string;
  readonly done: number;
  readonly total: number;
  readonly branch: string;
  readonly hasLanded: boolean;
  readonly commits: number;
  readonly minutes?: number;
}

/** What a report is made of. */
export interface ReportInput {
  readonly batch: Batch;
  readonly snapshot: Snapshot;
  /** Of a coordinator's branch: what it has beyond the base branch, newest first. */
  readonly commits?: readonly Commit[];
  /** For files that two tasks changed; none where nobody watches. */
  readonly agents?: readonly AgentView[];
  readonly settings: Pick<Settings, 'ranking'>;
  readonly now: Date;
}

/** One task of the batch with all that is known of it. `view` is absent where the manifest does not have it any more. */
export interface ReportedTask {
  readonly task: BatchTask;
  readonly view: TaskView | undefined;
  readonly times: TaskTimes;
}

/** When a task of a batch was worked on, by commits. In milliseconds since 1970. */
export interface TaskTimes {
  /** Its claim; the start of the batch where no commit holds that. */
  readonly start: number;
  /** Its last commit of work, or its completion where commits don't tell; absent while there is nothing. */
  readonly end?: number;
  /** The last sign of it, the claim included. */
  readonly last: number;
  /** Commits of work: not the claim. */
  readonly commits: number;
}
