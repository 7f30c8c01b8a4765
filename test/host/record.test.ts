import assert from 'node:assert/strict';
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { OrchestratorError } from '../../src/core/orchestratorError';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { buildResumePrompt } from '../../src/editor/agents/buildPrompt';
import { FolderBacklog } from '../../src/editor/folderBacklog';
import { COMMANDS, type CommandId } from '../../src/editor/ids';
import { recordCommands, recordTicks } from '../../src/editor/record/recordCommands';
import { AllowedCodes } from '../../src/editor/start/allowedCodes';
import { checkOutTask } from '../../src/editor/start/checkOutTask';
import { CriterionTicks } from '../../src/editor/tree/criterionTicks';
import type { TreeElement } from '../../src/editor/tree/taskIdOf';
import { TasksTree } from '../../src/editor/tree/tasksTree';
import { EMPTY_FILTER } from '../../src/core/projections/treeFilter';
import { manifest, task } from '../support/builders';
import { until } from '../support/until';
import { makeRepository, temporaryFolder, removeTemporary, type Repository } from '../support/repository';
import { StandIns } from './support/standIns';

const { manifestPath, statePath } = DEFAULT_SETTINGS;
const NOTHING_ALLOWED = new AllowedCodes({ keys: () => [], get: () => undefined, update: () => Promise.resolve() }, '');
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const TASKS = [
  task({ task_id: 'A--T01', acceptance_criteria: ['AC01', 'AC02', 'AC03', 'AC04'].map((id) => ({ id: `A-${id}`, text: `Thing ${id}` })) }),
  task({ task_id: 'B--T01', depends_on_tasks: ['A--T01'] }),
];
const STATE = `{
  "manifest_hash": "abc",
  "tasks": {
    "A--T01": { "status": "in-progress", "started_at": "2026-01-01T00:00:00Z", "acs_completed": ["A-AC01"], "acs_remaining": ["A-AC02", "A-AC03", "A-AC04"], "own": 1.0 }
  }
}
`;

