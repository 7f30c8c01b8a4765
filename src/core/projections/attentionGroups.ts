import { ANOMALIES } from '../rules/anomalies';
import type { Anomaly, Attention } from '../rules/anomaly';
import type { Snapshot } from '../snapshot';
import { t } from '../words';

export const NO_ATTENTION: Attention = { anomalies: [], escalations: [] };

/** Anomalies of one code. */
export interface CodeGroup {
  readonly code: string;
  /** "Stale work". */
  readonly title: string;
  /** Why it matters; empty for a code that the table does not have. */
  readonly reason: string;
  readonly anomalies: readonly Anomaly[];
}

/** In the order in which the codes were found first. */
export function byCode(anomalies: readonly Anomaly[]): readonly CodeGroup[] {
  const groups = new Map<string, Anomaly[]>();
  for (const anomaly of anomalies) {
    const group = groups.get(anomaly.code);
    if (group) group.push(anomaly);
    else groups.set(anomaly.code, [anomaly]);
  }
  return [...groups].map(([code, found]) => ({ code, title: codeWords(code), reason: reasonOf(code), anomalies: found }));
}

/** What is said of a code; of another, its own words. */
const WORDS: Readonly<Record<string, () => string>> = {
  'WARN::BLOCKER-CLUSTER': () => t('Blocker cluster'),
  'WARN::BRANCH-UNREADABLE': () => t('Branch can’t be read'),
  'WARN::CLOCK': () => t('Impossible times'),
  'WARN::COMPLETED-UNMERGED': () => t('Completed, not merged'),
  'WARN::CRITERIA-DRIFT': () => t('Criteria do not fit'),
  'WARN::CRITERIA-MISSING': () => t('Criteria not recorded'),
  'WARN::DEPENDENCY-ORDER': () => t('Begun too early'),
  'WARN::MERGED-OPEN': () => t('Merged, still open'),
  'WARN::ORPHAN-ENTRY': () => t('No such task'),
  'WARN::RISK-ORDER': () => t('High risk waits'),
  'WARN::STALE-STATE': () => t('Manifest changed'),
  'WARN::STALE-WORK': () => t('Stale work'),
  'WARN::STILL-OPEN': () => t('Done, still open'),
};

/** What is wrong, in a few words: `WARN::STALE-WORK` as "Stale work". */
export function codeWords(code: string): string {
  const known = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
  if (known !== undefined) return known();
  const words = (code.split('::')[1] ?? code).toLowerCase().replaceAll('-', ' ').replace(/\b(wip|prd|adr|id)\b/g, (word) => word.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Why a code of the table matters, in one sentence. */
export function reasonOf(code: string): string {
  return ANOMALIES.find((rule) => rule.code === code)?.reason ?? '';
}

/** Anomalies by what a person can do about them. */
interface AttentionParts {
  /** Warnings of work that is open, those of work under way first. */
  readonly warnings: readonly Anomaly[];
  /** Warnings of finished tasks: to be looked at once, and nothing waits for it. */
  readonly finished: readonly Anomaly[];
  /** Only good to know. */
  readonly infos: readonly Anomaly[];
}

export function partsOf(attention: Attention, { byId }: Pick<Snapshot, 'byId'>): AttentionParts {
  const statusOf = ({ taskId }: Anomaly) => (taskId === undefined ? undefined : byId.get(taskId)?.status);
  const isFinished = (anomaly: Anomaly) => ['completed', 'abandoned'].includes(statusOf(anomaly) ?? '');
  const isUnderWay = (anomaly: Anomaly) => statusOf(anomaly) === 'in-progress';
  const warnings = warningsOf(attention);
  const open = warnings.filter((anomaly) => !isFinished(anomaly));
  return {
    warnings: [...open.filter(isUnderWay), ...open.filter((anomaly) => !isUnderWay(anomaly))],
    finished: warnings.filter(isFinished),
    infos: attention.anomalies.filter(({ severity }) => severity === 'info'),
  };
}

/** Anomalies that an escalation tells of as well, by the first part of its id. */
const ESCALATED: Readonly<Record<string, string>> = { 'WARN::BLOCKER-CLUSTER': 'repeated-blockers', 'WARN::RISK-ORDER': 'promoted-early' };

/** No matter is told twice: where an escalation says it, with its evidence and its way, the warning says nothing more. */
function warningsOf({ anomalies, escalations }: Attention): readonly Anomaly[] {
  const escalated = new Set(escalations.map(({ id }) => id));
  return anomalies.filter(({ severity, code, subject }) => severity === 'warn' && !escalated.has(`${ESCALATED[code] ?? ''}:${subject}`));
}

/** How many matters need attention: escalations and warnings, beside what is wrong with the files. */
export function attentionCount(attention: Attention): number {
  return attention.escalations.length + warningsOf(attention).length;
}

/** Whether something concerns work that is under way now. */
export function isUrgent({ anomalies, escalations }: Attention, { byId }: Snapshot): boolean {
  const isUnderWay = (taskId: string | undefined) => taskId !== undefined && byId.get(taskId)?.status === 'in-progress';
  return anomalies.some(({ severity, taskId }) => severity === 'warn' && isUnderWay(taskId)) || escalations.some(({ taskIds }) => taskIds.some(isUnderWay));
}
