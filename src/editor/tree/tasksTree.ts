import * as vscode from 'vscode';
import type { TreeNode } from '../../core/projections/treeNode';
import { treeOf, type Grouping } from '../../core/projections/tree';
import type { TreeFilter } from '../../core/projections/treeFilter';
import type { Backlog, Backlogs } from '../backlog';
import type { TreeElement } from './taskIdOf';
import { resolveTooltip, treeItemOf } from './treeItem';

/** How the person wants to see the tasks. */
export interface TreeChoices {
  readonly grouping: Grouping;
  readonly filter: TreeFilter;
}

/** A row stays the same object as long as it stands in its place: what the editor holds of it is never of an older snapshot. */
interface Row extends TreeElement {
  node: TreeNode | undefined;
  readonly parent: Row | undefined;
  /** The rows below it, once they were asked for. */
  children?: readonly Row[];
  /** What the editor was given to draw, if it shows that; absent where it was never asked for. */
  shown?: vscode.TreeItem | 'something else';
}

/**
 * The data of the tree "Tasks": a projection of the backlogs, rows made as they are asked for. Only rows that look
 * different are drawn anew: while the editor draws a row anew it loses clicks on those below it, and their selection.
 */
export class TasksTree implements vscode.TreeDataProvider<TreeElement>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<TreeElement[] | undefined>();
  private roots: readonly Row[] | undefined;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly backlogs: Backlogs,
    private readonly choices: () => TreeChoices,
    private readonly ticked: (element: TreeElement) => boolean | undefined = () => undefined,
  ) {}

  /** Brings the rows up to date, and draws anew what is different. Selection and expansion stay, for rows keep their ids. */
  refresh(): void {
    const before = this.roots;
    if (!before) return;
    this.roots = this.makeRoots(before);
    const different = this.roots.flatMap((row) => this.renew(row));
    if (!areSame(before, this.roots)) this.changed.fire(undefined);
    else if (different.length > 0) this.changed.fire(different);
  }

  /** The editor shows something else in this row than it was given: the next refresh draws it in any case. */
  forgetLook(element: TreeElement): void {
    (element as Row).shown = 'something else';
  }

  getTreeItem(element: TreeElement): vscode.TreeItem {
    const item = this.itemOf(element);
    (element as Row).shown = item;
    return item;
  }

  resolveTreeItem(item: vscode.TreeItem, element: TreeElement): Promise<vscode.TreeItem> {
    // A tooltip tells more than the row, and the editor keeps it until the row is drawn anew.
    this.forgetLook(element);
    return resolveTooltip(item, element);
  }

  getParent(element: TreeElement): TreeElement | undefined {
    return element.parent;
  }

  getChildren(element?: TreeElement): TreeElement[] {
    return [...(element ? this.childrenOf(element) : (this.roots ??= this.makeRoots([])))];
  }

  /** The row of a task, if the filter shows it. */
  find(backlog: Backlog, taskId: string): TreeElement | undefined {
    const pending = this.getChildren().filter((element) => element.backlog === backlog);
    for (let element = pending.pop(); element; element = pending.pop()) {
      const { node } = element;
      if (node?.kind === 'task' && node.view.task.id === taskId) return element;
      if (!node || node.kind === 'group') pending.push(...this.getChildren(element));
    }
    return undefined;
  }

  dispose(): void {
    this.changed.dispose();
  }

  private itemOf(element: TreeElement): vscode.TreeItem {
    return treeItemOf(element, this.backlogs.active, this.ticked(element));
  }

  private childrenOf(row: Row): readonly Row[] {
    return (row.children ??= this.makeChildren(row, []));
  }

  /** The topmost rows from this one on that look different, or have other rows below them. */
  private renew(row: Row): readonly Row[] {
    const { children: before, shown } = row;
    if (!shown) {
      delete row.children;
      return [];
    }
    if (before) row.children = this.makeChildren(row, before);
    const isDifferent = shown === 'something else' || !looksLike(this.itemOf(row), shown) || (before && row.children && !areSame(before, row.children));
    const below = (row.children ?? []).flatMap((child) => this.renew(child));
    return isDifferent ? [row] : below;
  }

  /** One backlog's rows stand at the top; of several, each has a row of its own. */
  private makeRoots(before: readonly Row[]): readonly Row[] {
    const { all } = this.backlogs;
    const [only] = all;
    if (all.length > 1) return all.map((backlog) => before.find((row) => !row.node && row.backlog === backlog) ?? { backlog, node: undefined, parent: undefined });
    return only ? rowsOf(this.topOf(only), only, undefined, before) : [];
  }

  private makeChildren(row: Row, before: readonly Row[]): readonly Row[] {
    return rowsOf(row.node ? row.node.children() : this.topOf(row.backlog), row.backlog, row, before);
  }

  private topOf({ snapshot, settings, attention, agents }: Backlog): readonly TreeNode[] {
    return treeOf(snapshot, { ...this.choices(), settings, attention, agents });
  }
}

/** A row for each node: those that were there go on. */
function rowsOf(nodes: readonly TreeNode[], backlog: Backlog, parent: Row | undefined, before: readonly Row[]): readonly Row[] {
  const known = new Map(before.filter((row) => row.backlog === backlog && row.node).map((row) => [row.node?.id, row]));
  return nodes.map((node) => {
    const row = known.get(node.id);
    // An id that stands twice is no reason to show one row twice.
    known.delete(node.id);
    return row ? Object.assign(row, { node }) : { backlog, node, parent };
  });
}

function areSame(before: readonly Row[], after: readonly Row[]): boolean {
  return before.length === after.length && before.every((row, index) => row === after[index]);
}

/** All that a row shows, part by part. What a click on it does is told by its kind. */
const LOOKS: readonly ((item: vscode.TreeItem) => unknown)[] = [
  ({ label }) => label,
  ({ description }) => description,
  ({ collapsibleState }) => collapsibleState,
  ({ contextValue }) => contextValue,
  ({ accessibilityInformation }) => accessibilityInformation?.label,
  ({ tooltip }) => (typeof tooltip === 'object' ? tooltip.value : tooltip),
  ({ resourceUri }) => resourceUri?.toString(),
  ({ iconPath }) => (iconPath instanceof vscode.ThemeIcon ? iconPath.id : iconPath),
  ({ iconPath }) => (iconPath instanceof vscode.ThemeIcon ? iconPath.color?.id : undefined),
  ({ checkboxState }) => JSON.stringify(checkboxState),
];

function looksLike(one: vscode.TreeItem, other: vscode.TreeItem): boolean {
  return LOOKS.every((look) => look(one) === look(other));
}
