import { oneLine } from '../../core/delegate/plainText';
import { nextTask } from '../../core/operations/start';
import { evaluateGates, type Readiness, type RuleResult } from '../../core/rules/evaluate';
import { GATES, type Finding, type GateNumber } from '../../core/rules/rule';
import type { TaskView } from '../../core/snapshot';
import type { Paint } from '../../core/paint';
import type { Command } from './command';
import { worldOf } from './world';

/** All gates of a start with their results, for the next task or a named one. Exit code 1 where one blocks. */
export const checkCommand: Command = {
  name: 'check',
  args: '[ID]',
  summary: 'all gates of a start, for the next task or a named one',
  takesBrokenFiles: true,
  run: async (input) => {
    const { snapshot, settings, paint } = input;
    const world = worldOf(input);
    const git = await world.git.facts();
    const task = input.task ?? nextTask(snapshot, settings, git.kind === 'repository' ? git : undefined);
    const documents = task && (await world.context.check(task.task));
    const readiness = evaluateGates({ snapshot, git, settings, ...(task ? { task } : {}), ...(documents ? { documents } : {}) });
    return {
      json: readinessJson(readiness, task),
      text: readinessText(readiness, task, paint),
      exitCode: readiness.isBlocked ? 1 : 0,
    };
  },
};

function readinessJson({ isBlocked, findings, results }: Readiness, task: TaskView | undefined): object {
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