describe('recording by a person', () => {
  let repository: Repository;
  let data: string;
  let backlog: FolderBacklog;
  const standIns = new StandIns();
  const before = process.env['ORCHESTRATOR_DATA'];

  beforeEach(async () => {
    data = temporaryFolder('data');
    process.env['ORCHESTRATOR_DATA'] = data;
    repository = makeRepository({ files: { [manifestPath]: JSON.stringify(manifest(TASKS), null, 2), [statePath]: STATE } });
    backlog = await open(repository.root);
    await backlog.readGit();
  });

  afterEach(async () => {
    standIns.over();
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    backlog.dispose();
    repository.dispose();
    removeTemporary(data);
    if (before === undefined) Reflect.deleteProperty(process.env, 'ORCHESTRATOR_DATA');
    else process.env['ORCHESTRATOR_DATA'] = before;
  });

  async function open(root: string): Promise<FolderBacklog> {
    const made = new FolderBacklog({ uri: vscode.Uri.file(root), name: path.basename(root), index: 0 }, SILENT, NOTHING_ALLOWED);
    await made.load();
    return made;
  }

  const services = () => ({ backlogs: { all: [backlog], active: backlog, empty: [] as FolderBacklog[] } });
  /** What the person answers; a call that nobody expects fails the test by what it leaves undone. */
  const stub = (name: Parameters<StandIns['answering']>[0], answer: (...args: readonly unknown[]) => unknown) => standIns.answering(name, answer);
  const run = (id: CommandId, argument?: unknown) => Promise.resolve(recordCommands(services()).find((command) => command.id === id)?.run(argument));
  const state = () => readFileSync(path.join(repository.root, statePath), 'utf8');
  const entry = (id = 'A--T01') => (JSON.parse(state()) as { tasks: Record<string, Record<string, unknown>> }).tasks[id];

  /** The box is the real one; the person types and presses Enter. */
  function typing(...texts: readonly string[]): { readonly messages: string[] } {
    const messages: string[] = [];
    const make = vscode.window.createInputBox.bind(vscode.window);
    stub('createInputBox', () => {
      const box = make();
      const show = box.show.bind(box);
      const accepted = new vscode.EventEmitter<void>();
      const changed = new vscode.EventEmitter<string>();
      const typed = new Proxy(box, {
        get: (target, key) => {
          if (key === 'onDidAccept') return accepted.event;
          if (key === 'onDidChangeValue') return changed.event;
          if (key !== 'show') return Reflect.get(target, key) as unknown;
          return () => {
            show();
            for (const text of texts) {
              target.value = text;
              changed.fire(text);
              accepted.fire();
              const { validationMessage } = target;
              messages.push(typeof validationMessage === 'string' ? validationMessage : '');
            }
          };
        },
        set: (target, key, value) => Reflect.set(target, key, value),
      });
      return typed;
    });
    return { messages };
  }

  function criteriaRows(): { tree: TasksTree; rows: readonly TreeElement[]; ticks: CriterionTicks } {
    const ticks = new CriterionTicks(recordTicks(services()), () => tree.refresh(), SILENT);
    const backlogs = { ...services().backlogs, isLoaded: true, onDidChange: backlog.onDidChange };
    const tree = new TasksTree(backlogs, () => ({ grouping: 'phase', filter: EMPTY_FILTER }), (element) => ticks.wanted(element));
    backlog.onDidChange(() => tree.refresh());
    const row = tree.find(backlog, 'A--T01');
    assert.ok(row);
    return { tree, rows: tree.getChildren(row), ticks };
  }

  const checked = (tree: TasksTree, row: TreeElement) => {
    const { checkboxState } = tree.getTreeItem(row);
    return typeof checkboxState === 'object' ? checkboxState.state === vscode.TreeItemCheckboxState.Checked : checkboxState;
  };

  it('links a branch that no name tells, and offers to take that back', async () => {
    repository.git('branch', 'spike');
    repository.git('branch', 'feat/B--T01');
    await backlog.readGit();
    const offered: (readonly vscode.QuickPickItem[])[] = [];
    stub('showQuickPick', (rows) => {
      offered.push(rows as readonly vscode.QuickPickItem[]);
      return offered.at(-1)?.[0];
    });
    const linked = () => backlog.snapshot.work?.branches.find(({ name }) => name === 'spike')?.taskId;
    await run(COMMANDS.linkBranch, { taskId: 'A--T01' });
    assert.equal(linked(), 'A--T01');
    await run(COMMANDS.linkBranch, { taskId: 'A--T01' });
    assert.deepEqual(offered.map((rows) => rows.map(({ label }) => label)), [['spike'], ['Unlink spike']], 'neither the base branch nor one that is a task by its name');
    assert.equal(linked(), undefined);
  });

  it('links a branch without asking where it is named, as the way back does', async () => {
    repository.git('branch', 'spike');
    await backlog.readGit();
    stub('showQuickPick', () => assert.fail('nothing is asked'));
    await run(COMMANDS.linkBranch, { branch: 'spike', taskId: 'B--T01' });
    assert.equal(backlog.snapshot.work?.branches.find(({ name }) => name === 'spike')?.taskId, 'B--T01');
    await run(COMMANDS.linkBranch, { branch: 'spike' });
    assert.equal(backlog.snapshot.work?.branches.find(({ name }) => name === 'spike')?.taskId, undefined);
  });

  it('links nothing where no branch is left to link', async () => {
    const told: string[] = [];
    stub('showQuickPick', () => assert.fail('nothing is asked'));
    stub('showInformationMessage', (text) => void told.push(String(text)));
    await run(COMMANDS.linkBranch, { taskId: 'A--T01' });
    assert.match(told[0] ?? '', /no branch that could be linked/);
  });

  it('ticks many criteria in a row, loses none, and shows each at once', async () => {
    const { tree, rows, ticks } = criteriaRows();
    assert.deepEqual(rows.map((row) => checked(tree, row)), [true, false, false, false]);
    const [first, second, third, fourth] = rows;
    assert.ok(first && second && third && fourth);
    const all = Promise.all([ticks.take([[second, true]]), ticks.take([[third, true]]), ticks.take([[fourth, true], [first, false]]), ticks.take([[third, false]])]);
    assert.deepEqual(rows.map((row) => checked(tree, row)), [false, true, false, true], 'before anything is written');
    await all;
    assert.deepEqual(entry()?.['acs_completed'], ['A-AC02', 'A-AC04']);
    assert.deepEqual(entry()?.['acs_remaining'], ['A-AC01', 'A-AC03']);
    assert.match(state(), /"own": 1\.0/);
    const after = criteriaRows();
    assert.deepEqual(after.rows.map((row) => checked(after.tree, row)), [false, true, false, true]);
  });

  it('shows why a tick is refused once, and takes it back', async () => {
    const errors: string[] = [];
    stub('showErrorMessage', (text) => Promise.resolve(void errors.push(String(text))));
    const { tree, rows, ticks } = criteriaRows();
    writeFileSync(path.join(repository.root, statePath), STATE.replace('in-progress', 'blocked'));
    await ticks.take(rows.slice(1).map((row) => [row, true]));
    assert.equal(errors.length, 1);
    assert.match(errors[0] ?? '', /A--T01 is blocked, not in progress, so nothing was recorded\. Unblock it first/);
    assert.deepEqual(entry()?.['acs_completed'], ['A-AC01']);
    await until('the criteria to have no checkbox', () => {
      const row = tree.find(backlog, 'A--T01');
      const items = row ? tree.getChildren(row).map((child) => tree.getTreeItem(child)) : [];
      return items.length === 4 && items.every(({ checkboxState, iconPath }) => checkboxState === undefined && iconPath instanceof vscode.ThemeIcon);
    });
  });

  it('records what is chosen from a list, or the criterion of a row, and takes the last back to the byte', async () => {
    stub('showQuickPick', (rows) => Promise.resolve((rows as { label: string }[]).filter(({ label }) => /AC02|AC04/.test(label))));
    await run(COMMANDS.recordDone, 'A--T01');
    assert.deepEqual(entry()?.['acs_completed'], ['A-AC01', 'A-AC02', 'A-AC04']);
    const one = state();
    const [first] = criteriaRows().rows;
    await run(COMMANDS.recordOpen, first);
    assert.deepEqual(entry()?.['acs_completed'], ['A-AC02', 'A-AC04']);
    const asked: string[] = [];
    stub('showWarningMessage', (text, options, yes) => {
      asked.push(`${String(text)} ${String((options as vscode.MessageOptions).detail)}`);
      return Promise.resolve(yes);
    });
    await run(COMMANDS.undoLastChange);
    assert.equal(state(), one);
    await run(COMMANDS.undoLastChange);
    assert.equal(state(), STATE);
    assert.match(asked[0] ?? '', /Undo the last change\? Record Criteria as Open Again: A--T01 A-AC01\nRecorded by Visual Studio Code, just now\./);
    await assert.rejects(run(COMMANDS.undoLastChange), /There is no recorded change to undo/);
  });

  it('undoes nothing but what was shown, though something is recorded while the person reads', async () => {
    await recordTicks(services())(backlog, 'A--T01', ['A-AC02'], true);
    stub('showWarningMessage', async (_text, _options, yes) => {
      await recordTicks(services())(backlog, 'A--T01', ['A-AC03'], true);
      return yes;
    });
    await assert.rejects(run(COMMANDS.undoLastChange), /Another change was recorded meanwhile, so nothing was undone/);
    assert.deepEqual(entry()?.['acs_completed'], ['A-AC01', 'A-AC02', 'A-AC03']);
  });

  it('leads from the start of a task to the undoing of a start', async () => {
    const started = await backlog.store.update(() => ({ ok: true, value: { taskId: 'B--T01', set: { status: 'in-progress' }, lastUpdated: '2026-01-01T00:00:00Z' } }), 'start B--T01');
    assert.ok(started.ok);
    const commands = vscode.commands as unknown as Record<string, unknown>;
    const executed: unknown[] = [];
    standIns.inPlaceOf(commands, 'executeCommand', (...args: unknown[]) => Promise.resolve(void executed.push(args)));
    await run(COMMANDS.undoLastChange);
    assert.deepEqual(executed, [[COMMANDS.undoStart, { taskId: 'B--T01', folder: backlog.folder.uri.toString() }]]);
  });

  it('blocks with a reason that says something, unblocks, notes, completes and reopens', async () => {
    const { messages } = typing('  ', 'x'.repeat(2001), ' The bank is down ');
    await run(COMMANDS.blockTask, 'A--T01');
    assert.deepEqual(messages.map(Boolean), [true, true, false]);
    assert.equal(entry()?.['blocked_reason'], 'The bank is down');
    assert.equal(backlog.snapshot.byId.get('A--T01')?.status, 'blocked', 'the views know it before the command ends');
    await run(COMMANDS.unblockTask, 'A--T01');
    assert.equal(entry()?.['blocked_reason'], undefined);
    typing('Look at the fixtures');
    await run(COMMANDS.addNote, 'A--T01');
    assert.match(String(entry()?.['notes']), /Z: Look at the fixtures$/);
    await assert.rejects(run(COMMANDS.completeTask, 'A--T01'), (error) => error instanceof OrchestratorError && /A-AC02/.test(error.message + error.remedy));
    await recordTicks(services())(backlog, 'A--T01', ['A-AC02', 'A-AC03', 'A-AC04'], true);
    await run(COMMANDS.completeTask, 'A--T01');
    assert.equal(entry()?.['status'], 'completed');
    await run(COMMANDS.reopenTask, 'A--T01');
    assert.equal(entry()?.['status'], 'in-progress');
  });

  it('abandons only after a yes, and says what goes on waiting', async () => {
    let detail = '';
    stub('showWarningMessage', (_, options) => {
      detail = String((options as vscode.MessageOptions).detail);
      return Promise.resolve(undefined);
    });
    await run(COMMANDS.abandonTask, 'A--T01');
    assert.equal(state(), STATE);
    assert.match(detail, /status: in-progress -> abandoned/);
    assert.match(detail, /1 task depends on it and goes on waiting/);
    stub('showWarningMessage', (_, __, yes) => Promise.resolve(yes));
    await run(COMMANDS.abandonTask, 'A--T01');
    assert.equal(entry()?.['status'], 'abandoned');
  });

  it('saves a state file that is open with changes first, or does nothing', async () => {
    const document = await vscode.workspace.openTextDocument(path.join(repository.root, statePath));
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.replace(document.lineAt(1).range, '  "manifest_hash": "mine",'));
    stub('showWarningMessage', () => Promise.resolve(undefined));
    await recordTicks(services())(backlog, 'A--T01', ['A-AC02'], true);
    assert.equal(state(), STATE);
    assert.ok(document.isDirty);
    stub('showWarningMessage', (_, __, yes) => Promise.resolve(yes));
    await recordTicks(services())(backlog, 'A--T01', ['A-AC02'], true);
    assert.match(state(), /"manifest_hash": "mine"/);
    assert.deepEqual(entry()?.['acs_completed'], ['A-AC01', 'A-AC02']);
  });

  it('finds the changes that are not saved by whatever path the file is open', async () => {
    const link = path.join(data, 'link');
    symlinkSync(repository.root, link, 'junction');
    const document = await vscode.workspace.openTextDocument(path.join(link, statePath));
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 1), ' '));
    const asked: unknown[] = [];
    stub('showWarningMessage', (text) => Promise.resolve(void asked.push(text)));
    await recordTicks(services())(backlog, 'A--T01', ['A-AC02'], true);
    assert.equal(state(), STATE);
    assert.equal(asked.length, 1);
  });

  it('makes a manifest where there is none, after a yes, and opens it', async () => {
    const root = temporaryFolder('fresh');
    const fresh = await open(root);
    const commands = recordCommands({ backlogs: { all: [], active: fresh, empty: [fresh] } });
    const create = () => commands.find(({ id }) => id === COMMANDS.createManifest)?.run();
    const told: string[] = [];
    stub('showInformationMessage', (text) => Promise.resolve(void told.push(String(text))));
    try {
      stub('showWarningMessage', () => Promise.resolve(undefined));
      await create();
      assert.throws(() => readFileSync(path.join(root, manifestPath)));
      stub('showWarningMessage', (_, __, yes) => Promise.resolve(yes));
      await create();
      const text = readFileSync(path.join(root, manifestPath), 'utf8');
      assert.equal(vscode.window.activeTextEditor?.document.getText(), text);
      assert.equal(fresh.snapshot.manifestHealth, 'ok');
      assert.deepEqual(fresh.snapshot.problems, []);
      await create();
      assert.equal(readFileSync(path.join(root, manifestPath), 'utf8'), text);
      assert.match(told.at(-1) ?? '', /is there already\. It was opened, and nothing was changed/);
    } finally {
      fresh.dispose();
      rmSync(path.dirname(root), { recursive: true, force: true });
    }
  });
});

