import * as z from 'zod';
import { criterionFinder } from '../manifest/criteria';
import type { Refusal } from '../ports';
import { err, ok, type Result } from '../result';
import type { TaskView } from '../snapshot';
import { stamp } from '../state/stamp';
import type { Decided } from './change';
import { changeOperation, type OwnChange } from './changeOperation';
import { criteriaNamed, namesOf } from './find';
import { criteriaInput, taskInput } from './operation';
import { notInProgress } from './wrongStatus';

/** Takes the record of criteria back, while the task is in progress. */
export const acUndo = changeOperation({
  id: 'ac-undo',
  title: 'Record Criteria as Open Again',
  summary: 'record acceptance criteria of a task as open again',
  input: () => z.strictObject({ task: taskInput, criteria: criteriaInput }),
  words: ['task', 'criteria'],
  change,
});

function change({ task, criteria }: { readonly task: string; readonly criteria: readonly string[] }): OwnChange {
  return {
    taskId: task,
    title: (view) => `Record ${namesOf(view, criteria)} of ${view.task.id} as open again`,
    what: (view) => `ac-undo ${view.task.id} ${namesOf(view, criteria)}`,
    decide: (view, now) => decide(view, criteria, now),
  };
}

function decide(view: TaskView, criteria: readonly string[], now: Date): Result<Decided, Refusal> {
  const named = criteriaNamed(view, criteria);
  if (!named.ok) return named;
  const names = namesOf(view, criteria);
  const taken = new Set(named.value.filter(({ isDone }) => isDone).map(({ id }) => id));
  const isMany = named.value.length > 1;
  if (taken.size === 0) return ok({ said: `${names} ${isMany ? 'are' : 'is'} open already` });
  if (view.status !== 'in-progress') return err(notInProgress(view));
  const find = criterionFinder(view.task);
  const isTaken = (recorded: string) => taken.has(find(recorded)?.id ?? recorded);
  const open = view.criteria.filter(({ id, isDone }) => !isDone || taken.has(id)).map(({ id }) => id);
  return ok({
    patch: {
      taskId: view.task.id,
      set: { acs_completed: (view.entry?.acsCompleted ?? []).filter((recorded) => !isTaken(recorded)), acs_remaining: [...new Set(open)] },
      lastUpdated: stamp(now),
    },
    said: `${names} ${isMany ? 'are' : 'is'} recorded as open again`,
  });
}
