import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import { placeOf, type Problem } from '../problem';
import { ok } from '../result';
import type { Snapshot } from '../snapshot';
import type { Paint } from '../paint';
import { operation } from './operation';

/** Every problem of the two files, with its place. `invalid` where one is an error. */
export const validate = operation({
  id: 'validate',
  title: 'Validate Files',
  summary: 'every problem of the two files, with file, line and column',
  effect: 'read',
  input: () => z.strictObject({}),
  words: [],
  run: async ({ here, paint }) => {
    const snapshot = await here.snapshot();
    const problems = problemsOf(snapshot);
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    return ok({
      data: { valid: errors === 0, errors, warnings: problems.length - errors, problems: problems.map(problemData) },
      text: [...problems.map((problem) => problemText(problem, paint)), summary(snapshot, problems.length, errors)].join('\n'),
      ...(errors > 0 ? { outcome: 'invalid' as const } : {}),
    });
  },
});

function problemsOf(snapshot: Snapshot): readonly Problem[] {
  const { manifestHealth, backlog, problems } = snapshot;
  if (manifestHealth !== 'missing') return [...problems, ...orphanProblems(snapshot)];
  const file = backlog.manifestPath;
  const message = `There is no ${file}`;
  const remedy = 'Work inside the project, name the manifest with --root or --manifest, or make one with vtm init.';
  return [{ severity: 'error', kind: 'manifest-missing', message, remedy, file }, ...problems];
}

function orphanProblems({ orphans, backlog }: Snapshot): readonly Problem[] {
  return orphans.map((id) => ({
    severity: 'warning',
    kind: 'orphan-entry',
    message: `${id} has an entry, but is no task of the manifest; the entry is kept`,
    remedy: 'Add the task to the manifest again, or take its entry out by hand.',
    file: backlog.statePath,
    path: ['tasks', id],
    taskId: id,
  }));
}

function problemData({ severity, kind, message, remedy, file, path, position, taskId }: Problem): object {
  return { severity, kind, message, remedy, file, line: position?.line, column: position?.column, path, task_id: taskId };
}

function problemText(problem: Problem, paint: Paint): string {
  const severity = problem.severity === 'error' ? paint.bad('error') : paint.warn(problem.severity);
  return `${oneLine(placeOf(problem))}: ${severity}: ${oneLine(problem.message)}\n  ${paint.faint(oneLine(problem.remedy))}`;
}

function summary({ tasks, stateHealth, backlog }: Snapshot, all: number, errors: number): string {
  const rest = all - errors;
  const state = stateHealth === 'missing' ? `; there is no ${oneLine(backlog.statePath)}, so every task is pending` : '';
  if (all === 0) return `${tasks.length} tasks, no problem${state}.`;
  return `${tasks.length} tasks, ${errors} ${errors === 1 ? 'error' : 'errors'}, ${rest} ${rest === 1 ? 'warning' : 'warnings'}${state}.`;
}
