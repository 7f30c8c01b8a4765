import * as z from 'zod';
import { err, ok } from '../result';
import { changeOperation, type OwnChange } from './changeOperation';
import { move } from './move';
import { taskInput } from './operation';
import { wrongStatus } from './wrongStatus';

/** Takes a block away: a task that was begun is in progress again, another is pending. */
export const unblock = changeOperation({
  id: 'unblock',
  title: 'Unblock Task',
  summary: 'let a blocked task go on: in progress if it was begun, else pending',
  input: () => z.strictObject({ task: taskInput }),
  words: ['task'],
  change: ({ task }) => change(task),
});

function change(task: string): OwnChange {
  return {
    taskId: task,
    title: (view) => `Unblock ${view.task.id}`,
    decide: (view, now) => {
      const { status, entry } = view;
      if (status === 'pending' || status === 'in-progress') return ok({ said: 'it is not blocked' });
      if (status !== 'blocked') return err(wrongStatus(view, `it is ${status}, not blocked`));
      const isBegun = entry?.startedAt !== undefined || entry?.notUnderstood?.includes('started_at') === true;
      return move(view, isBegun ? 'in-progress' : 'pending', now, { said: isBegun ? 'it is unblocked and goes on' : 'it is unblocked and can be started' });
    },
  };
}
