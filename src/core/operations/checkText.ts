import { oneLine } from '../delegate/plainText';
import type { Paint } from '../paint';
import { counted } from '../projections/treeText';
import type { Anomaly, Attention, Escalation } from '../rules/anomaly';
import type { Readiness, RuleResult } from '../rules/evaluate';
import { gateName, type Finding, type GateNumber } from '../rules/rule';
import type { TaskView } from '../snapshot';

/** So many anomalies stand in the text; JSON has them all. */
const MOST_SHOWN = 20;
/** So many lines of what one rests on. */
const MOST_EVIDENCE = 3;

interface Showing {
  readonly task: TaskView | undefined;
  /** Also what is only good to know. */
  readonly all: boolean;
  readonly paint: Paint;
}

/** The readiness report as text: every gate, then what deserves a look, then the answer. */
export function checkText({ isBlocked, findings, results }: Readiness, attention: Attention, { task, all, paint }: Showing): string {
  const numbers = [...new Set(results.map(({ rule }) => rule.gate))];
  const warned = findings.filter(({ effect }) => effect === 'warn').length;
  const ready = paint.good(`Ready to start${warned === 0 ? '' : `, with ${counted(warned, 'warning', 'warnings')}`}`);
  return [
    task ? `Checked for ${paint.strong(oneLine(task.task.id))}` : 'No task can be chosen, so the gates that speak of one were not asked',
    ...numbers.flatMap((gate) => ['', ...gateLines(gate, results, paint)]),
    ...attentionLines(attention, all, paint),
    '',
    isBlocked ? `${paint.bad('Blocked')}: ${findings.filter(({ effect }) => effect === 'block').map(codeOf).join(', ')}` : ready,
  ].join('\n');
}

function gateLines(gate: GateNumber, results: readonly RuleResult[], paint: Paint): string[] {
  const own = results.filter(({ rule }) => rule.gate === gate);
  return [
    paint.strong(`${gate}. ${gateName(gate)}`),
    ...own.flatMap(({ rule, outcome, findings, seen }) => {
      const evidence = seen === undefined ? '' : paint.faint(` (${oneLine(seen)})`);
      if (findings.length === 0) return [`  ${mark(outcome, paint)}  ${rule.title}${evidence}`];
      return findings.flatMap((one) => [`  ${mark(outcome, paint)}  ${codeOf(one)}`, `         ${oneLine(one.message)}`, `         ${paint.faint(oneLine(one.remedy))}`]);
    }),
  ];
}

function attentionLines({ anomalies, escalations }: Attention, all: boolean, paint: Paint): string[] {
  if (anomalies.length === 0 && escalations.length === 0) return [];
  const warnings = anomalies.filter(({ severity }) => severity === 'warn');
  const others = anomalies.length - warnings.length;
  const open = all ? anomalies : warnings;
  const counts = [
    ...(warnings.length > 0 ? [counted(warnings.length, 'warning', 'warnings')] : []),
    ...(others > 0 ? [`${others} only good to know${all ? '' : ' (--all shows them)'}`] : []),
    ...(escalations.length > 0 ? [`${escalations.length} for other agents`] : []),
  ];
  const left = open.length - MOST_SHOWN;
  return [
    '',
    `${paint.strong('Deserves a look, and blocks nothing')}: ${counts.join(', ')}`,
    ...open.slice(0, MOST_SHOWN).flatMap((one) => anomalyLines(one, paint)),
    ...(left > 0 ? [`  ${paint.faint(`… and ${left} more; --json has all`)}`] : []),
    ...escalations.slice(0, MOST_SHOWN).flatMap((one) => escalationLines(one, paint)),
  ];
}

function anomalyLines({ severity, fullCode, message, remedy, evidence }: Anomaly, paint: Paint): string[] {
  return [
    `  ${severity === 'warn' ? paint.warn('warn ') : paint.faint('info ')}  ${oneLine(fullCode)}`,
    `         ${oneLine(message)}`,
    ...evidenceLines(evidence, paint),
    `         ${paint.faint(oneLine(remedy))}`,
  ];
}

function escalationLines({ to, title, evidence }: Escalation, paint: Paint): string[] {
  return [`  ${paint.warn('agent')}  ${to.name}: ${oneLine(title)}`, ...evidenceLines(evidence, paint)];
}

function evidenceLines(evidence: readonly string[], paint: Paint): string[] {
  const left = evidence.length - MOST_EVIDENCE;
  const shown = [...evidence.slice(0, MOST_EVIDENCE).map(oneLine), ...(left > 0 ? [`… and ${left} more`] : [])];
  return shown.map((line) => `         ${paint.faint(`- ${line}`)}`);
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
