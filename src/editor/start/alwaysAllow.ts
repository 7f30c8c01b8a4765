import { t } from '../../core/words';
import type { Backlog } from '../backlog';
import { tell, type MessageAction } from '../messages';

/** Lets a code pass in this folder from now on, and says how to take that back. */
export async function alwaysAllow(code: string, backlog: Backlog, retry: () => unknown): Promise<void> {
  await backlog.choose('allowed', code, true);
  await tell('info', t('{0} only warns from now on in {1}, in this editor. For vtm and for others, set it to "warn" in orchestrator.gateSeverity.', code, backlog.folder.name), [
    { title: t('Try Again'), run: retry },
    blockAgain(code, backlog),
  ]);
}

/** The way back from {@link alwaysAllow}. */
export function blockAgain(code: string, backlog: Backlog): MessageAction {
  return { title: t('Block Again'), run: () => backlog.choose('allowed', code, false) };
}
