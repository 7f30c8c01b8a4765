import { oneLine } from '../delegate/plainText';
import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';
import type { TaskView } from '../snapshot';
import type { JsonValue } from '../state/patch';
import { stamp } from '../state/stamp';
import type { Status } from '../state/taskState';
import { transition } from '../state/transitions';
import type { Decided } from './change';

/** What goes with a step of a task's life besides its status. */
interface Along {
  readonly set?: Readonly<Record<string, JsonValue>>;
  /** Keys that do not hold any more; only those that are there are removed. */
  readonly remove?: readonly ('blocked_reason' | 'completed_at')[];
  readonly said: string;
}

/** One step of a task's life, checked against DESIGN section 3, "Transitions". */
export function move(view: TaskView, to: Status, now: Date, { set = {}, remove = [], said }: Along): Result<Decided, Refusal> {
  const step = transition(view.status, to);
  if (!step.ok) return err(notAllowed(view, to, step.error));
  const there = { blocked_reason: view.entry?.blockedReason, completed_at: view.entry?.completedAt };
  const gone = remove.filter((key) => there[key] !== undefined);
  return ok({
    patch: { taskId: view.task.id, set: { status: to, ...set }, ...(gone.length > 0 ? { remove: gone } : {}), lastUpdated: stamp(now) },
    said,
    changes: [
      `status: ${view.status} -> ${to}`,
      ...Object.entries(set).map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`),
      ...gone.map((key) => `${key} is removed`),
    ],
  });
}

function notAllowed({ task, status }: TaskView, to: Status, why: string): Refusal {
  const id = oneLine(task.id);
  const remedies: Partial<Record<TaskView['status'], string>> = {
    pending: 'Start it first.',
    blocked: 'Unblock it first, once its reason is gone.',
    completed: 'Reopen it first, if it is not finished after all.',
    abandoned: 'Reopen it first, if it is to be done after all.',
    unknown: 'A person must write a known status into the state file first.',
  };
  return { code: `WRONG-STATUS::${id}`, message: `${id} was not changed to ${to}: ${why}`, remedy: status === to ? 'There is nothing to do.' : (remedies[status] ?? 'Look at the task with task.') };
}
