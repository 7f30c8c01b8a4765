import * as z from 'zod';
import { applyChange, previewChange, type Change } from './change';
import { move } from './move';
import { noteOnly, notePatch } from './note';
import { operation, reasonInput, taskInput } from './operation';

/** Gives a task up. What waits on it waits on: an abandoned dependency never counts as done. */
export const abandon = operation({
  id: 'abandon',
  title: 'Abandon Task',
  summary: 'give a task up; what depends on it goes on waiting',
  effect: 'write',
  input: z.strictObject({ task: taskInput, reason: reasonInput.optional() }),
  words: ['task', 'reason'],
  preview: (world, input) => previewChange(world, change(input)),
  run: (world, input) => applyChange(world, change(input)),
});

function change({ task, reason }: { readonly task: string; readonly reason?: string | undefined }): Change {
  const note = reason === undefined ? undefined : `abandoned: ${reason}`;
  return {
    taskId: task,
    title: (view) => `Abandon ${view.task.id}`,
    what: (view) => `abandon ${view.task.id}`,
    decide: (view, now) => {
      if (view.status === 'abandoned') return noteOnly(view, note, now, 'it was abandoned before');
      const waiting = view.dependents.length;
      const rest = waiting === 0 ? '' : `; ${waiting === 1 ? 'a task that depends on it goes' : `${waiting} tasks that depend on it go`} on waiting`;
      return move(view, 'abandoned', now, { set: notePatch(view, note, now), said: `it is abandoned${rest}` });
    },
  };
}
