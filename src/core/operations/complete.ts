import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import type { Refusal, Workplace } from '../ports';
import { err, ok, type Result } from '../result';
import type { TaskView } from '../snapshot';
import { criteriaLeft } from '../state/criteriaLeft';
import { stamp } from '../state/stamp';
import { counted, t } from '../words';
import { changeOperation, type OwnChange } from './changeOperation';
import { move } from './move';
import { noteOnly, notePatch } from './note';
import { noteInput, taskInput } from './operation';
import { completionWarnings } from './warnings';

/** Completes a task all of whose criteria are done; a High risk one needs its test files on disk (DESIGN section 3). */
export const complete = changeOperation({
  id: 'complete',
  title: 'Complete Task',
  summary: 'record a task as completed: every criterion done, and for High risk its test files there',
  input: () => z.strictObject({ task: taskInput, note: noteInput.optional() }),
  words: ['task'],
  forModels: { description: 'Record a task as completed, after its last criterion is recorded and all tests pass.', icon: 'pass' },
  change,
});

function change({ task, note }: { readonly task: string; readonly note?: string | undefined }): OwnChange {
  return {
    taskId: task,
    title: (view) => `Complete ${view.task.id}`,
    asksForReading: true,
    check: testsAreThere,
    warnings: completionWarnings,
    decide: (view, now) => {
      if (view.status === 'completed') return noteOnly(view, note, now, 'it was completed before');
      const open = criteriaLeft(view).map(oneLine);
      if (view.status === 'in-progress' && open.length > 0) return err(criteriaOpen(view, open));
      const set = { completed_at: stamp(now), acs_remaining: [], ...notePatch(view, note, now) };
      return move(view, 'completed', now, { set, said: 'it is completed' });
    },
  };
}

function criteriaOpen({ task }: TaskView, open: readonly string[]): Refusal {
  const id = oneLine(task.id);
  const listed = `${open.slice(0, 12).join(', ')}${open.length > 12 ? ` and ${open.length - 12} more` : ''}`;
  return {
    code: `BLOCKED::CRITERIA-OPEN::${id}`,
    message: counted(open.length, '{1} is not completed: a criterion is not recorded as done ({2})', '{1} is not completed: {0} criteria are not recorded as done ({2})', id, listed),
    remedy: t('Build and test each, record it with ac-done, then complete the task. If that is impossible, record the task with block and the reason.'),
  };
}

async function testsAreThere({ task, status }: TaskView, place: Workplace): Promise<Result<void, Refusal>> {
  if (status === 'completed' || task.risk !== 'High' || task.tests.length === 0) return ok(undefined);
  const missing = (await place.context.check(task)).tests.filter((fact) => fact.kind === 'missing');
  if (missing.length === 0) return ok(undefined);
  const id = oneLine(task.id);
  const listed = missing.slice(0, 5).map(({ ref, reason }) => whatOf(ref.path ?? ref.raw, reason));
  return err({
    code: `BLOCKED::MISSING-TESTS::${id}`,
    message: t('{0} has High risk and is not completed without its tests: {1}', id, missing.length > 5 ? t('{0}; and {1} more', listed.join('; '), missing.length - 5) : listed.join('; ')),
    remedy: t('Write the tests at these paths and see them pass. If a path is wrong in the manifest, tell the person.'),
  });
}

/** Most reasons begin with the path already. */
function whatOf(path: string, reason: string): string {
  return reason.includes(path) ? oneLine(reason) : `${oneLine(path)} (${oneLine(reason)})`;
}
