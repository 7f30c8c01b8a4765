import * as z from 'zod';
import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import { err, ok, type Result } from '../result';
import type { Refusal } from '../ports';
import type { TaskView } from '../snapshot';
import { criteriaLeft } from '../state/criteriaLeft';
import { stamp } from '../state/stamp';
import type { Decided } from './change';
import { changeOperation, type OwnChange } from './changeOperation';
import { move } from './move';
import { criteriaNamed, namesOf } from './find';
import { noteOnly, notePatch } from './note';
import { criteriaInput, noteInput, taskInput } from './operation';
import { notInProgress } from './wrongStatus';

interface Input {
  readonly task: string;
  readonly criteria: readonly string[];
  readonly note?: string | undefined;
}

/** Records criteria of a task in progress as done (spec, "State Tracking"). What is done already stays so. */
export const acDone = changeOperation({
  id: 'ac-done',
  title: 'Record Criteria as Done',
  summary: 'record acceptance criteria of a task as done',
  input: () => z.strictObject({ task: taskInput, criteria: criteriaInput, note: noteInput.optional() }),
  words: ['task', 'criteria'],
  forModels: { description: 'Record acceptance criteria as done, each right after it is built and its tests pass. Never edit the state file yourself.', icon: 'check' },
  change,
});

function change(input: Input): OwnChange {
  return {
    taskId: input.task,
    title: (view) => `Record ${namesOf(view, input.criteria)} of ${view.task.id} as done`,
    what: (view) => `ac-done ${view.task.id} ${namesOf(view, input.criteria)}`,
    next: (view) => nextOf(view, input),
    asksForReading: true,
    decide: (view, now) => decide(view, input, now),
  };
}

/** What is recorded is committed first, so that every criterion has a commit of its own, with its record in it. */
function nextOf(view: TaskView, { criteria }: Input): string {
  const commit = `commit ${namesOf(view, criteria)} together with the state file`;
  const open = view.criteria.find(({ isDone }) => !isDone);
  if (!open) return `${commit}. Then run all tests, and record the task with complete.`;
  return `${commit}. Then build ${oneLine(open.id)} (${cut(oneLine(open.text))}), test it, and record it with ac-done.`;
}

function decide(view: TaskView, { criteria, note }: Input, now: Date): Result<Decided, Refusal> {
  const named = criteriaNamed(view, criteria);
  if (!named.ok) return named;
  const names = namesOf(view, criteria);
  const fresh = new Set(named.value.filter(({ isDone }) => !isDone).map(({ id }) => id));
  const noted = notePatch(view, note, now);
  const isMany = named.value.length > 1;
  if (fresh.size === 0 && noted.notes === undefined) return ok({ said: `${names} ${isMany ? 'were' : 'was'} recorded before` });
  // What is merged without a record is recorded afterwards, from the base branch.
  const isLate = view.merge !== undefined && view.status === 'pending';
  if (view.status !== 'in-progress' && !isLate) return err(notInProgress(view));
  if (fresh.size === 0) return noteOnly(view, note, now, `${names} ${isMany ? 'were' : 'was'} recorded before`);
  const lists = { acs_completed: [...(view.entry?.acsCompleted ?? []), ...fresh], acs_remaining: criteriaLeft(view, fresh) };
  const said = `${names} ${isMany ? 'are' : 'is'} recorded as done`;
  if (isLate) return move(view, 'in-progress', now, { set: { ...lists, ...noted }, said });
  return ok({
    patch: { taskId: view.task.id, set: { ...lists, ...noted }, lastUpdated: stamp(now) },
    said,
  });
}
