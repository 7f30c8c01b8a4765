import { ANOMALIES } from './anomalies';
import type { Anomaly, AnomalyRule, Attention, AttentionInput } from './anomaly';
import { escalationsOf } from './escalations';
import { STALE_STATE, staleStateIn } from './projectRules';

/** All that deserves a person's look and blocks nothing: anomalies, warnings first, then in the table's order; and escalations. */
export function attentionOf(input: AttentionInput): Attention {
  const all = ANOMALIES.flatMap((rule) => anomaliesOf(rule, input));
  const anomalies = [...all.filter(({ severity }) => severity === 'warn'), ...all.filter(({ severity }) => severity === 'info')];
  return { anomalies, escalations: escalationsOf(input) };
}

/**
 * The same with the one matter of the project that a gate tells of as well: a state that was recorded against another
 * manifest. For views, which show no gates; a report of the gates has it already.
 */
export function attentionInViews(input: AttentionInput): Attention {
  const { anomalies, escalations } = attentionOf(input);
  return { anomalies: [...staleStateOf(input), ...anomalies], escalations };
}

function staleStateOf({ snapshot, facts, settings }: AttentionInput): readonly Anomaly[] {
  const set = settings.gateSeverity[STALE_STATE];
  if (set === 'off') return [];
  const severity = set === 'info' ? 'info' : 'warn';
  return staleStateIn(snapshot, facts).map((found) => ({ ...found, subject: snapshot.backlog.statePath, evidence: [], code: STALE_STATE, fullCode: STALE_STATE, severity }));
}

function anomaliesOf(rule: AnomalyRule, input: AttentionInput): readonly Anomaly[] {
  const set = input.settings.gateSeverity[rule.code];
  if (set === 'off') return [];
  const usual = set === undefined ? rule.severity : set === 'info' ? 'info' : 'warn';
  return rule.check(input).map((found) => ({
    ...found,
    code: rule.code,
    fullCode: `${rule.code}::${found.subject}`,
    severity: found.isInfo ? 'info' : usual,
  }));
}
