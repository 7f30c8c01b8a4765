import * as vscode from 'vscode';
import { isStart, undo } from '../../core/operations/undo';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { confirm, whisper } from '../messages';
import { recordChange, refused, saidOf } from './recordChange';

/** Takes the last change that was recorded back, by whatever program. Undo Start remembers more of a start made here. */
export async function undoLastChange(backlog: FolderBacklog): Promise<void> {
  const last = await backlog.world.here.store.lastChange();
  if (!last || !isStart(last)) return undoRecorded(backlog);
  await vscode.commands.executeCommand(COMMANDS.undoStart, { taskId: last.taskId, folder: backlog.folder.uri.toString() });
}

/** Shows what the journal would take back, asks, and takes it back. */
export async function undoRecorded(backlog: FolderBacklog): Promise<void> {
  const preview = await undo.preview?.(backlog.world, {});
  if (!preview) return;
  if (!preview.ok) throw refused(preview.error);
  if (!(await confirm(`${preview.value.title}?`, [...preview.value.lines, 'Nothing else changes.'].join('\n\n'), 'Undo'))) return;
  const answer = await recordChange(backlog, undo, {});
  if (answer) whisper(saidOf(answer));
}
