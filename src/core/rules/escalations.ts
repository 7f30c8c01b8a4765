import type { AttentionInput, Escalation } from './anomaly';
import { blockersRepeat, deferrablePromoted, reviewWithoutTests } from './escalations/hooks';

/**
 * Work for other agents that the record shows (spec, "Collaboration Hooks"). The same input gives the same list, to
 * the letter.
 */
export function escalationsOf(input: AttentionInput): readonly Escalation[] {
  return [...blockersRepeat(input), ...reviewWithoutTests(input), ...deferrablePromoted(input)];
}
