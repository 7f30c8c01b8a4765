import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import { applyChange, previewChange, type Change } from './change';
import { move } from './move';
import { operation, taskInput } from './operation';

/** Takes a completed task up again, or makes an abandoned one pending. Its criteria stay recorded. */
export const reopen = operation({
  id: 'reopen',
  title: 'Reopen Task',
  summary: 'take a completed task up again, or make an abandoned one pending',
  effect: 'write',
  input: z.strictObject({ task: taskInput }),
  words: ['task'],
  preview: (world, input) => previewChange(world, change(input.task), `Reopen ${oneLine(input.task)}`),
  run: (world, input) => applyChange(world, change(input.task)),
});

function change(taskId: string): Change {
  return {
    taskId,
    what: `reopen ${taskId}`,
    decide: (view, now) => {
      if (view.status === 'abandoned') return move(view, 'pending', now, { said: 'it can be started again' });
      const to = view.status === 'pending' || view.status === 'blocked' ? view.status : 'in-progress';
      return move(view, to, now, { remove: ['completed_at'], said: 'it is in progress again; record what is not done after all with ac-undo' });
    },
  };
}
