import * as vscode from 'vscode';
import { agentDetails } from '../../core/projections/treeAgents';
import { taskDetails } from '../../core/projections/treeDetails';
import type { CriterionCheckbox, NodeIcon, TreeNode } from '../../core/projections/treeNode';
import type { TaskView } from '../../core/snapshot';
import { counted, t } from '../../core/words';
import type { Backlog } from '../backlog';
import { COMMANDS } from '../ids';
import { badgeUri } from './riskBadges';
import type { TreeElement } from './taskIdOf';
import { plainTooltip, taskTooltip } from './taskTooltip';

/**
 * What VS Code draws for a row. Tooltips of tasks and agents are made on hover by {@link resolveTooltip}.
 *
 * @param ticked what a person wants of a criterion and is being recorded; undefined: what the record says
 */
export function treeItemOf(element: TreeElement, activeBacklog: Backlog | undefined, ticked?: boolean): vscode.TreeItem {
  const { backlog, node } = element;
  if (!node) return backlogItem(backlog, backlog === activeBacklog);
  const item = new vscode.TreeItem(node.label, COLLAPSIBLE[node.collapsible]);
  item.id = `${backlog.folder.uri.toString()}|${node.id}`;
  if (node.description) item.description = node.description;
  const checkbox = node.kind === 'criterion' && vscode.workspace.isTrusted ? node.checkbox : undefined;
  if (checkbox) item.checkboxState = checkboxState(checkbox, ticked ?? checkbox.isChecked);
  else item.iconPath = themeIcon(node.icon);
  item.contextValue = node.contextValue;
  item.accessibilityInformation = { label: node.accessibleLabel };
  if (node.tooltip) item.tooltip = plainTooltip(node.tooltip);
  if (node.kind === 'task') item.resourceUri = badgeUri(node.badge);
  else if (!node.tooltip && node.kind !== 'agent') item.tooltip = node.accessibleLabel;
  if (node.kind === 'problem') item.command = { command: COMMANDS.openProblem, title: t('Open Problem'), arguments: [element] };
  if (node.kind === 'agent-file') item.command = { command: COMMANDS.openWorktreeFile, title: t('Show Changes'), arguments: [element] };
  if (node.kind === 'anomaly' || node.kind === 'escalation') item.command = { command: COMMANDS.showAttention, title: t('Open'), arguments: [element] };
  return item;
}

function checkboxState({ tooltip, accessibleLabel }: CriterionCheckbox, isChecked: boolean): NonNullable<vscode.TreeItem['checkboxState']> {
  const { Checked, Unchecked } = vscode.TreeItemCheckboxState;
  return { state: isChecked ? Checked : Unchecked, tooltip, accessibilityInformation: { label: accessibleLabel } };
}

/** Fills in what is only seen on hover. */
export async function resolveTooltip(item: vscode.TreeItem, { backlog, node }: TreeElement): Promise<vscode.TreeItem> {
  if (node?.kind === 'task') item.tooltip = await tooltipOf(node.view, backlog);
  if (node?.kind === 'agent') item.tooltip = plainTooltip(agentDetails(node.agent, new Date()));
  return item;
}

/** A task's tooltip, with what its documents cost. */
export async function tooltipOf(view: TaskView, backlog: Backlog): Promise<vscode.MarkdownString> {
  // A folder that has just vanished leaves the rest of the tooltip as it is.
  const documents = await backlog.context.check(view.task).catch(() => undefined);
  return taskTooltip(taskDetails(view, backlog.snapshot, backlog.settings, new Date()), documents);
}

export function themeIcon({ id, color }: NodeIcon): vscode.ThemeIcon {
  return color === undefined ? new vscode.ThemeIcon(id) : new vscode.ThemeIcon(id, new vscode.ThemeColor(color));
}

const COLLAPSIBLE: Readonly<Record<TreeNode['collapsible'], vscode.TreeItemCollapsibleState>> = {
  none: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
};

function backlogItem({ folder, snapshot }: Backlog, isActive: boolean): vscode.TreeItem {
  const item = new vscode.TreeItem(folder.name, COLLAPSIBLE[isActive ? 'expanded' : 'collapsed']);
  const done = snapshot.tasks.filter((view) => view.status === 'completed').length;
  const words = [snapshot.manifest ? counted(snapshot.tasks.length, '{1} of {0} task done', '{1} of {0} tasks done', done) : t('manifest can’t be read')];
  if (snapshot.problems.length > 0) words.push(counted(snapshot.problems.length, '{0} problem', '{0} problems'));
  if (isActive) words.push(t('active'));
  item.id = folder.uri.toString();
  item.description = words.join(' · ');
  // Folders of one name are told apart by where they lie.
  item.tooltip = folder.uri.fsPath;
  item.iconPath = new vscode.ThemeIcon('root-folder');
  item.contextValue = isActive ? 'backlog active' : 'backlog';
  item.accessibilityInformation = { label: `${folder.name}, ${words.join(', ')}` };
  return item;
}
