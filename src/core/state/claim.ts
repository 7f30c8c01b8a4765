import { err, ok, type Result } from '../result';
import type { TaskView } from '../snapshot';
import type { StatePatch } from './patch';
import { stamp } from './stamp';
import { transition } from './transitions';

/**
 * The patch that claims a task: in progress since `now`, with the criteria that are left (spec, steps 8 and 12).
 * Criteria that are recorded as done stay recorded, to the byte. The error is a sentence.
 */
export function claimPatch(view: TaskView, now: Date): Result<StatePatch, string> {
  const step = transition(view.status, 'in-progress');
  if (!step.ok) return err(`${view.task.id} cannot be claimed: ${step.error}`);
  const { entry } = view;
  const time = stamp(now);
  const hasRecord = (entry?.acsCompleted.length ?? 0) > 0;
  const remaining = view.criteria.filter((criterion) => !criterion.isDone).map((criterion) => criterion.id);
  const remove = [
    ...(entry?.completedAt === undefined ? [] : ['completed_at']),
    ...(entry?.blockedReason === undefined ? [] : ['blocked_reason']),
  ];
  return ok({
    taskId: view.task.id,
    set: {
      status: step.value,
      started_at: time,
      ...(hasRecord ? {} : { acs_completed: [] }),
      acs_remaining: remaining,
    },
    ...(remove.length > 0 ? { remove } : {}),
    lastUpdated: time,
  });
}
