import { ANOMALIES } from './anomalies';
import type { Anomaly, AnomalyRule, Attention, AttentionInput } from './anomaly';
import { escalationsOf } from './escalations';

/** All that deserves a person's look and blocks nothing: anomalies, warnings first, then in the table's order; and escalations. */
export function attentionOf(input: AttentionInput): Attention {
  const all = ANOMALIES.flatMap((rule) => anomaliesOf(rule, input));
  const anomalies = [...all.filter(({ severity }) => severity === 'warn'), ...all.filter(({ severity }) => severity === 'info')];
  return { anomalies, escalations: escalationsOf(input) };
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
