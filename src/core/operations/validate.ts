import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import { placeOf, type Problem, type ProblemSeverity } from '../problem';
import { problemsOf } from '../problems/problemsOf';
import { counted } from '../projections/treeText';
import { ok } from '../result';
import type { Workplace } from '../ports';
import type { Settings } from '../settings';
import type { Snapshot } from '../snapshot';
import type { Paint } from '../paint';
import { operation } from './operation';
import { validateSarif } from './validateSarif';

/** Every problem of the two files and of what they name, with its place. `invalid` where one is an error. */
export const validate = operation({
  id: 'validate',
  title: 'Validate Files',
  summary: 'every problem of the two files, with file, line and column',
  effect: 'read',
  input: () => z.strictObject({}),
  words: [],
  formats: ['sarif'],
  run: async ({ here, paint, settings }) => {
    const snapshot = await here.snapshot();
    const problems = await allProblems(here, snapshot, settings);
    const count = (wanted: ProblemSeverity) => problems.filter(({ severity }) => severity === wanted).length;
    const [errors, warnings, notes] = [count('error'), count('warning'), count('info')];
    return ok({
      data: { valid: errors === 0, errors, warnings, notes, problems: problems.map(problemData) },
      text: [...problems.map((problem) => problemText(problem, paint)), summary(snapshot, { errors, warnings, notes })].join('\n'),
      sarif: () => validateSarif(problems, here),
      ...(errors > 0 ? { outcome: 'invalid' as const } : {}),
    });
  },
});

async function allProblems(here: Workplace, snapshot: Snapshot, settings: Settings): Promise<readonly Problem[]> {
  const { manifestHealth, backlog, problems } = snapshot;
  if (manifestHealth !== 'missing') return problemsOf(snapshot, await here.projectFacts(snapshot), settings);
  const file = backlog.manifestPath;
  const message = `There is no ${file}`;
  const remedy = 'Work inside the project, name the manifest with --root or --manifest, or make one with vtm init.';
  return [{ severity: 'error', kind: 'manifest-missing', message, remedy, file }, ...problems];
}

function problemData({ severity, kind, message, remedy, file, path, position, taskId }: Problem): object {
  return { severity, kind, message, remedy, file, line: position?.line, column: position?.column, path, task_id: taskId };
}

function problemText(problem: Problem, paint: Paint): string {
  const severity = problem.severity === 'error' ? paint.bad('error') : problem.severity === 'warning' ? paint.warn('warning') : paint.faint('info');
  return `${oneLine(placeOf(problem))}: ${severity}: ${oneLine(problem.message)}\n  ${paint.faint(oneLine(problem.remedy))}`;
}

function summary({ tasks, stateHealth, backlog }: Snapshot, { errors, warnings, notes }: Readonly<Record<'errors' | 'warnings' | 'notes', number>>): string {
  const state = stateHealth === 'missing' ? `; there is no ${oneLine(backlog.statePath)}, so every task is pending` : '';
  if (errors + warnings + notes === 0) return `${counted(tasks.length, 'task')}, no problem${state}.`;
  return `${counted(tasks.length, 'task')}, ${counted(errors, 'error')}, ${counted(warnings, 'warning')}${notes > 0 ? `, ${counted(notes, 'note')}` : ''}${state}.`;
}
