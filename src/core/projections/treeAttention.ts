import type { Anomaly, Attention, Escalation } from '../rules/anomaly';
import type { Snapshot } from '../snapshot';
import { counted, t } from '../words';
import { attentionCount, byCode, codeWords, isUrgent, partsOf, type CodeGroup } from './attentionGroups';
import { noChildren, type AnomalyNode, type CodeNode, type EscalationNode, type NodeIcon, type TreeNode } from './treeNode';
import { heading, listed } from './treeNote';
import { MOST_LOOSE, PROBLEM_ICON, problemNodes } from './treeProblems';
import { manyLines, oneLine } from './treeText';

/** Quiet: a bell and no colour, unless a file is broken. */
const BELL: NodeIcon = { id: 'bell' };
const ESCALATION_ICON: NodeIcon = { id: 'megaphone', color: 'problemsWarningIcon.foreground' };
const ANOMALY_ICON = { warn: PROBLEM_ICON.warning, info: PROBLEM_ICON.info } as const;

/** Lines of evidence in a tooltip; a remedy follows below. */
const MOST_EVIDENCE = 12;

/**
 * What deserves a look, in one row above the tasks: errors of the files, escalations, warnings, and folded below them what
 * is only good to know. It opens by itself only for a broken file or work under way. With nothing but information it is
 * a row below the tasks.
 */
export function attentionNodes(snapshot: Snapshot, attention: Attention): { readonly first: readonly TreeNode[]; readonly last: readonly TreeNode[] } {
  // The parts are made when a row is opened: this is asked for whenever anything changes.
  let made: ReturnType<typeof partsOf> | undefined;
  const parts = () => (made ??= partsOf(attention, snapshot));
  const infos = attention.anomalies.reduce((sum, { severity }) => sum + (severity === 'info' ? 1 : 0), 0);
  const of = (severity: 'error' | 'warning' | 'info') => snapshot.problems.filter((problem) => problem.severity === severity).length;
  const errors = of('error');
  const count = errors + of('warning') + attentionCount(attention);
  const information = informationNode(snapshot, () => parts().infos, infos + of('info'));
  if (count === 0) return { first: [], last: information };
  const isOpen = errors > 0 || isUrgent(attention, snapshot);
  const rows = () => [
    ...problemNodes(snapshot, 'error'),
    ...unlike(attention.escalations, ({ id }) => `escalation:${id}`, (escalation, id) => escalationNode(escalation, id, snapshot)),
    ...codeNodes(snapshot, parts().warnings, 'warn'),
    ...finishedNode(snapshot, parts().finished),
    ...problemNodes(snapshot, 'warning'),
    ...information,
  ];
  const description = [...(errors < count ? [String(count)] : []), ...(errors > 0 ? [counted(errors, '{0} error', '{0} errors')] : [])].join(' · ');
  const node = heading(isOpen ? 'attention:urgent' : 'attention', t('Needs attention'), isOpen ? 'expanded' : 'collapsed', errors > 0 ? PROBLEM_ICON.error : BELL, rows, description);
  const label = [counted(count, 'Needs attention, {0} matter', 'Needs attention, {0} matters'), ...(errors > 0 ? [counted(errors, '{0} error', '{0} errors')] : [])].join(', ');
  return { first: [{ ...node, contextValue: 'attention', accessibleLabel: label }], last: [] };
}

/** What was odd about finished work can wait, so that many of it are one row. */
function finishedNode(snapshot: Snapshot, finished: readonly Anomaly[]): readonly TreeNode[] {
  const rows = () => codeNodes(snapshot, finished, 'warn', 'finished');
  return finished.length <= MOST_LOOSE ? rows() : [heading('attention:finished', t('In finished tasks'), 'collapsed', PROBLEM_ICON.warning, rows, String(finished.length))];
}

function informationNode(snapshot: Snapshot, infos: () => readonly Anomaly[], count: number): readonly TreeNode[] {
  if (count === 0) return [];
  const rows = () => [...problemNodes(snapshot, 'info'), ...codeNodes(snapshot, infos(), 'info')];
  return [heading('attention:info', t('Informational'), 'collapsed', { id: 'info' }, rows, String(count))];
}

/** A few of a code stand for themselves; more are one row. */
function codeNodes(snapshot: Snapshot, anomalies: readonly Anomaly[], severity: Anomaly['severity'], part: string = severity): readonly TreeNode[] {
  return byCode(anomalies).flatMap((group) => {
    if (group.anomalies.length > MOST_LOOSE) return [codeNode(snapshot, group, severity, part)];
    return anomalyNodes(snapshot, group.anomalies, ({ code, taskId, subject }) => ({ label: codeWords(code), description: oneLine(taskId ?? subject, 80) }));
  });
}

