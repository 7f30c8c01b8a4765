import * as vscode from 'vscode';
import { explain } from '../../core/select/explain';
import { standingOf } from '../../core/select/eligibility';
import type { TaskView } from '../../core/snapshot';
import { t } from '../../core/words';
import type { Backlog } from '../backlog';
import { COMMANDS, type CommandId } from '../ids';
import { whisper } from '../messages';
import { plain } from './plain';
import { themeIcon } from './treeItem';

interface Row extends vscode.QuickPickItem {
  accept?(): unknown;
}

/**
 * Says why a task is next, or why not, as a list: it is read from the keyboard and by screen readers, long
 * explanations scroll, a reason leads to the task it names, and what can be done about it stands below.
 */
export async function showExplanation(backlog: Backlog, view: TaskView): Promise<void> {
  const { snapshot, settings } = backlog;
  const explanation = explain(view, snapshot, settings);
  const standing = standingOf(view, snapshot);
  const unmet = standing.kind === 'waiting' ? standing.unmet : [];
  const reasons: Row[] = explanation.reasons.map((reason, index) => {
    const other = unmet[index];
    const isTask = other !== undefined && snapshot.byId.has(other);
    const icon = new vscode.ThemeIcon(isTask ? 'arrow-right' : 'info');
    const row = { iconPath: icon, label: plain(reason, 300) };
    return isTask ? { ...row, accept: () => run(COMMANDS.revealTask, backlog, other) } : row;
  });
  const choice = await vscode.window.showQuickPick([...reasons, ...actions(backlog, view, explanation.standing === 'eligible')], {
    title: plain(explanation.summary, 200),
    placeHolder: plain(view.task.title, 120),
  });
  await choice?.accept?.();
}

function actions(backlog: Backlog, view: TaskView, isEligible: boolean): Row[] {
  const row = (label: string, icon: string, accept: () => unknown): Row => ({ label, iconPath: themeIcon({ id: icon }), accept });
  const command = (label: string, icon: string, id: CommandId) => row(label, icon, () => run(id, backlog, view.task.id));
  const isBegun = view.status === 'in-progress' || (view.status === 'pending' && view.branch !== undefined);
  return [
    { label: t('Actions'), kind: vscode.QuickPickItemKind.Separator },
    ...(isEligible ? [command(t('Start This Task'), 'play', COMMANDS.startTask)] : []),
    ...(isBegun ? [command(t('Resume Task'), 'debug-rerun', COMMANDS.resumeTask)] : []),
    command(t('Show in the Tree'), 'list-tree', COMMANDS.revealTask),
    command(t('Open in the Manifest'), 'go-to-file', COMMANDS.openTask),
    ...(view.task.dependsOn.length > 0 ? [command(t('Show Dependencies'), 'references', COMMANDS.showDependencies)] : []),
    row(t('Copy the Explanation'), 'copy', () => copy(backlog, view)),
  ];
}

function run(id: CommandId, { folder }: Backlog, taskId: string): Thenable<unknown> {
  return vscode.commands.executeCommand(id, { taskId, folder: folder.uri.toString() });
}

async function copy({ snapshot, settings }: Backlog, view: TaskView): Promise<void> {
  const { summary, reasons } = explain(view, snapshot, settings);
  await vscode.env.clipboard.writeText([summary, ...reasons.map((reason) => `- ${reason}`)].join('\n'));
  whisper(t('The explanation is in the clipboard'));
}
