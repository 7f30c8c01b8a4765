import * as z from 'zod';
import { sourceData } from '../overlay/sourceText';
import { explain as explanationOf } from '../select/explain';
import { ok } from '../result';
import { explanationData, explanationText } from './explanation';
import { operation, taskInput } from './operation';
import { answerOn, worktreeLine } from './reading';

/** Why a task is next, or why not. */
export const explain = operation({
  id: 'explain',
  title: 'Explain Task',
  summary: 'why a task is next, or why not',
  effect: 'read',
  input: () => z.strictObject({ task: taskInput }),
  words: ['task'],
  run: (world, { task }) =>
    answerOn(world, task, ({ view, snapshot, place }) => {
      const explanation = explanationOf(view, snapshot, world.settings);
      return ok({ data: { task_id: view.task.id, ...explanationData(explanation), recorded: sourceData(view) }, text: [explanationText(explanation), ...worktreeLine(world, place)].join('\n') });
    }),
});
