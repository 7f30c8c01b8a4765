import * as vscode from 'vscode';
import { link } from '../../core/operations/link';
import type { TaskView } from '../../core/snapshot';
import { counted, t } from '../../core/words';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { tell, whisper } from '../messages';
import { backlogOf, viewIn } from '../tree/backlogOf';
import { pickTask } from '../tree/pickTask';
import { plain } from '../tree/plain';
import { taskIdOf } from '../tree/taskIdOf';
import { recordChange } from './recordChange';
import type { RecordServices } from './recordServices';

interface BranchItem extends vscode.QuickPickItem {
  readonly branch?: string;
  /** The branch is forgotten, not linked. */
  readonly isUnlink?: boolean;
}

/**
 * Says on which branch a task is worked on, where the branch's name does not tell; or takes that back. An argument with
 * `branch` does so without asking: that is how the last link is undone.
 */
export async function linkBranch({ backlogs }: RecordServices, argument: unknown): Promise<void> {
  const given = taskIdOf(argument);
  const backlog = backlogOf(backlogs, argument, given);
  const named = branchIn(argument);
  if (named !== undefined) return apply(backlog, named, given);
  const taskId = given ?? (await pickTask(backlog, { title: t('Link a branch to which task?'), filter: ({ status }) => status !== 'abandoned' }));
  if (taskId === undefined) return;
  const view = viewIn(backlog, taskId);
  const items = branchItems(backlog, view);
  if (items.length === 0) {
    void tell('info', t('There is no branch that could be linked. Base branches and branches that a task has by their name are left out.'));
    return;
  }
  const title = t('On which branch is {0} worked on?', plain(taskId, 80));
  const choice = await vscode.window.showQuickPick(items, { title, placeHolder: counted(items.length, 'A branch whose name does not say it ({0} branch)', 'A branch whose name does not say it ({0} branches)') });
  if (choice?.branch !== undefined) await apply(backlog, choice.branch, choice.isUnlink ? undefined : taskId);
}

async function apply(backlog: FolderBacklog, branch: string, taskId: string | undefined): Promise<void> {
  const answer = await recordChange(backlog, link, { branch, ...(taskId === undefined ? {} : { task: taskId }) });
  if (!answer) return;
  const { said, before } = answer.data as { readonly said: string; readonly before: string | null };
  const folder = backlog.folder.uri.toString();
  whisper(said, { title: t('Undo'), command: COMMANDS.linkBranch, arguments: [{ folder, branch, ...(before === null ? {} : { taskId: before }) }] });
}

/** The task's own links, to be taken back, then the branches that no task has by their name; what is checked out comes first. */
function branchItems({ gitFacts, snapshot, settings }: FolderBacklog, { task }: TaskView): readonly BranchItem[] {
  if (gitFacts.kind !== 'repository') return [];
  const { branches, head } = gitFacts;
  const current = head.kind === 'branch' ? head.name : undefined;
  const known = new Map((snapshot.work?.branches ?? []).map((branch) => [branch.name, branch]));
  const isFree = (name: string) => !settings.baseBranches.includes(name) && known.get(name)?.isLinked !== false;
  const [own, others] = [[] as BranchItem[], [] as BranchItem[]];
  for (const branch of [...branches].sort((a, b) => Number(b === current) - Number(a === current)).filter(isFree)) {
    const taskId = known.get(branch)?.taskId;
    const label = plain(branch);
    if (taskId === task.id) own.push({ label: t('Unlink {0}', label), branch, isUnlink: true, iconPath: new vscode.ThemeIcon('debug-disconnect') });
    else others.push({ label, branch, iconPath: new vscode.ThemeIcon('git-branch'), description: [branch === current ? t('checked out') : '', taskId === undefined ? '' : t('linked to {0}', plain(taskId, 80))].filter(Boolean).join(', ') });
  }
  return [...own, ...others];
}

function branchIn(argument: unknown): string | undefined {
  const branch: unknown = typeof argument === 'object' && argument !== null && 'branch' in argument ? argument.branch : undefined;
  return typeof branch === 'string' ? branch : undefined;
}
