import type { Batch } from './batch';

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
