import { rebaseline } from '../../core/operations/rebaseline';
import { t } from '../../core/words';
import type { FolderBacklog } from '../folderBacklog';
import { inEditor } from '../forPersons';
import { COMMANDS } from '../ids';
import { confirm, whisper } from '../messages';
import { recordChange, saidOf } from '../record/recordChange';
import { refusalError } from '../refusalError';
import { requireTrust } from '../requireTrust';

/** Records that the state holds for today's manifest, once the person has seen what that means; a click takes it back. */
export async function rebaselineState(backlog: FolderBacklog): Promise<void> {
  requireTrust(t('Nothing is recorded in Restricted Mode'));
  const preview = await rebaseline.preview?.(backlog.world, {});
  if (preview && !preview.ok) throw refusalError(preview.error);
  const { title, lines } = preview?.value ?? { title: rebaseline.title, lines: [] };
  if (!(await confirm(`${title}?`, lines.map(inEditor).join('\n\n'), t('Re-baseline')))) return;
  const answer = await recordChange(backlog, rebaseline, {});
  if (answer) whisper(saidOf(answer), { title: t('Undo'), command: COMMANDS.undoLastChange, arguments: [{ folder: backlog.folder.uri.toString() }] });
}
