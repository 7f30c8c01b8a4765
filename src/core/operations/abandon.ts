import * as z from 'zod';
import { changeOperation, type OwnChange } from './changeOperation';
import { move } from './move';
import { noteOnly, notePatch } from './note';
import { reasonInput, taskInput } from './operation';

/** Gives a task up. What waits on it waits on: an abandoned dependency never counts as done. */
export const abandon = changeOperation({
  id: 'abandon',
  title: 'Abandon Task',
  summary: 'give a task up; what depends on it goes on waiting',
  input: () => z.strictObject({ task: taskInput, reason: reasonInput.optional() }),
  words: ['task', 'reason'],
  change,
});

function change({ task, reason }: { readonly task: string; readonly reason?: string | undefined }): OwnChange {
  const note = reason === undefined ? undefined : `abandoned: ${reason}`;
  return {
    taskId: task,
    title: (view) => `Abandon ${view.task.id}`,
    decide: (view, now) => {
      if (view.status === 'abandoned') return noteOnly(view, note, now, 'it was abandoned before');
      const waiting = view.dependents.length;
      const rest = waiting === 0 ? '' : `; ${waiting === 1 ? 'a task that depends on it goes' : `${waiting} tasks that depend on it go`} on waiting`;
      return move(view, 'abandoned', now, { set: notePatch(view, note, now), said: `it is abandoned${rest}` });
    },
  };
}
