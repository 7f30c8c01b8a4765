import { codeWords } from '../../core/projections/attentionGroups';
import { t } from '../../core/words';
import type { Backlog } from '../backlog';
import { tell, whisper } from '../messages';

/** Takes a code out of what is shown of this folder in this editor, and says how to bring it back. */
export async function hideCode(backlog: Backlog, code: string): Promise<void> {
  await backlog.choose('hidden', code, true);
  void tell('info', t('“{0}” is not shown in {1} any more, in this editor. Show What Needs Attention brings it back. For vtm and for others, set {2} to "off" in orchestrator.gateSeverity.', codeWords(code), backlog.folder.name, code), [
    { title: t('Undo'), run: () => showCode(backlog, code) },
  ]);
}

/** The way back from {@link hideCode}. */
export async function showCode(backlog: Backlog, code: string): Promise<void> {
  await backlog.choose('hidden', code, false);
  whisper(t('“{0}” is shown again', codeWords(code)));
}
