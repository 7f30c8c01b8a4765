import * as vscode from 'vscode';
import { EMPTY_FILTER } from '../../../src/core/projections/treeFilter';
import { registerStatusBar } from '../../../src/editor/status/statusBar';
import { TasksTree } from '../../../src/editor/tree/tasksTree';
import type { OrchestratorApi } from '../../../src/extension';
import type { StandIns } from './standIns';

/** The tree and the status bar over the backlogs of the product: what a person sees, as a test can read it. */
export class Shown implements vscode.Disposable {
  readonly tree: TasksTree;
  private item: vscode.StatusBarItem | undefined;
  private readonly disposables: vscode.Disposable[];

  constructor(api: OrchestratorApi, standIns: StandIns) {
    this.tree = new TasksTree(api.backlogs, () => ({ grouping: 'phase', filter: EMPTY_FILTER }));
    const make: (...args: never[]) => vscode.StatusBarItem = vscode.window.createStatusBarItem.bind(vscode.window);
    standIns.inPlaceOf(vscode.window, 'createStatusBarItem', (...args: never[]) => (this.item = make(...args)));
    this.disposables = [this.tree, registerStatusBar(api.backlogs), api.backlogs.onDidChange(() => this.tree.refresh())];
  }

  get statusBar(): string {
    return this.item?.text ?? '';
  }

  /** What a screen reader says of the item. */
  get statusLabel(): string {
    return this.item?.accessibilityInformation?.label ?? '';
  }

  /** The rows at the top. */
  labels(): string[] {
    return this.tree.getChildren().map((row) => labelOf(this.tree.getTreeItem(row)));
  }

  /** The row of a task as a line: its label, and what stands behind it. */
  rowOf(api: OrchestratorApi, taskId: string): string | undefined {
    for (const backlog of api.backlogs.all) {
      const row = this.tree.find(backlog, taskId);
      const item = row && this.tree.getTreeItem(row);
      if (item) return `${labelOf(item)} ${String(item.description)} ${item.accessibilityInformation?.label ?? ''}`;
    }
    return undefined;
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }
}

function labelOf({ label }: vscode.TreeItem): string {
  return typeof label === 'string' ? label : (label?.label ?? '');
}
