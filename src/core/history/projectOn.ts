import type { Status } from '../state/taskState';
import { dayOf, type DayNumber } from './days';
import type { FigureInput } from './figureInput';
import { filtered, type ProjectHistory, type TaskHistory } from './history';
import { isOfManifest, standingAfter, UNKNOWN } from './standing';

/** A task as it stood at the end of a past day. */
export interface TaskOn {
  readonly task: TaskHistory;
  readonly status: Status;
  /** Milliseconds since 1970: when it came to that status; absent where it was never anything but pending. */
  readonly since?: number;
}

/** The tasks that the manifest had at the end of a day (of today: now), each with its status then; in the order of the history. */
export function projectOn(history: ProjectHistory, day: DayNumber, { filter, offsetMinutes }: FigureInput): readonly TaskOn[] {
  return filtered(history, filter).flatMap((task) => {
    let standing = UNKNOWN;
    let since: number | undefined;
    for (const event of task.events) {
      if (dayOf(event.at, offsetMinutes) > day) break;
      standing = standingAfter(standing, event);
      if (!isOfManifest(event)) since = event.at;
    }
    return standing.isThere ? [{ task, status: standing.status, ...(since === undefined ? {} : { since }) }] : [];
  });
}
