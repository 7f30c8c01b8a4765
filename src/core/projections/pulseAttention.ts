import { cut } from '../cut';
import type { AttentionLines, MatterLine } from '../pulseProtocol';
import type { Anomaly, Attention } from '../rules/anomaly';
import type { Snapshot } from '../snapshot';
import { t } from '../words';
import { byCode, partsOf } from './attentionGroups';

/** So much of each list is sent to the panel; the counts tell of the rest. */
const LIMITS = { escalations: 10, groups: 15, found: 6, evidence: 6, tasks: 8, text: 300 };

/** What needs attention, as the pulse panel shows it: bounded in size, whatever was found. */
export function pulseAttention({ anomalies, escalations }: Attention, { byId }: Snapshot): AttentionLines {
  const { warnings, finished, infos } = partsOf({ anomalies, escalations }, { byId });
  const infoGroups = byCode(infos);
  return {
    escalations: escalations.slice(0, LIMITS.escalations).map(({ id, to, title, evidence, taskIds }) => ({
      id,
      to: to.name,
      title: short(title),
      evidence: lines(evidence),
      taskIds: taskIds.filter((taskId) => byId.has(taskId)).slice(0, LIMITS.tasks),
    })),
    escalationCount: escalations.length,
    warnings: groupLines(warnings, byId),
    warningCount: warnings.length,
    finished: groupLines(finished, byId),
    finishedCount: finished.length,
    infos: infoGroups.slice(0, LIMITS.groups).map(({ title, reason, anomalies: all }) => ({ title, reason: short(reason), count: all.length })),
    infoCount: infos.length,
  };
}

function groupLines(anomalies: readonly Anomaly[], byId: Snapshot['byId']): AttentionLines['warnings'] {
  return byCode(anomalies)
    .slice(0, LIMITS.groups)
    .map(({ title, anomalies: all }) => ({ title, count: all.length, found: all.slice(0, LIMITS.found).map((anomaly) => matterLine(anomaly, byId)) }));
}

function matterLine({ subject, message, remedy, evidence, taskId }: Anomaly, byId: Snapshot['byId']): MatterLine {
  return { subject: short(subject), message: short(message), remedy: short(remedy), evidence: lines(evidence), ...(taskId !== undefined && byId.has(taskId) ? { taskId } : {}) };
}

function lines(evidence: readonly string[]): string[] {
  const shown = evidence.slice(0, LIMITS.evidence).map(short);
  return evidence.length > shown.length ? [...shown, t('…and {0} more', evidence.length - shown.length)] : shown;
}

/** A text as it is sent to the page. */
function short(text: string): string {
  return cut(text, LIMITS.text);
}
