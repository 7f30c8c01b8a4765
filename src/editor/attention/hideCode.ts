import { codeWords } from '../../core/projections/attentionGroups';
import type { Backlog } from '../backlog';
import { tell, whisper } from '../messages';

/** Takes a code out of what is shown of this folder in this editor, and says how to bring it back. */
export async function hideCode(backlog: Backlog, code: string): Promise<void> {
  await backlog.choose('hidden', code, true);
  void tell('info', `“${codeWords(code)}” is not shown in ${backlog.folder.name} any more, in this editor. Show What Needs Attention brings it back. For vtm and for others, set ${code} to "off" in orchestrator.gateSeverity.`, [
    { title: 'Undo', run: () => showCode(backlog, code) },
  ]);
}

/** The way back from {@link hideCode}. */
export async function showCode(backlog: Backlog, code: string): Promise<void> {
  await backlog.choose('hidden', code, false);
  whisper(`“${codeWords(code)}” is shown again`);
}
