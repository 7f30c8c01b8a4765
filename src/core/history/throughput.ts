import { completionsOf } from './completions';
import { dayOf, isoDay, mondayOf } from './days';
import type { FigureInput } from './figureInput';
import type { ProjectHistory } from './history';

/** How many tasks were completed in a day or a week. */
export interface ThroughputRow {
  /** ISO: the day, or the week's Monday. */
  readonly from: string;
  readonly completed: number;
}

export interface Throughput {
  /** Without gaps, from the first commit to today, which is not over. */
  readonly days: readonly ThroughputRow[];
  /** The same from the Monday before the first commit on. */
  readonly weeks: readonly ThroughputRow[];
}

/** Completions that stand, by day and by week. */
export function throughput(history: ProjectHistory, { filter, offsetMinutes }: FigureInput): Throughput {
  const [first, last] = [dayOf(history.from, offsetMinutes), dayOf(history.until, offsetMinutes)];
  const days = completionsOf(history, filter).map(({ at }) => Math.min(Math.max(dayOf(at, offsetMinutes), first), last));
  return { days: rows(days, first, last, 1), weeks: rows(days.map(mondayOf), mondayOf(first), mondayOf(last), 7) };
}

function rows(given: readonly number[], first: number, last: number, step: number): readonly ThroughputRow[] {
  const counts = new Map<number, number>();
  for (const day of given) counts.set(day, (counts.get(day) ?? 0) + 1);
  return Array.from({ length: Math.max((last - first) / step, 0) + 1 }, (_, index) => {
    const from = first + index * step;
    return { from: isoDay(from), completed: counts.get(from) ?? 0 };
  });
}