describe('resuming a task', () => {
  let repository: Repository;
  let backlog: FolderBacklog;

  beforeEach(async () => {
    repository = makeRepository({ files: { [manifestPath]: JSON.stringify(manifest(TASKS)), [statePath]: '{"tasks": {}}', 'docs/features/spec.md': '# Spec\n' } });
    repository.git('switch', '--quiet', '--create', 'feat/A--T01');
    repository.write(statePath, STATE);
    repository.git('commit', '--quiet', '--all', '--message', 'feat(A--T01): the first thing');
    repository.git('switch', '--quiet', 'main');
    backlog = new FolderBacklog({ uri: vscode.Uri.file(repository.root), name: 'resume', index: 0 }, SILENT, NOTHING_ALLOWED);
    await backlog.load();
    await backlog.readGit();
  });

  afterEach(() => {
    backlog.dispose();
    repository.dispose();
  });

  it('checks out the branch from a clean working tree, and says what is on it', async () => {
    assert.equal(backlog.snapshot.byId.get('A--T01')?.branch, 'feat/A--T01');
    assert.deepEqual(await checkOutTask(backlog, 'A--T01'), { kind: 'here', branch: 'feat/A--T01' });
    assert.equal(repository.git('branch', '--show-current').trim(), 'feat/A--T01');
    repository.write('src/half.ts', '// begun');
    await backlog.readGit();
    const built = await buildResumePrompt(backlog, 'A--T01', new Date());
    assert.ok(built.ok);
    const { prompt } = built.value;
    assert.match(prompt, /^# Resume A--T01/);
    assert.match(prompt, /1 of 4 criteria are recorded as done, 3 are open/);
    assert.match(prompt, /[0-9a-f]{10} feat\(A--T01\): the first thing \(just now\)/);
    assert.match(prompt, /untracked: src\/half\.ts/);
  });

  it('leaves everything as it is where there are changes that are not committed', async () => {
    repository.write(statePath, '{"tasks": {}, "mine": true}');
    await assert.rejects(checkOutTask(backlog, 'A--T01'), /BLOCKED::DIRTY-GIT-STATUS: The working tree has one change that is not committed: docs\/backlog\/task-state\.json/);
    assert.equal(repository.git('branch', '--show-current').trim(), 'main');
    assert.match(repository.read(statePath), /mine/);
  });

  it('points to the worktree that has the branch', async () => {
    const other = path.join(repository.root, '..', 'other');
    repository.git('worktree', 'add', '--quiet', other, 'feat/A--T01');
    const place = await checkOutTask(backlog, 'A--T01');
    assert.deepEqual(place, { kind: 'elsewhere', branch: 'feat/A--T01', root: other });
    assert.equal(repository.git('branch', '--show-current').trim(), 'main');
  });

  it('does not go on with what is completed', async () => {
    repository.git('switch', '--quiet', 'feat/A--T01');
    repository.write(statePath, STATE.replace('in-progress', 'completed'));
    await assert.rejects(checkOutTask(backlog, 'A--T01'), /A--T01 is completed on feat\/A--T01/);
  });
});
