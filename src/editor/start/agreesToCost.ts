import { contextCost, costLines, costText } from '../../core/context/cost';
import type { Ready } from '../../core/operations/start';
import { CONTEXT_BUDGET } from '../../core/rules/taskRules';
import { confirm } from '../messages';

/** Files that the question lists one by one. */
const MOST_LISTED = 15;

/**
 * Asks before a start whose documents cost more than the budget, with what each costs. The answer is not remembered.
 *
 * @param budget in tokens, for the words
 * @param overrides full codes that the person lifted with "Start Anyway", and is not asked about again
 */
export async function agreesToCost({ task: { task }, documents, warnings }: Ready, overrides: readonly string[], budget: number): Promise<boolean> {
  const finding = warnings.find(({ code }) => code === CONTEXT_BUDGET);
  if (!finding || overrides.includes(finding.fullCode)) return true;
  const cost = contextCost(documents);
  const detail = [...costLines(cost, MOST_LISTED), '', `${finding.remedy} Nothing was changed yet.`].join('\n');
  return confirm(`Reading the context of ${task.id} costs ${costText(cost)}, over your budget of ${budget.toLocaleString('en')}. Start it?`, detail, 'Start');
}
