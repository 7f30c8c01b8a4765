import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import { ok } from '../result';
import { stamp } from '../state/stamp';
import { applyChange, previewChange, type Change } from './change';
import { move } from './move';
import { operation, taskInput } from './operation';

/** Records that a task can't go on, and why. A task that is blocked already gets the new reason. */
export const block = operation({
  id: 'block',
  title: 'Block Task',
  summary: 'record that a task cannot go on, with the reason',
  effect: 'write',
  input: z.strictObject({ task: taskInput, reason: z.string().trim().min(1).max(2000).describe('Why, in one sentence') }),
  words: ['task', 'reason'],
  forModels: { description: 'Record that a task cannot go on, with the reason. Then stop and report to the person.', icon: 'circle-slash' },
  preview: (world, input) => previewChange(world, change(input), `Block ${oneLine(input.task)}`),
  run: (world, input) => applyChange(world, change(input)),
});

function change({ task, reason }: { readonly task: string; readonly reason: string }): Change {
  return {
    taskId: task,
    what: `block ${task}`,
    decide: (view, now) => {
      if (view.status !== 'blocked') return move(view, 'blocked', now, { set: { blocked_reason: reason }, said: 'it is recorded as blocked' });
      if (view.entry?.blockedReason === reason) return ok({ said: 'it was blocked for this reason before', changes: [] });
      return ok({
        patch: { taskId: view.task.id, set: { blocked_reason: reason }, lastUpdated: stamp(now) },
        said: 'its reason for being blocked is replaced',
        changes: [`blocked_reason: ${view.entry?.blockedReason ?? 'none'} -> ${reason}`],
      });
    },
  };
}
