import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';
import type { TaskView } from '../snapshot';
import { listsInProgress } from '../state/criteriaLeft';
import type { JsonValue } from '../state/patch';
import { stamp } from '../state/stamp';
import type { Status } from '../state/taskState';
import { transition } from '../state/transitions';
import type { Decided } from './change';
import { wrongStatus } from './wrongStatus';

/** What goes with a step of a task's life besides its status. */
interface Along {
  readonly set?: Readonly<Record<string, JsonValue>>;
  readonly said: string;
}

/**
 * One step of a task's life, checked against DESIGN section 3, "Transitions". What is in progress has a start and its
 * lists, and what does not hold in the new status goes: a reason for being blocked, an end, a start.
 */
export function move(view: TaskView, to: Status, now: Date, { set = {}, said }: Along): Result<Decided, Refusal> {
  const step = transition(view.status, to);
  if (!step.ok) return err(wrongStatus(view, step.error));
  const time = stamp(now);
  const worked = to === 'in-progress' ? { ...(view.entry?.startedAt === undefined ? { started_at: time } : {}), ...listsInProgress(view) } : {};
  const remove = [...(to === 'blocked' ? [] : ['blocked_reason']), ...(to === 'completed' ? [] : ['completed_at']), ...(to === 'pending' ? ['started_at'] : [])];
  return ok({ patch: { taskId: view.task.id, set: { status: to, ...worked, ...set }, remove, lastUpdated: time }, said });
}
