import * as vscode from 'vscode';
import { GROUPINGS } from '../../core/projections/tree';
import { EMPTY_FILTER, isFiltering, readFilter } from '../../core/projections/treeFilter';
import { backlogStateOf, treeMessage } from '../../core/projections/treeHealth';
import type { Log } from '../../core/ports';
import { underWay } from '../../core/select/eligibility';
import { counted, t } from '../../core/words';
import type { Backlog, Backlogs } from '../backlog';
import type { Command } from '../commands/command';
import { CONTEXT_KEYS, VIEWS } from '../ids';
import { CriterionTicks, type RecordCriteria } from './criterionTicks';
import { registerRiskBadges } from './riskBadges';
import { elementOf, taskIdOf, type TreeElement } from './taskIdOf';
import { TasksTree, type TreeChoices } from './tasksTree';
import { treeCommands } from './treeCommands';

const SELECTION_PAUSE_MS = 25;
const SELECTION_TRIES = 120;
const REMEMBERED = { grouping: 'tree.grouping', filter: 'tree.filter' } as const;

/** Lays the tree "Tasks": its view, its badge and messages, its context keys and its commands. */
export function registerTree(context: vscode.ExtensionContext, backlogs: Backlogs, log: Log, record: RecordCriteria): TasksTreePart {
  return new TasksTreePart(context.workspaceState, backlogs, log, record);
}

/** The tree of the window, and the choices a person made for it. */
class TasksTreePart implements vscode.Disposable {
  readonly view: vscode.TreeView<TreeElement>;
  readonly commands: readonly Command[];
  private readonly tree: TasksTree;
  private readonly ticks: CriterionTicks;
  private readonly disposables: readonly vscode.Disposable[];
  private readonly contextKeys = new Map<string, unknown>();
  private current: TreeChoices;
  private drawn: readonly unknown[] = [];

