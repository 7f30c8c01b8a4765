import * as vscode from 'vscode';
import { waitingTasks } from '../../core/select/waiting';
import { counted, t } from '../../core/words';
import type { WindowBacklogs } from '../windowBacklogs';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { loadWhenUsed } from '../loadWhenUsed';
import { tell } from '../messages';
import type { Command } from './command';
import { withoutIcons } from '../withoutIcons';

/** The commands that show or choose a backlog, one row each. */
export function backlogCommands(services: {
  readonly backlogs: WindowBacklogs;
  readonly channel: vscode.LogOutputChannel;
  backlog(argument?: unknown): FolderBacklog;
}): readonly Command[] {
  const { backlogs, backlog, channel } = services;
  return [
    { id: COMMANDS.openManifest, run: (argument) => openFile(backlog(argument), 'manifestPath') },
    { id: COMMANDS.openState, run: (argument) => openFile(backlog(argument), 'statePath') },
    { id: COMMANDS.refresh, run: () => vscode.window.withProgress({ location: { viewId: 'orchestrator.tasks' } }, () => backlogs.refresh()) },
    { id: COMMANDS.showLog, run: () => channel.show() },
    { id: COMMANDS.chooseBacklog, run: () => chooseBacklog(backlogs) },
    { id: COMMANDS.showBlockedTasks, run: (argument) => showBlocked(backlog(argument)) },
    { id: COMMANDS.showPlan, run: async (argument) => (await loadWhenUsed()).showPlan(backlog(argument)) },
  ];
}

async function openFile({ folder, settings }: FolderBacklog, which: 'manifestPath' | 'statePath'): Promise<void> {
  const uri = vscode.Uri.joinPath(folder.uri, settings[which]);
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    const hint = which === 'statePath' ? t('It is made when the first task is started.') : t('Set its place in the setting orchestrator.manifestPath.');
    void tell('info', t('{0} is not there yet. {1}', settings[which], hint));
    return;
  }
  await vscode.window.showTextDocument(uri);
}

async function chooseBacklog(backlogs: WindowBacklogs): Promise<void> {
  const rows = backlogs.all.map((backlog) => ({
    label: `${backlog === backlogs.active ? '$(check)' : '$(blank)'} ${withoutIcons(backlog.folder.name)}`,
    description: counted(backlog.snapshot.tasks.length, '{0} task', '{0} tasks'),
    // Folders of one name are told apart by where they lie.
    ...(backlogs.all.some((other) => other !== backlog && other.folder.name === backlog.folder.name) ? { detail: withoutIcons(backlog.folder.uri.fsPath) } : {}),
    backlog,
  }));
  const follow = { label: `$(blank) ${t('Follow the active editor')}`, description: '', backlog: undefined };
  const choice = await vscode.window.showQuickPick([...rows, follow], { title: t('Choose the backlog that commands and the status bar mean') });
  if (choice) await backlogs.choose(choice.backlog);
}

/** Blocked tasks first, then those that wait; accepting one shows it in the tree. */
async function showBlocked(backlog: FolderBacklog): Promise<void> {
  const waiting = waitingTasks(backlog.snapshot);
  if (waiting.length === 0) {
    void tell('info', t('No task is blocked, and none waits on another.'));
    return;
  }
  const rows = waiting.map(({ view, reason }) => ({
    label: `$(${view.status === 'blocked' ? 'circle-slash' : 'clock'}) ${plain(view.task.id)}`,
    description: plain(view.task.title),
    detail: plain(reason),
    taskId: view.task.id,
  }));
  const blocked = waiting.filter(({ view }) => view.status === 'blocked').length;
  const title = t('{0} blocked, {1} waiting on others', blocked, waiting.length - blocked);
  const choice = await vscode.window.showQuickPick(rows, { title, matchOnDescription: true, matchOnDetail: true, placeHolder: t('Choose a task to show it in the tree') });
  if (choice) await vscode.commands.executeCommand(COMMANDS.revealTask, choice.taskId);
}

function plain(text: string): string {
  return withoutIcons(text).replace(/\s+/g, ' ');
}
