import type { Status } from '../state/taskState';
import type { HistoryEvent } from './history';

/** Where a task stands between two events. */
export interface Standing {
  /** The manifest has it. */
  readonly isThere: boolean;
  readonly status: Status;
}

/** Before the first event. */
export const UNKNOWN: Standing = { isThere: false, status: 'pending' };

export function standingAfter({ isThere }: Standing, { what, status }: HistoryEvent): Standing {
  return { isThere: what === 'appeared' || (isThere && what !== 'left'), status };
}

/** Whether an event is of the manifest, and leaves the status as it was. */
export function isOfManifest({ what }: Pick<HistoryEvent, 'what'>): boolean {
  return what === 'appeared' || what === 'left';
}
