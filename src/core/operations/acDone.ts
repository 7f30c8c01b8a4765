import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import type { Refusal } from '../ports';
import { err, ok } from '../result';
import type { TaskView } from '../snapshot';
import { stamp } from '../state/stamp';
import { applyChange, previewChange, type Change } from './change';
import { criteriaNamed } from './find';
import { notePatch } from './note';
import { operation, taskInput } from './operation';

interface Input {
  readonly task: string;
  readonly criteria: readonly string[];
  readonly note?: string | undefined;
}

/** Records criteria of a task in progress as done (spec, "State Tracking"). What is done already stays so. */
export const acDone = operation({
  id: 'ac-done',
  title: 'Record Criteria as Done',
  summary: 'record acceptance criteria of a task as done',
  effect: 'write',
  input: z.strictObject({
    task: taskInput,
    criteria: z.array(z.string().min(1)).min(1).max(1000).describe('Criterion ids, full or bare (AC01)'),
    note: z.string().min(1).max(10_000).optional().describe('What is worth knowing later'),
  }),
  words: ['task', 'criteria'],
  forModels: { description: 'Record acceptance criteria as done, each right after it is built and its tests pass. Never edit the state file yourself.', icon: 'check' },
  preview: (world, input) => previewChange(world, change(input), `Record ${input.criteria.length === 1 ? 'a criterion' : `${input.criteria.length} criteria`} of ${oneLine(input.task)} as done`),
  run: (world, input) => applyChange(world, change(input)),
});

function change({ task, criteria, note }: Input): Change {
  return {
    taskId: task,
    what: `ac-done ${task} ${criteria.join(' ')}`,
    asksForReading: true,
    decide: (view, now) => {
      const named = criteriaNamed(view, criteria);
      if (!named.ok) return named;
      const fresh = named.value.filter(({ isDone }) => !isDone);
      const ids = named.value.map(({ id }) => oneLine(id)).join(', ');
      if (fresh.length === 0 && note === undefined) return ok({ said: `${ids} ${named.value.length === 1 ? 'was' : 'were'} recorded before`, changes: [] });
      if (view.status !== 'in-progress') return err(notInProgress(view));
      const done = new Set(fresh.map(({ id }) => id));
      const recorded = view.entry?.acsCompleted ?? [];
      return ok({
        patch: {
          taskId: view.task.id,
          set: {
            acs_completed: [...recorded, ...done],
            acs_remaining: view.criteria.filter(({ id, isDone }) => !isDone && !done.has(id)).map(({ id }) => id),
            ...notePatch(view, note, now),
          },
          lastUpdated: stamp(now),
        },
        said: `${ids} ${named.value.length === 1 ? 'is' : 'are'} recorded as done`,
        changes: [...fresh.map(({ id, text }) => `${id}: open -> done (${text.slice(0, 200)})`), ...(note === undefined ? [] : [`note: ${note}`])],
      });
    },
  };
}

/** Why nothing is recorded for a task that nobody works on, and the way there. */
export function notInProgress({ task, status, entry, branch }: TaskView): Refusal {
  const id = oneLine(task.id);
  const remedies: Record<TaskView['status'], string> = {
    'in-progress': '',
    pending: branch === undefined ? 'Start it first.' : `Its branch ${branch} is there: switch to that branch, where its record is.`,
    blocked: 'Unblock it first, once its reason is gone.',
    completed: 'Reopen it first, if it is not finished after all.',
    abandoned: 'Reopen it first, if it is to be done after all.',
    unknown: 'A person must write a known status into the state file first.',
  };
  const word = status === 'unknown' ? `"${oneLine(entry?.rawStatus ?? '')}"` : status;
  return { code: `NOT-IN-PROGRESS::${id}`, message: `${id} is ${word}, not in progress, so nothing was recorded`, remedy: remedies[status] };
}
