import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import { nextTask } from './gates';
import { evaluateGates, type Readiness, type RuleResult } from '../rules/evaluate';
import { ok } from '../result';
import { GATES, type Finding, type GateNumber } from '../rules/rule';
import type { TaskView } from '../snapshot';
import type { Paint } from '../paint';
import { readable, taskNamed } from './find';
import { operation, taskInput } from './operation';

/** All gates of a start with their results, for the next task or a named one: also where the files are broken. */
export const check = operation({
  id: 'check',
  title: 'Check Readiness',
  summary: 'all gates of a start, for the next task or a named one',
  effect: 'read',
  input: () => z.strictObject({ task: taskInput.optional() }),
  words: ['task'],
  run: async ({ here, settings, paint }, input) => {
    const [snapshot, git] = await Promise.all([here.snapshot(), here.git.facts()]);
    const named = input.task === undefined || !readable(snapshot).ok ? undefined : taskNamed(snapshot, input.task);
    if (named && !named.ok) return named;
    const task = named?.value ?? nextTask(snapshot, settings, git.kind === 'repository' ? git : undefined);
    const documents = task && (await here.context.check(task.task));
    const facts = await here.projectFacts(snapshot);
    const readiness = evaluateGates({ snapshot, git, settings, facts, ...(task ? { task } : {}), ...(documents ? { documents } : {}) });
    return ok({
      data: readinessData(readiness, task),
      text: readinessText(readiness, task, paint),
      ...(readiness.isBlocked ? { outcome: 'nothing' as const } : {}),
    });
  },
});

function readinessData({ isBlocked, findings, results }: Readiness, task: TaskView | undefined): object {
  return {
    ready: !isBlocked,
    task_id: task?.task.id ?? null,
    codes: findings.map(({ fullCode }) => fullCode),
    gates: results.map(({ rule, outcome, findings: found }) => ({
      gate: rule.gate,
      name: GATES[rule.gate],
      code: rule.code,
      title: rule.title,
      outcome,
      findings: found.map(({ fullCode, effect, message, remedy }) => ({ code: fullCode, effect, message, remedy })),
    })),
  };
}

function readinessText({ isBlocked, findings, results }: Readiness, task: TaskView | undefined, paint: Paint): string {
  const numbers = [...new Set(results.map(({ rule }) => rule.gate))];
  return [
    task ? `Checked for ${paint.strong(oneLine(task.task.id))}` : 'No task can be chosen, so the gates that speak of one were not asked',
    ...numbers.flatMap((gate) => ['', ...gateLines(gate, results, paint)]),
    '',
    isBlocked ? `${paint.bad('Blocked')}: ${findings.filter(({ effect }) => effect === 'block').map(codeOf).join(', ')}` : paint.good('Ready to start'),
  ].join('\n');
}

function gateLines(gate: GateNumber, results: readonly RuleResult[], paint: Paint): string[] {
  const own = results.filter(({ rule }) => rule.gate === gate);
  return [
    paint.strong(`${gate}. ${GATES[gate]}`),
    ...own.flatMap(({ rule, outcome, findings }) => {
      if (findings.length === 0) return [`  ${mark(outcome, paint)}  ${rule.title}`];
      return findings.flatMap((one) => [`  ${mark(outcome, paint)}  ${codeOf(one)}`, `         ${oneLine(one.message)}`, `         ${paint.faint(oneLine(one.remedy))}`]);
    }),
  ];
}

function mark(outcome: RuleResult['outcome'], paint: Paint): string {
  switch (outcome) {
    case 'passed':
      return paint.good('ok   ');
    case 'blocked':
      return paint.bad('BLOCK');
    case 'warned':
      return paint.warn('warn ');
    case 'off':
      return paint.faint('off  ');
    case 'waiting':
      return paint.faint('-    ');
  }
}

function codeOf({ fullCode }: Finding): string {
  return oneLine(fullCode);
}
