import type { AttentionInput, Escalation } from './anomaly';

/** Work for other agents that the record shows (spec, "Collaboration Hooks"). */
export function escalationsOf(_input: AttentionInput): readonly Escalation[] {
  return [];
}
