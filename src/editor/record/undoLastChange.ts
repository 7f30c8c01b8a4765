import * as vscode from 'vscode';
import { undo } from '../../core/operations/undo';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { confirm, whisper } from '../messages';
import { recordChange, refused, saidOf } from './recordChange';

/** Shows the last change that was recorded, by whatever program, and takes it back. A start has an undo of its own. */
export async function undoLastChange(backlog: FolderBacklog): Promise<void> {
  const last = await backlog.world.here.store.lastChange();
  if (last?.what.startsWith('start ')) {
    await vscode.commands.executeCommand(COMMANDS.undoStart, { taskId: last.taskId, folder: backlog.folder.uri.toString() });
    return;
  }
  const preview = await undo.preview?.(backlog.world, {});
  if (!preview) return;
  if (!preview.ok) throw refused(preview.error);
  const kept = last ? `The entry of ${last.taskId} is put back as it was before. Nothing else changes.` : '';
  if (!(await confirm(`${preview.value.title}?`, [...preview.value.lines, kept].join('\n\n'), 'Undo'))) return;
  const answer = await recordChange(backlog, undo, {});
  if (answer) whisper(saidOf(answer));
}
