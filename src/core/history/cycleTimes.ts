import { completionsOf } from './completions';
import type { HistoryFilter, ProjectHistory } from './history';

/** How long tasks took from their start to their completion. Milliseconds. */
export interface CycleTimes {
  /** By the time of completion, the earliest first. */
  readonly tasks: readonly CycleTime[];
  /** So long at most took half of them, and 85 of 100: the value at that rank, which one of them really took. */
  readonly median?: number;
  readonly percentile85?: number;
  /** Completed tasks that are left out, since no commit tells when they were started: their branch was squashed and is gone. */
  readonly withoutStart: number;
}

export interface CycleTime {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly completedAt: number;
  readonly took: number;
}

export function cycleTimes(history: ProjectHistory, filter?: HistoryFilter): CycleTimes {
  const completed = completionsOf(history, filter);
  const tasks = completed.flatMap(({ id, at, startedAt }) => (startedAt === undefined ? [] : [{ id, startedAt, completedAt: at, took: at - startedAt }]));
  const sorted = tasks.map(({ took }) => took).sort((a, b) => a - b);
  const [median, percentile85] = [quantile(sorted, 0.5), quantile(sorted, 0.85)];
  return {
    tasks,
    ...(median === undefined ? {} : { median }),
    ...(percentile85 === undefined ? {} : { percentile85 }),
    withoutStart: completed.length - tasks.length,
  };
}

/** The smallest of the sorted values that is not passed by so great a part of them; undefined of none. */
export function quantile(sorted: readonly number[], part: number): number | undefined {
  return sorted[Math.min(Math.max(Math.ceil(sorted.length * part) - 1, 0), sorted.length - 1)];
}
