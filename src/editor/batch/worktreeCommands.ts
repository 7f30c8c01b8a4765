import * as path from 'node:path';
import * as vscode from 'vscode';
import type { AgentView } from '../../core/batch/watch';
import { OrchestratorError } from '../../core/orchestratorError';
import { t } from '../../core/words';
import type { Command } from '../commands/command';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { tell, whisper } from '../messages';
import { requireTrust } from '../requireTrust';
import { openFile } from '../tree/openPlace';
import { plain } from '../tree/plain';
import { elementOf, taskIdOf } from '../tree/taskIdOf';
import { isInside } from '../../io/isInside';
import type { SourceControl } from './sourceControl';
import { openInNewWindow } from './treeLaunching';

export interface WorktreeServices {
  readonly sourceControl: SourceControl;
  backlog(argument?: unknown): FolderBacklog;
}

/** The commands on the worktree of an agent, one row each. Without an argument they ask which. */
export function worktreeCommands(services: WorktreeServices): readonly Command[] {
  const on = (title: string, run: (agent: AgentView, backlog: FolderBacklog, argument: unknown) => unknown) => async (argument: unknown) => {
    const backlog = services.backlog(argument);
    const agent = await agentOf(backlog, argument, title);
    return agent && run(agent, backlog, argument);
  };
  return [
    { id: COMMANDS.openWorktree, run: on(t('Open the worktree of which task?'), async (agent, backlog) => openInNewWindow(await rootOf(agent, backlog))) },
    { id: COMMANDS.showWorktreeChanges, run: on(t('Show the changes of which task?'), (agent, backlog) => showChanges(services, agent, backlog)) },
    { id: COMMANDS.openWorktreeFile, run: on(t('Open a file of which task?'), (agent, backlog, argument) => openChanged(services, agent, backlog, argument)) },
    { id: COMMANDS.copyWorktreePath, run: on(t('Copy the path of which worktree?'), copyPath) },
  ];
}

/** The agent that a row or another command means, as it is now; else the person is asked. */
async function agentOf({ agents }: FolderBacklog, argument: unknown, title: string): Promise<AgentView | undefined> {
  const taskId = taskIdOf(argument);
  const given = agents.find((agent) => agent.taskId === taskId);
  if (given) return given;
  if (taskId !== undefined || agents.length === 0) {
    throw new OrchestratorError('NO-WORKTREE', taskId === undefined ? t('No task has a worktree of its own') : t('{0} has no worktree of its own', plain(taskId, 80)), t('Start Parallel Batch makes one for each task.'));
  }
  const rows = agents.map((agent) => ({ label: plain(agent.taskId, 80), description: `${agent.done}/${agent.total}`, detail: plain(agent.worktree, 300), agent }));
  return (await vscode.window.showQuickPick(rows, { title, matchOnDetail: true }))?.agent;
}

/** The backlog's folder in the worktree, which may lie below its top. */
async function rootOf({ taskId }: AgentView, { world }: FolderBacklog): Promise<string> {
  return (await world.placeOf(taskId)).root;
}

/** Everything that the worktree changed since its branch left the base branch, committed or not, in one editor. */
async function showChanges({ sourceControl }: WorktreeServices, { taskId, worktree }: AgentView, backlog: FolderBacklog): Promise<void> {
  requireTrust(t('git is not asked in Restricted Mode'));
  const base = baseOf(backlog);
  const changes = base === undefined ? undefined : await backlog.world.trees.changes(worktree, base);
  if (base === undefined || !changes) throw new OrchestratorError('GIT-NOT-ASKED', t('The changes of {0} are not known', plain(taskId, 80)), t('Look whether git can be asked there.'));
  if (changes.length === 0) {
    void tell('info', t('{0} has changed nothing yet.', plain(taskId, 80)));
    return;
  }
  const sides = await sourceControl.sides(worktree, base);
  const files = changes.map(({ path: changed }) => vscode.Uri.file(path.join(worktree, changed)));
  if (sides) {
    const pairs = await Promise.all(files.map(async (file) => ({ file, ...(await sides(file)) })));
    await vscode.commands.executeCommand('vscode.changes', t('{0} since {1}', plain(taskId, 80), plain(base, 80)), pairs.map(({ file, before, after }) => [file, before, after]));
  } else await chooseFile(taskId, files, worktree);
}

/** Without the editor's source control nothing can be compared: the files themselves are offered. */
async function chooseFile(taskId: string, files: readonly vscode.Uri[], top: string): Promise<void> {
  const rows = files.map((file) => ({ label: plain(path.relative(top, file.fsPath)), file }));
  const choice = await vscode.window.showQuickPick(rows, { title: t('Changed by {0}', plain(taskId, 80)), placeHolder: t('Choose a file to open') });
  if (choice) await vscode.window.showTextDocument(await openFile(choice.file, choice.label));
}

/** Opens a file of a worktree beside what it was; alone where it is new or gone, or the editor can't show that. */
async function openChanged({ sourceControl }: WorktreeServices, { taskId, worktree }: AgentView, backlog: FolderBacklog, argument: unknown): Promise<void> {
  const node = elementOf(argument)?.node;
  if (node?.kind !== 'agent-file') return;
  const file = vscode.Uri.file(path.join(worktree, node.path));
  if (!isInside(worktree, file.fsPath)) return;
  const base = vscode.workspace.isTrusted ? baseOf(backlog) : undefined;
  const sides = base === undefined ? undefined : await sourceControl.sides(worktree, base);
  const { before, after } = (await sides?.(file)) ?? { before: undefined, after: file };
  if (before && after) await vscode.commands.executeCommand('vscode.diff', before, after, `${plain(path.basename(node.path), 80)} (${plain(taskId, 80)})`);
  else await vscode.window.showTextDocument(await openFile(after ?? before ?? file, node.path));
}

function baseOf({ snapshot }: FolderBacklog): string | undefined {
  return snapshot.work?.base?.name;
}

async function copyPath({ worktree }: AgentView): Promise<void> {
  await vscode.env.clipboard.writeText(worktree);
  whisper(t('{0} is in the clipboard', plain(worktree, 120)));
}
