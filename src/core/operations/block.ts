import * as z from 'zod';
import { ok } from '../result';
import { stamp } from '../state/stamp';
import { changeOperation, type OwnChange } from './changeOperation';
import { move } from './move';
import { reasonInput, taskInput } from './operation';

/** Records that a task can't go on, and why. A task that is blocked already gets the new reason. */
export const block = changeOperation({
  id: 'block',
  title: 'Block Task',
  summary: 'record that a task cannot go on, with the reason',
  input: () => z.strictObject({ task: taskInput, reason: reasonInput }),
  words: ['task', 'reason'],
  forModels: { description: 'Record that a task cannot go on, with the reason. Then stop and report to the person.', icon: 'circle-slash' },
  change,
});

function change({ task, reason }: { readonly task: string; readonly reason: string }): OwnChange {
  return {
    taskId: task,
    title: (view) => `Block ${view.task.id}`,
    next: () => 'commit what stands, with the state file, and report why to the person; vtm unblock takes it up again once the reason is gone.',
    decide: (view, now) => {
      const set = { blocked_reason: reason };
      if (view.status !== 'blocked') return move(view, 'blocked', now, { set, said: 'it is recorded as blocked' });
      if (view.entry?.blockedReason === reason) return ok({ said: 'it was blocked for this reason before' });
      return ok({ patch: { taskId: view.task.id, set, lastUpdated: stamp(now) }, said: 'it was blocked before, and has this reason now' });
    },
  };
}
