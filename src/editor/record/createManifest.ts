import * as vscode from 'vscode';
import { init } from '../../core/operations/init';
import { t } from '../../core/words';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { confirm, tell } from '../messages';
import { refusalError } from '../refusalError';
import { plain } from '../tree/plain';
import { noFolder } from '../tree/backlogOf';
import { folderOf } from '../tree/taskIdOf';
import { recordChange } from './recordChange';
import type { RecordServices } from './recordServices';

/** Makes manifest and state file of a folder that has none, after saying where, and opens the manifest. */
export async function createManifest({ all, active, empty }: RecordServices['backlogs'], argument: unknown): Promise<void> {
  const folder = folderOf(argument);
  const named = [...empty, ...all].find((backlog) => backlog.folder.uri.toString() === folder);
  const backlog = named ?? (empty.length > 0 ? await chooseFolder(empty) : active);
  if (!backlog) {
    if (empty.length > 0) return;
    throw noFolder();
  }
  const { world, settings } = backlog;
  const manifest = vscode.Uri.joinPath(backlog.folder.uri, settings.manifestPath);
  const { manifestHealth } = await world.here.snapshot();
  if (manifestHealth !== 'missing') {
    await vscode.window.showTextDocument(manifest);
    void tell('info', t('{0} is there already. It was opened, and nothing was changed.', settings.manifestPath));
    return;
  }
  const preview = await init.preview?.(world, {});
  if (preview && !preview.ok) throw refusalError(preview.error);
  if (!(await confirm(t('Create a task manifest in {0}?', backlog.folder.name), preview?.value.lines.join('\n') ?? '', t('Create')))) return;
  await recordChange(backlog, init, {});
  await vscode.window.showTextDocument(manifest);
  const text = t('{0} is made. Replace its examples with your own tasks: the tree follows as soon as you save. If you do not want it, delete it.', settings.manifestPath);
  void tell('info', text, [{ title: t('Set Up Agents…'), run: () => vscode.commands.executeCommand(COMMANDS.setUpAgents) }]);
}

async function chooseFolder(empty: readonly FolderBacklog[]): Promise<FolderBacklog | undefined> {
  if (empty.length === 1) return empty[0];
  const rows = empty.map((backlog) => ({ label: plain(backlog.folder.name), description: plain(backlog.folder.uri.fsPath), backlog }));
  const choice = await vscode.window.showQuickPick(rows, { title: t('Create a task manifest in which folder?') });
  return choice?.backlog;
}
