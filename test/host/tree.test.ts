import assert from 'node:assert/strict';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import * as vscode from 'vscode';
import type { TaskDocuments } from '../../src/core/documents';
import { OrchestratorError } from '../../src/core/orchestratorError';
import type { Grouping } from '../../src/core/projections/tree';
import { EMPTY_FILTER, type TreeFilter } from '../../src/core/projections/treeFilter';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import type { Snapshot } from '../../src/core/snapshot';
import type { Backlog, Backlogs } from '../../src/editor/backlog';
import { COMMANDS, type CommandId } from '../../src/editor/ids';
import { folderOf, taskIdOf, type TreeElement } from '../../src/editor/tree/taskIdOf';
import { TasksTree } from '../../src/editor/tree/tasksTree';
import { treeCommands } from '../../src/editor/tree/treeCommands';
import { manifest, snapshotOf, task } from '../support/builders';

const TASKS = [
  task({ task_id: 'SCHEMA--T01', title: 'Lay the schema', risk: 'High' }),
  task({
    task_id: 'HASH--T01',
    title: '<img src=x onerror=alert(1)> [x](command:workbench.action.quit) $(zap)',
    depends_on_tasks: ['SCHEMA--T01'],
    related_specs: ['docs/spec.md#second-part'],
    related_guides: ['docs/gone.md'],
  }),
];

/** A backlog that holds a snapshot, with a folder on disk; ports that no test uses are absent. */
function backlogOf(folder: string, snapshot: Snapshot, documents?: TaskDocuments): Backlog {
  const given: Partial<Backlog> = {
    folder: { uri: vscode.Uri.file(folder), name: path.basename(folder), index: 0 },
    snapshot,
    settings: DEFAULT_SETTINGS,
    context: { check: ({ id }) => Promise.resolve(documents ?? { taskId: id, context: [], tests: [] }) },
  };
  return given as Backlog;
}

const AC_IDS = ['SCHEMA-AC01', 'SCHEMA-AC02'];

class World implements Backlogs {
  readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  readonly isLoaded = true;
  readonly revealed: string[] = [];
  grouping: Grouping = 'phase';
  filter: TreeFilter = EMPTY_FILTER;
  readonly tree = this.fresh();

  constructor(public all: readonly Backlog[]) {}

  get active(): Backlog | undefined {
    return this.all[0];
  }

  /** A tree that has shown nothing yet. */
  fresh(): TasksTree {
    return new TasksTree(this, () => ({ grouping: this.grouping, filter: this.filter }));
  }

  async run(id: CommandId, argument?: unknown): Promise<void> {
    const commands = treeCommands({
      backlogs: this,
      tree: {
        choices: { grouping: this.grouping, filter: this.filter },
        choose: (change) => Promise.resolve(void Object.assign(this, change)),
        reveal: (_, taskId) => Promise.resolve(void this.revealed.push(taskId)),
        toggleSelected: () => Promise.resolve(),
      },
    });
    await commands.find((command) => command.id === id)?.run(argument);
  }

  row(taskId: string): TreeElement {
    const found = this.active && this.tree.find(this.active, taskId);
    assert.ok(found, `${taskId} has no row`);
    return found;
  }
}

/** What the editor shows of a tree: it asks only for the rows below those that are open, and anew only for what it is told of. */
class Shown {
  private readonly items = new Map<TreeElement, vscode.TreeItem>();
  private readonly below = new Map<TreeElement | undefined, readonly TreeElement[]>();

  constructor(
    private readonly tree: TasksTree,
    readonly open = new Set<string>(),
  ) {
    tree.onDidChangeTreeData((rows) => {
      if (!rows) this.forget(undefined);
      for (const row of rows ?? []) if (this.items.has(row)) this.forget(row);
    });
  }

  lines(element?: TreeElement, indent = ''): readonly string[] {
    return this.childrenOf(element).flatMap((row) => {
      const item = this.itemOf(row);
      const { command: _, resourceUri, ...look } = item;
      // Not the Uri: it keeps its text once it was asked for it, and tells so in its JSON.
      const line = `${indent}${JSON.stringify({ ...look, resource: resourceUri?.toString() })}`;
      return this.open.has(item.id ?? '') ? [line, ...this.lines(row, `${indent}  `)] : [line];
    });
  }

  /** Opens one of the rows, or closes it. */
  expand(at: number): void {
    const ids = this.lines().map((line) => (JSON.parse(line) as { id: string }).id);
    const id = ids[at % ids.length] ?? '';
    if (!this.open.delete(id)) this.open.add(id);
  }

