import { oneLine } from '../delegate/plainText';
import { locateIn, placeOfAnomaly, type Locate } from '../projections/anomalyProblems';
import { ANOMALIES } from '../rules/anomalies';
import type { Attention } from '../rules/anomaly';
import { RULES, type Readiness } from '../rules/evaluate';
import type { Finding, GateInput } from '../rules/rule';
import { sarifLog, type SarifResult, type SarifRule } from '../sarif';
import type { Snapshot } from '../snapshot';

type Place = Pick<SarifResult, 'file' | 'position'>;

const ESCALATION: SarifRule = { id: 'ESCALATION', title: 'No work waits for another agent', level: 'note' };

/** Gates as errors and warnings, anomalies and escalations as notes. */
export function checkSarif({ findings }: Readiness, { anomalies, escalations }: Attention, input: GateInput, folder: string): object {
  const { snapshot } = input;
  const locate = locateIn(snapshot);
  const results: SarifResult[] = [
    ...findings.map((one): SarifResult => ({
      ruleId: one.code,
      level: one.effect === 'block' ? 'error' : 'warning',
      message: `${oneLine(one.message)}. ${oneLine(one.remedy)}`,
      ...placeOfFinding(one, input, locate),
      identity: oneLine(one.fullCode),
    })),
    ...anomalies.map((one): SarifResult => ({
      ruleId: one.code,
      level: 'note',
      message: `${oneLine(one.message)}. ${oneLine(one.remedy)}`,
      ...placeOfTask(one.taskId ?? one.subject, snapshot, locate),
      identity: oneLine(one.fullCode),
    })),
    ...escalations.map((one): SarifResult => ({
      ruleId: ESCALATION.id,
      level: 'note',
      message: `${oneLine(one.title)}. Send it to the ${one.to.name}.`,
      ...placeOfTask(one.taskIds[0] ?? '', snapshot, locate),
      identity: oneLine(one.id),
    })),
  ];
  return sarifLog({ rules: [...RULES.map(ruleOfGate), ...ANOMALIES.map((rule): SarifRule => ({ id: rule.code, title: rule.title, reason: rule.reason, remedy: rule.remedy, level: 'note' })), ESCALATION], results, folder });
}

function ruleOfGate({ code, title, reason, remedy, severity }: (typeof RULES)[number]): SarifRule {
  return { id: code, title, reason, remedy, level: severity === 'block' ? 'error' : 'warning' };
}

/** The problem it leads to, else the task it speaks of, else the file that its gate looks at. */
function placeOfFinding({ gate, taskId, actions = [] }: Finding, { snapshot, facts }: GateInput, locate: Locate): Place {
  const { manifestPath, statePath } = snapshot.backlog;
  const lead = actions.find(({ id }) => id === 'open-problem');
  const problem = lead?.id === 'open-problem' ? snapshot.problems.find(({ kind, taskId: of }) => kind === lead.kind && (lead.taskId === undefined || of === lead.taskId)) : undefined;
  if (problem) return { file: problem.file, ...(problem.position ? { position: problem.position } : {}) };
  if (taskId !== undefined) {
    const position = locate({ in: 'manifest', taskId });
    return { file: manifestPath, ...(position ? { position } : {}) };
  }
  if (gate === 4 && facts?.prd?.kind === 'found') return { file: facts.prd.path };
  return { file: (gate === 5 || gate === 8) && snapshot.stateHealth !== 'missing' ? statePath : manifestPath };
}

function placeOfTask(taskId: string, snapshot: Snapshot, locate: Locate): Place {
  const { manifestPath, statePath } = snapshot.backlog;
  const place = placeOfAnomaly(snapshot, { taskId, subject: taskId });
  const position = place && locate(place);
  return { file: place?.in === 'state' ? statePath : manifestPath, ...(position ? { position } : {}) };
}
