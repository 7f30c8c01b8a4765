import { contextCost, costLines, costText } from '../../core/context/cost';
import type { Ready } from '../../core/operations/start';
import { CONTEXT_BUDGET } from '../../core/rules/taskRules';
import { language, t } from '../../core/words';
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
  const detail = [...costLines(cost, MOST_LISTED), '', t('{0} Nothing was changed yet.', finding.remedy)].join('\n');
  return confirm(t('Reading the context of {0} costs {1}, over your budget of {2}. Start it?', task.id, costText(cost), budget.toLocaleString(language())), detail, t('Start'));
}