  private childrenOf(element: TreeElement | undefined): readonly TreeElement[] {
    const known = this.below.get(element) ?? this.tree.getChildren(element);
    this.below.set(element, known);
    return known;
  }

  private itemOf(row: TreeElement): vscode.TreeItem {
    const known = this.items.get(row) ?? this.tree.getTreeItem(row);
    this.items.set(row, known);
    return known;
  }

  private forget(element: TreeElement | undefined): void {
    for (const row of this.below.get(element) ?? []) this.forget(row);
    this.below.delete(element);
    if (element) this.items.delete(element);
  }
}

function everyRow(tree: TasksTree, element?: TreeElement): TreeElement[] {
  return tree.getChildren(element).flatMap((child) => [child, ...everyRow(tree, child)]);
}

describe('the task tree in the extension host', () => {
  let folder: string;
  let world: World;

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'tree-'));
    mkdirSync(path.join(folder, 'docs', 'backlog'), { recursive: true });
    writeFileSync(path.join(folder, DEFAULT_SETTINGS.manifestPath), JSON.stringify(manifest(TASKS), null, 2));
    writeFileSync(path.join(folder, 'docs', 'spec.md'), '# Spec\n\n## First part\n\n## Second part\n');
    const ref = { kind: 'spec', raw: 'docs/spec.md#second-part', path: 'docs/spec.md', section: 'second-part' } as const;
    const gone = { kind: 'guide', raw: 'docs/gone.md', path: 'docs/gone.md' } as const;
    const documents: TaskDocuments = {
      taskId: 'HASH--T01',
      context: [
        { kind: 'found', ref, path: 'docs/spec.md' },
        { kind: 'missing', ref: gone, reason: 'there is no such file' },
      ],
      tests: [],
    };
    world = new World([backlogOf(folder, snapshotOf(TASKS, { 'SCHEMA--T01': { status: 'in-progress' } }), documents)]);
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives every row an id of its own, a parent, an icon and words for a screen reader', () => {
    const rows = everyRow(world.tree);
    const items = rows.map((row) => world.tree.getTreeItem(row));
    assert.equal(new Set(items.map((item) => item.id)).size, rows.length);
    for (const [index, row] of rows.entries()) {
      const isTicked = row.node?.kind === 'criterion' && row.node.view.status === 'in-progress';
      assert.equal(items[index]?.checkboxState !== undefined, isTicked);
      assert.ok(isTicked || items[index]?.iconPath instanceof vscode.ThemeIcon);
      assert.ok(items[index]?.accessibilityInformation?.label);
      const siblings = world.tree.getChildren(world.tree.getParent(row));
      assert.ok(siblings.includes(row));
    }
  });

  it('keeps hostile text as text in tooltips, which trust nothing', async () => {
    const row = world.row('HASH--T01');
    const item = await world.tree.resolveTreeItem(world.tree.getTreeItem(row), row);
    assert.ok(item.tooltip instanceof vscode.MarkdownString);
    const { value, isTrusted, supportHtml, supportThemeIcons } = item.tooltip;
    assert.ok(!isTrusted && !supportHtml && !supportThemeIcons);
    assert.doesNotMatch(value, /(?<!\\)\[x(?<!\\)\]/);
    assert.match(value, /SCHEMA/);
  });

  it('tells on hover what the documents of a task cost, file by file, and none of it as Markdown', async () => {
    const ref = { kind: 'spec', raw: 'docs/a.md' } as const;
    const context = [
      { kind: 'found', ref, path: 'docs/a.md', tokens: 1200 },
      { kind: 'found', ref, path: 'docs/[x](command:y).md', tokens: 25_300 },
      { kind: 'missing', ref, reason: 'is not there' },
    ] as const;
    world.all = [backlogOf(folder, snapshotOf(TASKS), { taskId: 'HASH--T01', context, tests: [] })];
    world.tree.refresh();
    const row = world.row('HASH--T01');
    const { tooltip } = await world.tree.resolveTreeItem(world.tree.getTreeItem(row), row);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    const plain = tooltip.value.replaceAll('\\', '').replaceAll('&nbsp;', ' ');
    assert.match(plain, /about 27,000 tokens in 2 documents/);
    assert.match(plain, /docs\/a\.md: about 1,200 tokens/);
    assert.doesNotMatch(tooltip.value, /(?<!\\)\[x(?<!\\)\]/);
  });

  it('shows several backlogs under a row each, with ids that do not clash', () => {
    const [one] = world.all;
    assert.ok(one);
    world.all = [one, backlogOf(path.join(folder, 'other'), snapshotOf(TASKS))];
    world.tree.refresh();
    assert.equal(world.tree.getChildren().length, 2);
    const ids = everyRow(world.tree).map((row) => world.tree.getTreeItem(row).id);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('tells the view once when it is refreshed, and then shows the new state', () => {
    let told = 0;
    world.tree.onDidChangeTreeData(() => told++);
    const before = world.tree.getTreeItem(world.row('SCHEMA--T01'));
    world.all = [backlogOf(folder, snapshotOf(TASKS, { 'SCHEMA--T01': { status: 'completed' } }))];
    world.tree.refresh();
    const after = world.tree.getTreeItem(world.row('SCHEMA--T01'));
    assert.equal(told, 1);
    assert.equal(after.id, before.id);
    assert.match(String(after.contextValue), /\bcompleted\b/);
  });

  describe('draws anew only what looks different', () => {
    const state = (criteria: number, more: Record<string, object> = {}) => ({ 'SCHEMA--T01': { status: 'in-progress', acs_completed: AC_IDS.slice(0, criteria) }, ...more });
    let backlog: Backlog;
    let told: (readonly string[] | 'all')[];

    /** What is told of a change of the state while all rows are on the page. */
    function toldOf(tasks: Record<string, object>, manifestTasks = TASKS): (readonly string[] | 'all')[] {
      Object.assign(backlog, { snapshot: snapshotOf(manifestTasks, tasks) });
      world.tree.refresh();
      return told.splice(0);
    }

    beforeEach(() => {
      backlog = backlogOf(folder, snapshotOf(TASKS, state(0)));
      world.all = [backlog];
      world.tree.refresh();
      told = [];
      world.tree.onDidChangeTreeData((rows) => told.push(rows?.map(({ node }) => node?.id ?? '') ?? 'all'));
      for (const row of everyRow(world.tree)) world.tree.getTreeItem(row);
    });

    it('nothing where nothing changed', () => {
      assert.deepEqual(toldOf(state(0)), []);
    });

    it('one task, of which a criterion was done; the rows are the same ones, and tell what is', () => {
      const row = world.row('SCHEMA--T01');
      assert.deepEqual(toldOf(state(1)), [['task:SCHEMA--T01']]);
      assert.equal(world.row('SCHEMA--T01'), row);
      assert.match(String(world.tree.getTreeItem(row).description), /^1\//);
    });

    it('the groups above a task that is done, and what waited on it', () => {
      const [rows] = toldOf({ 'SCHEMA--T01': { status: 'completed', acs_completed: AC_IDS } });
      const [group] = world.tree.getChildren();
      assert.deepEqual(rows, [group?.node?.id]);
      assert.match(String(world.tree.getTreeItem(world.row('HASH--T01')).contextValue), /\beligible\b/);
    });

    it('a group that has a task more, and both that a task went between', () => {
      const other = task({ task_id: 'LATER--T01', phase: 'Phase 2', slice: 'Slice 2.1' });
      assert.deepEqual(toldOf(state(0), [...TASKS, other]), ['all']);
      world.grouping = 'status';
      world.tree.refresh();
      told.length = 0;
      for (const row of everyRow(world.tree)) world.tree.getTreeItem(row);
      const [rows] = toldOf(state(0, { 'LATER--T01': { status: 'completed', acs_completed: AC_IDS } }), [...TASKS, other]);
      assert.equal(rows, 'all');
      assert.deepEqual(toldOf(state(2, { 'LATER--T01': { status: 'pending' } }), [...TASKS, other]), ['all']);
      assert.match(String(world.tree.getTreeItem(world.row('SCHEMA--T01')).description), /^2\//, 'rows below those that went on are new as well');
    });

    it('rows that the editor shows otherwise than they are: ticked by hand, or told on hover', async () => {
      const [criterion] = world.tree.getChildren(world.row('SCHEMA--T01'));
      assert.ok(criterion);
      world.tree.forgetLook(criterion);
      assert.deepEqual(toldOf(state(0)), [[criterion.node?.id]]);
      world.tree.getTreeItem(criterion);
      assert.deepEqual(toldOf(state(0)), []);
      const hovered = world.row('HASH--T01');
      await world.tree.resolveTreeItem(world.tree.getTreeItem(hovered), hovered);
      assert.deepEqual(toldOf(state(0)), [['task:HASH--T01']]);
    });

    it('and yet shows all as it is, after any course of changes', () => {
      const ids = [...TASKS.map(({ task_id }) => task_id), 'LATER--T01', 'LAST--T01'];
      const later = [task({ task_id: 'LATER--T01', phase: 'Phase 2', slice: 'Slice 2.1' }), task({ task_id: 'LAST--T01', risk: 'Low', depends_on_tasks: ['LATER--T01'] })];
      const step = fc.record({
        tasks: fc.constantFrom(TASKS, [...TASKS, ...later], [...later, ...TASKS]),
        entries: fc.dictionary(fc.constantFrom(...ids), fc.record({ status: fc.constantFrom('pending', 'in-progress', 'completed', 'blocked'), acs_completed: fc.subarray(AC_IDS) }), { noNullPrototype: true }),
        grouping: fc.constantFrom<Grouping>('phase', 'phase', 'status', 'risk'),
        text: fc.constantFrom('', '', '', 'later'),
        open: fc.array(fc.nat({ max: 20 }), { maxLength: 4 }),
      });
      fc.assert(
        fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), (steps) => {
          const one = new World([backlog]);
          const shown = new Shown(one.tree);
          for (const { tasks, entries, grouping, text, open } of steps) {
            Object.assign(backlog, { snapshot: snapshotOf(tasks, entries) });
            Object.assign(one, { grouping, filter: { ...EMPTY_FILTER, text } });
            one.tree.refresh();
            assert.deepEqual(shown.lines(), new Shown(one.fresh(), shown.open).lines());
            for (const at of open) shown.expand(at);
          }
          one.changed.dispose();
          one.tree.dispose();
        }),
        { numRuns: 1000 },
      );
    });

    it('no row that the editor never asked for', () => {
      world.grouping = 'risk';
      world.tree.refresh();
      told.length = 0;
      assert.ok(world.row('SCHEMA--T01'), 'was looked for');
      assert.deepEqual(toldOf(state(2)), []);
      assert.match(String(world.tree.getTreeItem(world.row('SCHEMA--T01')).description), /^2\//);
    });
  });

  it('opens a task in the manifest at its line', async () => {
    await world.run(COMMANDS.openTask, world.row('HASH--T01'));
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.getText(editor.selection), '"HASH--T01"');
  });

  it('opens a spec at the section it names, and says why a guide is missing', async () => {
    await world.run(COMMANDS.openSpec, 'HASH--T01');
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.lineAt(editor.selection.active.line).text, '## Second part');
    await assert.rejects(world.run(COMMANDS.openGuide, 'HASH--T01'), (error) => {
      assert.ok(error instanceof OrchestratorError);
      assert.match(error.message, /docs\/gone\.md can’t be opened: there is no such file/);
      return true;
    });
    await assert.rejects(world.run(COMMANDS.openAdr, 'HASH--T01'), /names no ADR/);
  });

  it('opens the place of a problem', async () => {
    world.all = [backlogOf(folder, snapshotOf([task({ task_id: 'A--T01', depends_on_tasks: ['GONE--T01'] })]))];
    world.tree.refresh();
    const problem = everyRow(world.tree).find((row) => row.node?.kind === 'problem');
    const { command } = world.tree.getTreeItem(problem ?? world.row('A--T01'));
    assert.equal(command?.command, COMMANDS.openProblem);
    await world.run(COMMANDS.openProblem, command.arguments?.[0]);
    assert.match(vscode.window.activeTextEditor?.document.fileName ?? '', /virtual-task-manifest\.json$/);
  });

  it('copies an id, reveals a task, and refuses one that is not there', async () => {
    await world.run(COMMANDS.copyTaskId, { taskId: 'HASH--T01' });
    assert.equal(await vscode.env.clipboard.readText(), 'HASH--T01');
    await world.run(COMMANDS.revealTask, 'HASH--T01');
    assert.deepEqual(world.revealed, ['HASH--T01']);
    await assert.rejects(world.run(COMMANDS.revealTask, 'NOWHERE--T01'), /NOWHERE--T01 is no task/);
  });

  it('understands what menus, links and other commands hand over', () => {
    const row = world.row('HASH--T01');
    const [criterion] = world.tree.getChildren(row);
    const [group] = world.tree.getChildren();
    assert.equal(taskIdOf(row), 'HASH--T01');
    assert.equal(taskIdOf(criterion), 'HASH--T01');
    assert.equal(taskIdOf(group), undefined);
    assert.equal(folderOf(group), vscode.Uri.file(folder).toString());
    for (const nothing of [undefined, null, '', 7, [], {}, { taskId: 7 }, vscode.Uri.file(folder)]) assert.equal(taskIdOf(nothing), undefined);
  });
});
