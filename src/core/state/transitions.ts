import { err, ok, type Result } from '../result';
import { statusName } from '../statusName';
import { t } from '../words';
import type { ReadStatus, Status } from './taskState';

/** From where to where a task may go (DESIGN section 3, "Transitions"). */
export const TRANSITIONS: Readonly<Record<Status, readonly Status[]>> = {
  pending: ['in-progress', 'blocked', 'abandoned'],
  'in-progress': ['completed', 'blocked', 'pending', 'abandoned'],
  blocked: ['in-progress', 'pending', 'abandoned'],
  completed: ['in-progress'],
  abandoned: ['pending'],
};

/** Checks one step of a task's life; the error is a sentence. */
export function transition(from: ReadStatus, to: Status): Result<Status, string> {
  if (from === 'unknown') return err(t('its status is not known, so nothing is changed'));
  if (from === to) return err(t('it is already {0}', statusName(to)));
  if (TRANSITIONS[from].includes(to)) return ok(to);
  return err(t('a task goes from {0} to {1}, not to {2}', statusName(from), TRANSITIONS[from].map(statusName).join(', '), statusName(to)));
}