  constructor(
    private readonly memento: vscode.Memento,
    private readonly backlogs: Backlogs,
    private readonly log: Log,
    record: RecordCriteria,
  ) {
    const grouping = memento.get<unknown>(REMEMBERED.grouping);
    this.current = {
      grouping: GROUPINGS.find((known) => known === grouping) ?? 'phase',
      filter: readFilter(memento.get<unknown>(REMEMBERED.filter)),
    };
    this.ticks = new CriterionTicks(record, () => this.tree.refresh(), log);
    this.tree = new TasksTree(backlogs, () => this.current, (element) => this.ticks.wanted(element));
    this.view = vscode.window.createTreeView(VIEWS.tasks, { treeDataProvider: this.tree, showCollapseAll: true, manageCheckboxStateManually: true });
    this.commands = treeCommands({ backlogs, tree: this });
    this.disposables = [
      this.view,
      this.tree,
      registerRiskBadges(),
      backlogs.onDidChange(() => this.draw()),
      this.view.onDidChangeCheckboxState(({ items }) => {
        for (const [element] of items) this.tree.forgetLook(element);
        void this.ticks.take(items.map(([element, state]) => [element, state === vscode.TreeItemCheckboxState.Checked]));
      }),
      // Checkboxes are for trusted workspaces.
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.tree.refresh()),
    ];
    this.draw();
  }

  /** Grouping and filter as they are now. */
  get choices(): TreeChoices {
    return this.current;
  }

  /** Changes grouping or filter, and remembers it for this workspace. The selected task stays in sight. */
  async choose(change: Partial<TreeChoices>): Promise<void> {
    const before = this.current;
    this.current = { ...before, ...change };
    const { grouping, filter } = this.current;
    if (grouping === before.grouping && JSON.stringify(filter) === JSON.stringify(before.filter)) return;
    const selected = elementOf(this.view.selection[0]);
    this.draw();
    await this.memento.update(REMEMBERED.grouping, grouping);
    await this.memento.update(REMEMBERED.filter, isFiltering(filter) ? filter : undefined);
    const taskId = taskIdOf(selected);
    const row = selected && taskId !== undefined && this.view.visible ? this.tree.find(selected.backlog, taskId) : undefined;
    if (row) await this.view.reveal(row, { select: true, focus: false });
  }

  /** Shows a task's row, selected and focused. A filter that hides it is cleared. */
  async reveal(backlog: Backlog, taskId: string): Promise<void> {
    if (!backlog.snapshot.byId.has(taskId)) return;
    if (!this.tree.find(backlog, taskId)) await this.choose({ filter: EMPTY_FILTER });
    const row = this.tree.find(backlog, taskId);
    if (row) await this.view.reveal(row, { select: true, focus: true, expand: true });
  }

  /** Ticks or unticks the criterion that is selected, if one is. */
  async toggleSelected(): Promise<void> {
    const element = await this.selectedRow();
    const isDone = element && vscode.workspace.isTrusted ? this.ticks.shown(element) : undefined;
    if (!element || isDone === undefined) return;
    const recorded = this.ticks.take([[element, !isDone]]);
    this.tree.refresh();
    await recorded;
  }

  /** VS Code knows of no selection while it draws the rows anew, so a key that comes then waits for them. */
  private async selectedRow(): Promise<TreeElement | undefined> {
    for (let tries = 0; this.view.selection.length === 0 && tries < SELECTION_TRIES; tries++) {
      await new Promise((resolve) => setTimeout(resolve, SELECTION_PAUSE_MS));
    }
    return elementOf(this.view.selection[0]);
  }

  /** The rows as they are drawn, for tests of what a person sees. */
  get data(): vscode.TreeDataProvider<TreeElement> {
    return this.tree;
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }

  /** Brings view, badge, message and context keys up to date; does nothing when nothing that shows has changed. */
  private draw(): void {
    const { all, active, isLoaded } = this.backlogs;
    const drawn = [this.current, active, isLoaded, ...all.flatMap(({ snapshot, settings, attention, agents }) => [snapshot, settings.ranking, attention, agents])];
    if (drawn.length === this.drawn.length && drawn.every((part, index) => part === this.drawn[index])) return;
    this.drawn = drawn;
    this.tree.refresh();
    const { grouping, filter } = this.current;
    const description = GROUPED_BY[grouping]();
    const message = messageOf(all, this.current) ?? '';
    const badge = badgeOf(all);
    if ((this.view.description ?? '') !== description) this.view.description = description;
    if ((this.view.message ?? '') !== message) this.view.message = message;
    if (this.view.badge?.value !== badge?.value) this.view.badge = badge;
    this.setContext(CONTEXT_KEYS.backlogState, backlogStateOf(active?.snapshot, isLoaded));
    this.setContext(CONTEXT_KEYS.hasFilter, isFiltering(filter));
    this.setContext(CONTEXT_KEYS.hasSeveralBacklogs, all.length > 1);
  }

  private setContext(key: string, value: unknown): void {
    if (this.contextKeys.get(key) === value) return;
    this.contextKeys.set(key, value);
    vscode.commands.executeCommand('setContext', key, value).then(undefined, (error: unknown) => {
      this.log.error(`the context key ${key} could not be set`, error);
    });
  }
}

function messageOf(all: readonly Backlog[], { filter }: TreeChoices): string | undefined {
  const lines = all.flatMap(({ folder, snapshot, settings }) => {
    const message = treeMessage(snapshot, filter, settings);
    if (message === undefined) return [];
    return all.length > 1 ? message.split('\n').map((line) => `${folder.name}: ${line}`) : [message];
  });
  return lines.length > 0 ? lines.join('\n') : undefined;
}

function badgeOf(all: readonly Backlog[]): vscode.ViewBadge | undefined {
  const running = all.flatMap(({ snapshot }) => underWay(snapshot.tasks));
  return running.length > 0 ? { value: running.length, tooltip: counted(running.length, '{0} task in progress', '{0} tasks in progress') } : undefined;
}

/** What the view says beside its name; the usual grouping goes without saying. */
const GROUPED_BY: Readonly<Record<TreeChoices['grouping'], () => string>> = {
  phase: () => '',
  status: () => t('by status'),
  risk: () => t('by risk'),
  capability: () => t('by capability'),
};
