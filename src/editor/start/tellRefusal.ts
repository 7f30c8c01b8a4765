import type { Log } from '../../core/ports';
import type { Finding } from '../../core/rules/rule';
import { t } from '../../core/words';
import { whatIsThis } from '../help/whatIsThis';
import { tell, type MessageAction } from '../messages';
import { showFindings } from './readinessList';
import { remedyButton, type RemedyContext } from './remedies';

/** More of them make a notification that nobody reads. */
const MOST_BUTTONS = 4;

/**
 * Tells why a start was refused. The first failure is the headline; its ways out are buttons, and all failures are one
 * click away. Resolves when it was answered.
 *
 * @param anyway starts all the same, past these full codes; only offered where a person may lift all that is in the way
 */
export async function tellRefusal(findings: readonly Finding[], context: RemedyContext, log: Log, anyway?: (lifted: readonly string[]) => unknown): Promise<void> {
  const blocking = findings.filter(({ effect }) => effect === 'block');
  const first = blocking[0];
  if (!first) return;
  for (const { fullCode, message } of findings) log.warn(`${fullCode} ${message}`);
  const buttons: MessageAction[] = (first.actions ?? []).slice(0, 2).map((action) => remedyButton(action, context));
  if (findings.length > 1) {
    buttons.push({ title: t('Show All {0}', findings.length), run: () => showFindings(findings, t('What blocks the start'), context) });
  }
  if (anyway && blocking.every(({ canOverride }) => canOverride)) {
    buttons.push({ title: t('Start Anyway'), run: () => anyway(blocking.map(({ fullCode }) => fullCode)) });
  }
  if (buttons.length < MOST_BUTTONS) buttons.push(whatIsThis(first.code));
  await tell('error', `${first.fullCode}: ${first.message}. ${first.remedy}`, buttons);
}
