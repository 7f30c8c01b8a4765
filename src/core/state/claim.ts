import { err, ok, type Result } from '../result';
import type { TaskView } from '../snapshot';
import { t } from '../words';
import { listsInProgress } from './criteriaLeft';
import { wouldDestroy } from './keep';
import type { StatePatch } from './patch';
import { stamp } from './stamp';
import { transition } from './transitions';

/**
 * The patch that claims a task: in progress since `now`, with the criteria that are left (spec, steps 8 and 12).
 * Criteria that are recorded as done stay recorded, to the byte. The error is a sentence.
 */
export function claimPatch(view: TaskView, now: Date): Result<StatePatch, string> {
  // A completed task may be reopened, but never by a start that did not see its completion.
  const step = view.status === 'completed' ? err(t('it is completed')) : transition(view.status, 'in-progress');
  if (!step.ok) return err(t('{0} cannot be claimed: {1}', view.task.id, step.error));
  const { entry } = view;
  const time = stamp(now);
  const isThere = { completed_at: entry?.completedAt !== undefined, blocked_reason: entry?.blockedReason !== undefined };
  const remove = (['completed_at', 'blocked_reason'] as const).filter((key) => isThere[key] || entry?.notUnderstood?.includes(key));
  const patch: StatePatch = {
    taskId: view.task.id,
    set: { status: step.value, started_at: time, ...listsInProgress(view) },
    ...(remove.length > 0 ? { remove } : {}),
    lastUpdated: time,
  };
  const lost = wouldDestroy(entry, patch);
  return lost === undefined ? ok(patch) : err(t('{0} cannot be claimed: {1}', view.task.id, lost));
}
