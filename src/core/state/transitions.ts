import { err, ok, type Result } from '../result';
import type { ReadStatus, Status } from './taskState';

/** From where to where a task may go (DESIGN section 3, "Transitions"). */
const ALLOWED: Readonly<Record<Status, readonly Status[]>> = {
  pending: ['in-progress', 'blocked', 'abandoned'],
  'in-progress': ['completed', 'blocked', 'pending', 'abandoned'],
  blocked: ['in-progress', 'pending', 'abandoned'],
  completed: ['in-progress'],
  abandoned: ['pending'],
};

/** Checks one step of a task's life; the error is a sentence. */
export function transition(from: ReadStatus, to: Status): Result<Status, string> {
  if (from === 'unknown') return err('its status is not known, so nothing is changed');
  if (from === to) return err(`it is already ${to}`);
  if (ALLOWED[from].includes(to)) return ok(to);
  return err(`a task goes from ${from} to ${ALLOWED[from].join(', ')}, not to ${to}`);
}
