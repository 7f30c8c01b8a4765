import type { Settings } from '../settings';
import type { Snapshot } from '../snapshot';
import type { Batch } from './batch';
import type { BatchReport } from './batchReport';
import type { AgentView } from './watch';

/** What came of a batch (spec, "Parallel Batch Delegation", 7), from state and git and not from what agents say. */
export function batchReport({ batch }: {
  readonly batch: Batch;
  readonly snapshot: Snapshot;
  /** For files of two tasks; none where nobody watches. */
  readonly agents?: readonly AgentView[];
  readonly settings: Pick<Settings, 'ranking' | 'staleAfterDays'>;
  readonly now: Date;
}): BatchReport {
  return { batch, tasks: [], completed: [], criteria: { done: 0, total: 0 }, blockers: [], nextEligible: [], time: { plannedMinutes: 0, plannedSerialMinutes: 0 }, isFinished: false };
}

/** The report as Markdown, in the spec's shape. */
export function batchReportText(_report: BatchReport): string {
  return '';
}