function codeNode(snapshot: Snapshot, { code, title, reason, anomalies }: CodeGroup, severity: Anomaly['severity'], part: string): CodeNode {
  return {
    kind: 'code',
    id: `code:${part}:${code}`,
    code,
    label: title,
    description: String(anomalies.length),
    tooltip: [reason, code].filter(Boolean).join('\n'),
    icon: ANOMALY_ICON[severity],
    accessibleLabel: t('{0}: {1}, {2} times', severityWords(severity), title, anomalies.length),
    contextValue: `code ${severity}`,
    collapsible: 'collapsed',
    children: () => anomalyNodes(snapshot, anomalies, ({ taskId, subject, message }) => ({ label: oneLine(taskId ?? subject, 80) || t('(no id)'), description: oneLine(without(message, taskId ?? subject), 160) })),
  };
}

/** Said before a row's words to those who do not see its icon. */
function severityWords(severity: Anomaly['severity']): string {
  return severity === 'warn' ? t('warning') : t('info');
}

/** The row says the id already. */
function without(message: string, id: string): string {
  return message.startsWith(`${id} `) ? message.slice(id.length + 1) : message;
}

type Words = Pick<AnomalyNode, 'label'> & { readonly description: string };

function anomalyNodes(snapshot: Snapshot, anomalies: readonly Anomaly[], words: (anomaly: Anomaly) => Words): readonly TreeNode[] {
  const idOf = ({ severity, fullCode }: Anomaly) => `anomaly:${severity}:${fullCode}`;
  return unlike(anomalies, idOf, (anomaly, id) => anomalyNode(anomaly, id, words(anomaly), snapshot));
}

function anomalyNode(anomaly: Anomaly, id: string, words: Words, { byId }: Snapshot): AnomalyNode {
  const { message, remedy, evidence, severity, fullCode, taskId, actions } = anomaly;
  const flags = [
    'anomaly',
    severity,
    ...(taskId !== undefined && byId.has(taskId) ? ['hasTask'] : []),
    ...(actions && actions.length > 0 ? ['hasRemedy'] : []),
  ];
  return {
    kind: 'anomaly',
    id,
    anomaly,
    ...words,
    tooltip: [manyLines(message), manyLines(remedy), ...evidenceLines(evidence), oneLine(fullCode, 160)].join('\n'),
    icon: ANOMALY_ICON[severity],
    accessibleLabel: `${severityWords(severity)}: ${oneLine(message, 300)}. ${oneLine(remedy, 300)}`,
    contextValue: flags.join(' '),
    collapsible: 'none',
    children: noChildren,
  };
}

function escalationNode(escalation: Escalation, id: string, { byId }: Snapshot): EscalationNode {
  const { title, to, evidence, taskIds } = escalation;
  return {
    kind: 'escalation',
    id,
    escalation,
    label: oneLine(title, 160),
    description: t('for {0}', to.name),
    tooltip: [manyLines(title), t('A matter for the agent {0}. Send it with the button of this row.', to.name), ...evidenceLines(evidence)].join('\n'),
    icon: ESCALATION_ICON,
    accessibleLabel: t('escalation: {0}, for {1}', oneLine(title, 300), to.name),
    contextValue: ['escalation', ...(taskIds.some((taskId) => byId.has(taskId)) ? ['hasTask'] : [])].join(' '),
    collapsible: 'none',
    children: noChildren,
  };
}

function evidenceLines(evidence: readonly string[]): readonly string[] {
  const lines = evidence.slice(0, MOST_EVIDENCE).map((line) => `• ${oneLine(line, 300)}`);
  const left = evidence.length - lines.length;
  return left > 0 ? [...lines, t('…and {0} more', left)] : lines;
}

/** Rows with ids of their own: two of one id would keep the tree from being drawn. */
function unlike<T>(items: readonly T[], idOf: (item: T) => string, make: (item: T, id: string) => TreeNode): readonly TreeNode[] {
  const times = new Map<string, number>();
  return listed(items, items[0] === undefined ? '' : idOf(items[0]), (item) => {
    const id = idOf(item);
    const before = times.get(id) ?? 0;
    times.set(id, before + 1);
    return make(item, before === 0 ? id : `${id}~${before + 1}`);
  });
}
