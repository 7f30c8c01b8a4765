import * as z from 'zod';
import { err, ok } from '../result';
import { changeOperation, type OwnChange } from './changeOperation';
import { move } from './move';
import { taskInput } from './operation';
import { wrongStatus } from './wrongStatus';

/** Takes a completed task up again, or makes an abandoned one pending. Its criteria stay recorded. */
export const reopen = changeOperation({
  id: 'reopen',
  title: 'Reopen Task',
  summary: 'take a completed task up again, or make an abandoned one pending',
  input: () => z.strictObject({ task: taskInput }),
  words: ['task'],
  change: ({ task }) => change(task),
});

function change(task: string): OwnChange {
  return {
    taskId: task,
    title: (view) => `Reopen ${view.task.id}`,
    decide: (view, now) => {
      switch (view.status) {
        case 'completed':
          return move(view, 'in-progress', now, { said: 'it is in progress again; record what is not done after all with ac-undo' });
        case 'abandoned':
          return move(view, 'pending', now, { said: 'it can be started again' });
        case 'pending':
        case 'in-progress':
          return ok({ said: 'it is open already' });
        default:
          return err(wrongStatus(view, `it is ${view.status}, neither completed nor abandoned`));
      }
    },
  };
}
