import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import { applyChange, previewChange, type Change } from './change';
import { move } from './move';
import { operation, taskInput } from './operation';

/** Takes a block away: a task that was begun is in progress again, another is pending. */
export const unblock = operation({
  id: 'unblock',
  title: 'Unblock Task',
  summary: 'let a blocked task go on: in progress if it was begun, else pending',
  effect: 'write',
  input: z.strictObject({ task: taskInput }),
  words: ['task'],
  preview: (world, input) => previewChange(world, change(input.task), `Unblock ${oneLine(input.task)}`),
  run: (world, input) => applyChange(world, change(input.task)),
});

function change(taskId: string): Change {
  return {
    taskId,
    what: `unblock ${taskId}`,
    decide: (view, now) => {
      if (view.status === 'pending' || view.status === 'in-progress') return move(view, view.status, now, { said: '' });
      const isBegun = view.entry?.startedAt !== undefined;
      return move(view, isBegun ? 'in-progress' : 'pending', now, { remove: ['blocked_reason'], said: isBegun ? 'it goes on' : 'it can be started' });
    },
  };
}
