import { dayOf, isoDay } from './days';
import type { FigureInput } from './figureInput';
import { filtered, type ProjectHistory } from './history';
import { standingAfter, UNKNOWN } from './standing';

/** How it stood at the end of a day (of the last one: now). Counts are of the tasks that the manifest had then. */
export interface BurnUpDay {
  /** ISO, such as `2026-01-31`. */
  readonly day: string;
  /** All tasks, those that were abandoned too. */
  readonly scope: number;
  readonly completed: number;
  readonly inProgress: number;
  readonly blocked: number;
  readonly abandoned: number;
}

/** One row a day, from the first commit to now, without gaps. Linear in events and days. */
export function burnUp(history: ProjectHistory, { filter, offsetMinutes }: FigureInput): readonly BurnUpDay[] {
  const first = dayOf(history.from, offsetMinutes);
  const days = Math.max(dayOf(history.until, offsetMinutes) - first, 0) + 1;
  const changes = Array.from({ length: days }, () => ({ scope: 0, pending: 0, 'in-progress': 0, blocked: 0, completed: 0, abandoned: 0 }));
  for (const { events } of filtered(history, filter)) {
    let before = UNKNOWN;
    for (const event of events) {
      const day = changes[Math.min(Math.max(dayOf(event.at, offsetMinutes) - first, 0), days - 1)];
      const after = standingAfter(before, event);
      for (const [{ isThere, status }, sign] of [[before, -1], [after, 1]] as const) {
        if (!day || !isThere) continue;
        day.scope += sign;
        day[status] += sign;
      }
      before = after;
    }
  }
  const sum = { scope: 0, pending: 0, 'in-progress': 0, blocked: 0, completed: 0, abandoned: 0 };
  return changes.map((change, index) => {
    for (const key of COUNTED) sum[key] += change[key];
    return { day: isoDay(first + index), scope: sum.scope, completed: sum.completed, inProgress: sum['in-progress'], blocked: sum.blocked, abandoned: sum.abandoned };
  });
}

const COUNTED = ['scope', 'in-progress', 'blocked', 'completed', 'abandoned'] as const;
