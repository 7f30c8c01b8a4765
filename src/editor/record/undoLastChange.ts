import * as vscode from 'vscode';
import type { Preview } from '../../core/operations/operation';
import { isStart, undo } from '../../core/operations/undo';
import { OrchestratorError } from '../../core/orchestratorError';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { confirm, whisper } from '../messages';
import { refusalError } from '../refusalError';
import { recordChange, saidOf } from './recordChange';

/** Takes the last change that was recorded back, by whatever program. Undo Start remembers more of a start made here. */
export async function undoLastChange(backlog: FolderBacklog): Promise<void> {
  const last = await backlog.world.here.store.lastChange();
  if (!last || !isStart(last)) return undoRecorded(backlog);
  await vscode.commands.executeCommand(COMMANDS.undoStart, { taskId: last.taskId, folder: backlog.folder.uri.toString() });
}

/** Shows what the journal would take back, asks, and takes it back. */
export async function undoRecorded(backlog: FolderBacklog): Promise<void> {
  const { title, lines } = await lastChange(backlog);
  if (!(await confirm(`${title}?`, [...lines, 'Nothing else changes.'].join('\n\n'), 'Undo'))) return;
  if ((await lastChange(backlog)).lines.join('\n') !== lines.join('\n')) throw overtaken();
  const answer = await recordChange(backlog, undo, {});
  if (answer) whisper(saidOf(answer));
}

async function lastChange({ world }: FolderBacklog): Promise<Preview> {
  const preview = await undo.preview?.(world, {});
  if (preview && !preview.ok) throw refusalError(preview.error);
  return preview?.value ?? { title: undo.title, lines: [] };
}

/** An agent may record something while a person reads the question: that was not what they agreed to. */
function overtaken(): OrchestratorError {
  return new OrchestratorError('UNDO-REFUSED', 'Another change was recorded meanwhile, so nothing was undone', 'Look at what is the last change now, then undo it if you still want to.');
}
