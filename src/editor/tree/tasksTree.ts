import * as vscode from 'vscode';
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

/** The data of the tree "Tasks": a projection of the backlogs, rows made as they are asked for. */
export class TasksTree implements vscode.TreeDataProvider<TreeElement>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private roots: readonly TreeElement[] | undefined;
  private children = new WeakMap<TreeElement, readonly TreeElement[]>();

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly backlogs: Backlogs,
    private readonly choices: () => TreeChoices,
    private readonly ticked: (element: TreeElement) => boolean | undefined = () => undefined,
  ) {}

  /** Draws everything anew. Selection and expansion stay, for rows keep their ids. */
  refresh(): void {
    this.roots = undefined;
    this.children = new WeakMap();
    this.changed.fire(undefined);
  }

  getTreeItem(element: TreeElement): vscode.TreeItem {
    return treeItemOf(element, this.backlogs.active, this.ticked(element));
  }

  resolveTreeItem(item: vscode.TreeItem, element: TreeElement): Promise<vscode.TreeItem> {
    return resolveTooltip(item, element);
  }

  getParent(element: TreeElement): TreeElement | undefined {
    return element.parent;
  }

  getChildren(element?: TreeElement): TreeElement[] {
    if (!element) return [...(this.roots ??= this.makeRoots())];
    const known = this.children.get(element);
    if (known) return [...known];
    const nodes = element.node ? element.node.children() : this.topOf(element.backlog);
    const made = nodes.map((node) => ({ backlog: element.backlog, node, parent: element }));
    this.children.set(element, made);
    return [...made];
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

  /** One backlog's rows stand at the top; of several, each has a row of its own. */
  private makeRoots(): readonly TreeElement[] {
    const { all } = this.backlogs;
    const [only] = all;
    if (all.length > 1) return all.map((backlog) => ({ backlog, node: undefined, parent: undefined }));
    return only ? this.topOf(only).map((node) => ({ backlog: only, node, parent: undefined })) : [];
  }

  private topOf({ snapshot, settings, attention, agents }: Backlog) {
    return treeOf(snapshot, { ...this.choices(), settings, attention, agents });
  }
}
