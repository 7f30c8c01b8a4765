import { ANOMALIES } from '../rules/anomalies';
import type { Anomaly, Attention } from '../rules/anomaly';
import type { Snapshot } from '../snapshot';

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

/** Where the code's own words are too short to say what is wrong. */
const WORDS: Readonly<Record<string, string>> = {
  'WARN::BRANCH-UNREADABLE': 'Branch can’t be read',
  'WARN::CLOCK': 'Impossible times',
  'WARN::COMPLETED-UNMERGED': 'Completed, not merged',
  'WARN::CRITERIA-DRIFT': 'Criteria do not fit',
  'WARN::CRITERIA-MISSING': 'Completed with open criteria',
  'WARN::DEPENDENCY-ORDER': 'Begun before its dependencies',
  'WARN::MERGED-OPEN': 'Merged, still open',
  'WARN::ORPHAN-ENTRY': 'Entry without a task',
  'WARN::RISK-ORDER': 'High risk waits',
  'WARN::STILL-OPEN': 'All criteria done, still open',
};

/** What is wrong, in a few words: `WARN::STALE-WORK` as "Stale work". */
export function codeWords(code: string): string {
  const known = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
  if (known !== undefined) return known;
  const words = (code.split('::')[1] ?? code).toLowerCase().replaceAll('-', ' ').replace(/\b(wip|prd|adr|id)\b/g, (word) => word.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Why a code of the table matters, in one sentence. */
export function reasonOf(code: string): string {
  return ANOMALIES.find((rule) => rule.code === code)?.reason ?? '';
}

/** What a person should look at, and what is only good to know. */
export function partsOf({ anomalies }: Attention): { readonly warnings: readonly Anomaly[]; readonly infos: readonly Anomaly[] } {
  return { warnings: anomalies.filter(({ severity }) => severity === 'warn'), infos: anomalies.filter(({ severity }) => severity === 'info') };
}

/** How many matters need attention: escalations and warnings, beside what is wrong with the files. */
export function attentionCount({ anomalies, escalations }: Attention): number {
  return escalations.length + anomalies.reduce((count, { severity }) => count + (severity === 'warn' ? 1 : 0), 0);
}

/** Whether something concerns work that is under way now. */
export function isUrgent({ anomalies, escalations }: Attention, { byId }: Snapshot): boolean {
  const isUnderWay = (taskId: string | undefined) => taskId !== undefined && byId.get(taskId)?.status === 'in-progress';
  return anomalies.some(({ severity, taskId }) => severity === 'warn' && isUnderWay(taskId)) || escalations.some(({ taskIds }) => taskIds.some(isUnderWay));
}
