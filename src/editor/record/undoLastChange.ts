import * as vscode from 'vscode';
import type { Preview } from '../../core/operations/operation';
import { OPERATIONS } from '../../core/operations/table';
import { isStart, undo } from '../../core/operations/undo';
import { OrchestratorError } from '../../core/orchestratorError';
import type { StateChange } from '../../core/ports';
import { oneLine } from '../../core/projections/treeText';
import { ageOf, agoText, readTime } from '../../core/pulse/age';
import { t } from '../../core/words';
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
  const change = await backlog.world.here.store.lastChange();
  const [journal = '', ...effects] = lines;
  const shown = change ? `${changeWords(change)}\n${recordedBy(change)}` : journal;
  if (!(await confirm(`${title}?`, [shown, ...effects, t('Nothing else changes.')].join('\n\n'), t('Undo')))) return;
  if ((await lastChange(backlog)).lines.join('\n') !== lines.join('\n')) throw overtaken();
  const answer = await recordChange(backlog, undo, {});
  if (answer) whisper(change ? oneLine(t('Undone: {0}', changeWords(change)), 70) : saidOf(answer));
}

/** `Record Criteria as Done: A--T01 A-AC02`: the journal names the operation by its id, which a person never sees. */
function changeWords({ what }: StateChange): string {
  const [id = '', ...named] = what.split(' ');
  return `${OPERATIONS.find((operation) => operation.id === id)?.title ?? id}: ${named.join(' ')}`;
}

/** Without the time where the journal holds none. */
function recordedBy({ by, at }: StateChange): string {
  const age = ageOf(readTime(at), new Date());
  return age === undefined ? t('Recorded by {0}.', by) : t('Recorded by {0}, {1}.', by, agoText(age));
}

async function lastChange({ world }: FolderBacklog): Promise<Preview> {
  const preview = await undo.preview?.(world, {});
  if (preview && !preview.ok) throw refusalError(preview.error);
  return preview?.value ?? { title: undo.title, lines: [] };
}

/** An agent may record something while a person reads the question: that was not what they agreed to. */
function overtaken(): OrchestratorError {
  return new OrchestratorError('UNDO-REFUSED', t('Another change was recorded meanwhile, so nothing was undone'), t('Look at what is the last change now, then undo it if you still want to.'));
}
