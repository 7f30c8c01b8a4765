import path from 'node:path';
import * as vscode from 'vscode';
import type { FolderBacklog } from '../../../src/editor/folderBacklog';
import type { OrchestratorApi } from '../../../src/extension';
import { until } from '../../support/until';
import type { Shown } from './shown';
import type { StandIns } from './standIns';

/** Adds folders to the window behind those that it has, and waits until the product has read each. */
export async function addFolders(api: OrchestratorApi, folders: readonly string[]): Promise<void> {
  await changeFolders(vscode.workspace.workspaceFolders?.length ?? 0, 0, folders);
  await until('the backlogs of the folders', () => folders.every((folder) => backlogIn(api, folder)) || undefined);
}

/** Takes a folder out of the window. Its first one stays always: the extension host would begin anew. */
export async function removeFolder(folder: string): Promise<void> {
  const at = vscode.workspace.workspaceFolders?.findIndex(({ uri }) => uri.fsPath === folder) ?? -1;
  if (at > 0) await changeFolders(at, 1, []);
}

/** Ends a test that added folders: closes what it opened, takes the folders out, and waits until the product has left them. */
export async function leaveFolders(api: OrchestratorApi, shown: Shown, standIns: StandIns): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await vscode.commands.executeCommand('notifications.clearAll');
  shown.dispose();
  standIns.over();
  const count = vscode.workspace.workspaceFolders?.length ?? 0;
  if (count > 1) await changeFolders(1, count - 1, []);
  await until('the backlogs to be gone', () => api.backlogs.all.length === 0 || undefined);
}

export function backlogIn(api: OrchestratorApi, folder: string): FolderBacklog | undefined {
  return api.backlogs.all.find((backlog) => backlog.folder.uri.fsPath === folder);
}

/** One change goes at a time: the editor asks for the event of the last to have come. */
async function changeFolders(at: number, remove: number, add: readonly string[]): Promise<void> {
  const changed = new Promise<void>((resolve) => {
    const listening = vscode.workspace.onDidChangeWorkspaceFolders(() => {
      listening.dispose();
      resolve();
    });
  });
  const isTaken = vscode.workspace.updateWorkspaceFolders(at, remove, ...add.map((folder) => ({ uri: vscode.Uri.file(folder), name: path.basename(folder) })));
  if (!isTaken) throw new Error('the editor does not change its folders');
  await changed;
}
