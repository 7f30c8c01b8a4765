import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import { applyChange, previewChange, type Change } from './change';
import { move } from './move';
import { notePatch } from './note';
import { operation, taskInput } from './operation';

/** Gives a task up. What waits on it waits on: an abandoned dependency never counts as done. */
export const abandon = operation({
  id: 'abandon',
  title: 'Abandon Task',
  summary: 'give a task up; what depends on it goes on waiting',
  effect: 'write',
  input: z.strictObject({ task: taskInput, reason: z.string().trim().min(1).max(2000).optional().describe('Why, in one sentence') }),
  words: ['task', 'reason'],
  preview: (world, input) => previewChange(world, change(input), `Abandon ${oneLine(input.task)}`),
  run: (world, input) => applyChange(world, change(input)),
});

function change({ task, reason }: { readonly task: string; readonly reason?: string | undefined }): Change {
  return {
    taskId: task,
    what: `abandon ${task}`,
    decide: (view, now) =>
      move(view, 'abandoned', now, {
        set: notePatch(view, reason === undefined ? undefined : `abandoned: ${reason}`, now),
        remove: ['blocked_reason'],
        said: view.dependents.length === 0 ? 'it is abandoned' : `it is abandoned, and ${view.dependents.length} tasks that depend on it go on waiting`,
      }),
  };
}
