import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import { criterionFinder } from '../manifest/criteria';
import { err, ok } from '../result';
import { stamp } from '../state/stamp';
import { notInProgress } from './acDone';
import { applyChange, previewChange, type Change } from './change';
import { criteriaNamed } from './find';
import { operation, taskInput } from './operation';

/** Takes the record of criteria back, while the task is in progress. */
export const acUndo = operation({
  id: 'ac-undo',
  title: 'Record Criteria as Open Again',
  summary: 'record acceptance criteria of a task as open again',
  effect: 'write',
  input: z.strictObject({ task: taskInput, criteria: z.array(z.string().min(1)).min(1).max(1000).describe('Criterion ids, full or bare (AC01)') }),
  words: ['task', 'criteria'],
  preview: (world, input) => previewChange(world, change(input), `Record ${input.criteria.length === 1 ? 'a criterion' : `${input.criteria.length} criteria`} of ${oneLine(input.task)} as open again`),
  run: (world, input) => applyChange(world, change(input)),
});

function change({ task, criteria }: { readonly task: string; readonly criteria: readonly string[] }): Change {
  return {
    taskId: task,
    what: `ac-undo ${task} ${criteria.join(' ')}`,
    decide: (view, now) => {
      const named = criteriaNamed(view, criteria);
      if (!named.ok) return named;
      const open = new Set(named.value.filter(({ isDone }) => isDone).map(({ id }) => id));
      const ids = named.value.map(({ id }) => oneLine(id)).join(', ');
      if (open.size === 0) return ok({ said: `${ids} ${named.value.length === 1 ? 'is' : 'are'} open already`, changes: [] });
      if (view.status !== 'in-progress') return err(notInProgress(view));
      const find = criterionFinder(view.task);
      const isTaken = (recorded: string) => open.has(find(recorded)?.id ?? '');
      return ok({
        patch: {
          taskId: view.task.id,
          set: {
            acs_completed: (view.entry?.acsCompleted ?? []).filter((recorded) => !isTaken(recorded)),
            acs_remaining: view.criteria.filter(({ id, isDone }) => !isDone || open.has(id)).map(({ id }) => id),
          },
          lastUpdated: stamp(now),
        },
        said: `${ids} ${named.value.length === 1 ? 'is' : 'are'} recorded as open again`,
        changes: [...open].map((id) => `${id}: done -> open`),
      });
    },
  };
}
