import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { StartedInBatch } from '../../src/core/batch/batchStart';
import { startBatch } from '../../src/core/operations/batch/startBatch';
import type { AgentView } from '../../src/core/batch/watch';
import type { AgentDescriptor } from '../../src/core/delegate/descriptor';
import type { Log } from '../../src/core/ports';
import type { AgentSettings } from '../../src/editor/agents/agentSettings';
import { createDispatcher, type Dispatcher } from '../../src/editor/agents/dispatcher';
import type { AgentEnd } from '../../src/editor/agents/processLauncher';
import { BatchLaunching } from '../../src/editor/batch/batchLaunching';
import { RememberedBatches } from '../../src/editor/batch/rememberedBatches';
import { setUpTree } from '../../src/editor/batch/setUpTree';
import { ShownReports } from '../../src/editor/batch/shownReports';
import { showReport } from '../../src/editor/batch/showReport';
import { SourceControl } from '../../src/editor/batch/sourceControl';
import { TreeLaunching } from '../../src/editor/batch/treeLaunching';
import { FolderBacklog } from '../../src/editor/folderBacklog';
import { AllowedCodes } from '../../src/editor/start/allowedCodes';
import { createPendingLaunches } from '../../src/io/batch/pendingLaunches';
import { makeRepository, type Repository } from '../support/repository';
import { until } from '../support/until';
import { smallBacklog } from '../ui/support/sample';

const IDS = ['A--T01', 'B--T01', 'C--T01'] as const;
const TASKS = IDS.map((task_id) => ({ task_id, parallel: true, conflicts_with: [], file_scope: [`src/${task_id.charAt(0).toLowerCase()}/**`] }));
const SETTINGS: AgentSettings = { preferred: undefined, custom: [], previewPrompt: 'never', chatSubmit: 'prefill', chatModel: undefined };

function memento(): vscode.Memento & { setKeysForSync(): void } {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: <T>(key: string, fallback?: T) => (values.has(key) ? (values.get(key) as T) : fallback) as T,
    update: (key, value) => Promise.resolve(void values.set(key, JSON.parse(JSON.stringify(value)))),
    setKeysForSync: () => undefined,
  };
}

describe('batches in the extension host', function () {
  this.timeout(120_000);
  let repository: Repository;
  let backlog: FolderBacklog;
  let scratch: string;
  let subscriptions: vscode.Disposable[];
  let ends: AgentEnd[];
  let oldPath: string | undefined;
  const warnings: string[] = [];
  const log: Log = { info: () => undefined, warn: (text) => void warnings.push(text), error: (text) => void warnings.push(text) };

  beforeEach(async () => {
    repository = makeRepository({ files: smallBacklog(TASKS) });
    scratch = path.join(path.dirname(repository.root), 'scratch');
    mkdirSync(scratch);
    [subscriptions, ends, oldPath] = [[], [], process.env['PATH']];
    warnings.length = 0;
    const folder = { uri: vscode.Uri.file(repository.root), name: 'repository', index: 0 };
    backlog = new FolderBacklog(folder, log, new AllowedCodes(memento(), 'none'));
    await backlog.load();
    await backlog.readGit();
  });
  afterEach(async () => {
    process.env['PATH'] = oldPath;
    backlog.dispose();
    vscode.Disposable.from(...subscriptions).dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    vscode.window.terminals.forEach((terminal) => terminal.dispose());
    repository.dispose();
  });

  async function start(taskIds: readonly string[] = IDS): Promise<readonly StartedInBatch[]> {
    const outcome = await startBatch(backlog.world, { taskIds, mode: 'worktrees', of: 'Slice 1.1', overrides: new Set(), isCancelled: () => false, onStep: () => undefined });
    assert.equal(outcome.kind, 'started', JSON.stringify(outcome));
    await backlog.refresh();
    return outcome.tasks;
  }

  const agent = (taskId: string): AgentView | undefined => backlog.agents.find((one) => one.taskId === taskId);
  const topOf = (tasks: readonly StartedInBatch[], index: number): string => tasks[index]?.added?.top ?? '';

  function write(top: string, file: string, text: string): void {
    mkdirSync(path.dirname(path.join(top, file)), { recursive: true });
    writeFileSync(path.join(top, file), text);
  }

  /** Milliseconds until the backlog tells something. */
  async function told(what: string, isSo: () => boolean): Promise<number> {
    const begin = Date.now();
    if (isSo()) return 0;
    await Promise.race([
      new Promise<void>((resolve) => {
        const listening = backlog.onDidChange(() => {
          if (!isSo()) return;
          listening.dispose();
          resolve();
        });
      }),
      pause(30_000).then(() => assert.fail(`waited in vain for ${what}: ${JSON.stringify(backlog.agents)}`)),
    ]);
    return Date.now() - begin;
  }

  it('shows each agent, and what it changes outside of its scope or beside a sibling, as the file is saved', async () => {
    const tasks = await start();
    assert.deepEqual(backlog.agents.map(({ taskId, done, total }) => `${taskId} ${done}/${total}`), ['A--T01 0/1', 'B--T01 0/1', 'C--T01 0/1']);
    // The watch of a folder that is new to it begins to hear a little later.
    await pause(1_500);
    write(topOf(tasks, 0), 'src/a/index.ts', 'export {};\n');
    console.log(`      a saved file is counted after ${await told('the file', () => agent('A--T01')?.changedFiles === 1)} ms`);
    assert.deepEqual(agent('A--T01')?.drift, []);
    write(topOf(tasks, 0), 'src/shared.ts', 'export {};\n');
    console.log(`      a file outside of the scope is told after ${await told('the drift', () => agent('A--T01')?.drift.join() === 'src/shared.ts')} ms`);
    write(topOf(tasks, 1), 'src/shared.ts', 'export const b = 1;\n');
    console.log(`      a file of two agents is told after ${await told('the overlap', () => agent('A--T01')?.overlaps[0]?.taskIds.join() === 'B--T01')} ms`);
    assert.deepEqual(agent('B--T01')?.overlaps, [{ path: 'src/shared.ts', taskIds: ['A--T01'] }]);
    rmSync(path.join(topOf(tasks, 1), 'src/shared.ts'));
    await told('the end of the overlap', () => agent('A--T01')?.overlaps.length === 0);
  });

  it('shows criteria and commits of other worktrees, and follows worktrees that go', async () => {
    const [first] = await start();
    const top = first?.added?.top ?? '';
    await pause(1_500);
    const state = path.join(top, 'docs/backlog/task-state.json');
    writeFileSync(state, readFileSync(state, 'utf8').replace(/"acs_completed": \[\]/, '"acs_completed": ["A--T01-AC01"]'));
    await told('the criterion', () => agent('A--T01')?.done === 1);
    const git = (...args: string[]) => repository.git('-C', top, ...args);
    git('add', '--all');
    git('commit', '--quiet', '--message', 'feat(A--T01): it holds');
    await told('the commit', () => agent('A--T01')?.lastSubject === 'feat(A--T01): it holds');
    repository.git('worktree', 'remove', '--force', top);
    await told('the end of the worktree', () => agent('A--T01') === undefined);
    assert.equal(backlog.agents.length, 2);
  });

  /** Launching with programs on the PATH that stand in for agents. */
  function launching(agents: Partial<AgentSettings> = {}): { readonly dispatcher: Dispatcher; readonly batches: BatchLaunching; readonly pending: ReturnType<typeof createPendingLaunches> } {
    const context = { storageUri: vscode.Uri.file(path.join(scratch, 'storage')), globalStorageUri: vscode.Uri.file(path.join(scratch, 'global')), workspaceState: memento(), globalState: memento(), subscriptions };
    const dispatcher = createDispatcher(context, log, { settings: () => ({ ...SETTINGS, ...agents }), onEnded: (end) => ends.push(end) });
    const pending = createPendingLaunches({ data: path.join(scratch, 'data'), clock: { now: () => new Date() } });
    return { dispatcher, pending, batches: new BatchLaunching(dispatcher, new TreeLaunching(dispatcher, pending, log)) };
  }

  function standIn(name: string, body: string): void {
    const bin = path.join(scratch, 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(path.join(bin, name), `#!/bin/sh\n${body}\n`);
    chmodSync(path.join(bin, name), 0o755);
    process.env['PATH'] = `${bin}:${oldPath ?? ''}`;
  }

  const mine: AgentDescriptor = { kind: 'custom', label: 'Mine', argv: ['my-agent', '{TASK_ID}', '{PROMPT_FILE}'] };
  const quiet = { isCancelled: () => false, onTask: () => undefined };

  it('runs an agent in each worktree at the same time, with the prompt of its task, and ends those that are taken back', async () => {
    standIn('my-agent', 'cp "$2" "prompt of $1"; while [ ! -e go ]; do sleep 0.05; done');
    const tasks = await start();
    const { batches, dispatcher } = launching({ custom: [mine] });
    const launches = await batches.all(backlog, tasks, mine, quiet);
    assert.deepEqual(launches.map(({ kind }) => kind), ['launched', 'launched', 'launched'], JSON.stringify(launches));
    for (const [index, { taskId, branch }] of tasks.entries()) {
      const prompt = await until(`the agent of ${taskId}`, () => existsSync(path.join(topOf(tasks, index), `prompt of ${taskId}`)) && readFileSync(path.join(topOf(tasks, index), `prompt of ${taskId}`), 'utf8'));
      assert.ok(prompt.includes(taskId) && prompt.includes(branch), prompt);
    }
    assert.deepEqual([...IDS, 'Z'].map((id) => dispatcher.processes.isRunning(id)), [true, true, true, false], 'all run at once');
    assert.equal(existsSync(path.join(repository.root, 'prompt of A--T01')), false);
    await dispatcher.processes.end('A--T01');
    assert.equal(dispatcher.processes.isRunning('A--T01'), false);
    for (const index of [1, 2]) write(topOf(tasks, index), 'go', '');
    await until('the ends', () => ends.length === 3);
  });

  it('tells of each launch that fails, and launches the others', async () => {
    const tasks = await start(IDS.slice(0, 2));
    const { batches } = launching();
    const gone: AgentDescriptor = { kind: 'custom', argv: ['no-such-agent'] };
    const launches = await batches.all(backlog, tasks, gone, quiet);
    for (const launch of launches) {
      assert.ok(launch.kind === 'failed' && launch.file, JSON.stringify(launch));
      assert.match(launch.why, /no-such-agent was not found on the PATH/);
      assert.match(readFileSync(launch.file.fsPath, 'utf8'), new RegExp(launch.taskId));
    }
    let asked = 0;
    const cancelled = await batches.all(backlog, tasks, gone, { ...quiet, isCancelled: () => ++asked > 1 });
    assert.deepEqual(cancelled.map(({ kind }) => kind), ['failed', 'cancelled']);
  });

  it('keeps prompts as files where the agent is the clipboard, which holds one', async () => {
    const tasks = await start(IDS.slice(0, 2));
    const launches = await launching().batches.all(backlog, tasks, { kind: 'clipboard' }, quiet);
    assert.deepEqual(launches.map(({ kind }) => kind), ['kept', 'kept']);
    assert.equal(new Set(launches.map((launch) => launch.kind === 'kept' && launch.file.fsPath)).size, 2);
  });

  it('hands all tasks of a coordinator to one agent here, on the branch of the batch', async () => {
    standIn('my-agent', 'cp "$2" "../scratch/seen.md"; git branch --show-current > ../scratch/branch.new; mv ../scratch/branch.new ../scratch/branch');
    const outcome = await startBatch(backlog.world, { taskIds: IDS, mode: 'coordinator', of: 'Slice 1.1', overrides: new Set(), isCancelled: () => false, onStep: () => undefined });
    assert.equal(outcome.kind, 'started', JSON.stringify(outcome));
    const launch = await launching({ custom: [mine] }).batches.coordinator(backlog, outcome.batch, outcome.tasks, mine);
    assert.equal(launch.kind, 'launched', JSON.stringify(launch));
    const prompt = await until('the coordinator', () => existsSync(path.join(scratch, 'branch')) && readFileSync(path.join(scratch, 'seen.md'), 'utf8'));
    for (const id of IDS) assert.ok(prompt.includes(id), prompt);
    assert.equal(readFileSync(path.join(scratch, 'branch'), 'utf8').trim(), outcome.batch.branch);
  });

  it('goes on with a task in its own worktree', async () => {
    standIn('my-agent', 'pwd > where; cp "$2" prompt');
    const tasks = await start(IDS.slice(0, 1));
    const { batches, dispatcher } = launching({ custom: [mine], preferred: 'Mine' });
    assert.deepEqual(await dispatcher.current(backlog), mine);
    const launch = await batches.again(backlog, 'A--T01');
    assert.equal(launch.kind, 'launched', JSON.stringify(launch));
    const where = await until('the agent', () => existsSync(path.join(topOf(tasks, 0), 'prompt')) && readFileSync(path.join(topOf(tasks, 0), 'where'), 'utf8').trim());
    assert.equal(where, topOf(tasks, 0));
  });

  it('runs the program of the person in a new worktree, and of nobody else', async () => {
    const [task] = await start(IDS.slice(0, 1));
    assert.ok(task?.added);
    const token = new vscode.CancellationTokenSource();
    const configuration = vscode.workspace.getConfiguration('orchestrator');
    assert.deepEqual(await setUpTree(task.added, token.token, () => undefined), { ok: true, value: undefined });
    try {
      await configuration.update('worktreeSetup', [process.execPath, '-e', "require('fs').writeFileSync('made', process.cwd())"], vscode.ConfigurationTarget.Global);
      process.env['ELECTRON_RUN_AS_NODE'] = '1';
      assert.deepEqual(await setUpTree(task.added, token.token, () => undefined), { ok: true, value: undefined });
      assert.equal(readFileSync(path.join(task.added.top, 'made'), 'utf8'), task.added.root);
      await configuration.update('worktreeSetup', ['no-such-program'], vscode.ConfigurationTarget.Global);
      const failed = await setUpTree(task.added, token.token, () => undefined);
      assert.match(failed.ok ? '' : failed.error.message, /no-such-program was not found on the PATH/);
    } finally {
      Reflect.deleteProperty(process.env, 'ELECTRON_RUN_AS_NODE');
      await configuration.update('worktreeSetup', undefined, vscode.ConfigurationTarget.Global);
      token.dispose();
    }
  });

  it('remembers what it takes to undo a batch, over a reload of the window', async () => {
    const tasks = await start(IDS.slice(0, 2));
    const [batch] = await backlog.world.batches.all();
    assert.ok(batch);
    const kept = memento();
    await new RememberedBatches(kept).started(backlog.folder.uri, batch, tasks);
    const again = new RememberedBatches(kept);
    const [known] = again.of(backlog.folder.uri, backlog.world);
    assert.deepEqual(known?.tasks.map(({ taskId, place, claimCommit }) => [taskId, place.root, claimCommit]), tasks.map(({ taskId, place, claimCommit }) => [taskId, place.root, claimCommit]));
    await again.keepOnly(batch.id, ['B--T01']);
    assert.deepEqual(again.of(backlog.folder.uri, backlog.world)[0]?.tasks.map(({ taskId }) => taskId), ['B--T01']);
    await again.keepOnly(batch.id, []);
    assert.deepEqual(again.of(backlog.folder.uri, backlog.world), []);
  });

  it('shows the report as text, and brings an open one up to date', async () => {
    const tasks = await start(IDS.slice(0, 2));
    const reports = new ShownReports();
    subscriptions.push(reports);
    await showReport(backlog, reports, undefined);
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.languageId, 'markdown');
    assert.ok(document.getText().includes('A--T01'), document.getText());
    const before = document.getText();
    const state = path.join(topOf(tasks, 0), 'docs/backlog/task-state.json');
    writeFileSync(state, readFileSync(state, 'utf8').replace(/"acs_completed": \[\]/, '"acs_completed": ["A--T01-AC01"]'));
    await showReport(backlog, reports, undefined);
    await until(() => `the report to follow: ${document.getText()} ${JSON.stringify(backlog.agents)}`, () => document.getText() !== before);
    assert.equal(vscode.window.visibleTextEditors.length, 1);
  });

  it('counts the commits of a coordinator\'s branch in its report', async () => {
    const outcome = await startBatch(backlog.world, { taskIds: IDS.slice(0, 2), mode: 'coordinator', of: 'Slice 1.1', overrides: new Set(), isCancelled: () => false, onStep: () => undefined });
    assert.equal(outcome.kind, 'started', JSON.stringify(outcome));
    write(repository.root, 'src/a/index.ts', 'export {};\n');
    repository.git('add', '--all');
    repository.git('commit', '--quiet', '--message=feat(A--T01): a thing');
    const reports = new ShownReports();
    subscriptions.push(reports);
    await showReport(backlog, reports, outcome.batch.id);
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /\| A--T01[^\n]*\| 1 \|/);
  });

  it('lists worktrees in source control, and knows what their files were', async () => {
    const tasks = await start(IDS.slice(0, 1));
    write(topOf(tasks, 0), 'docs/spec.md', '# Spec\n\nChanged.\n');
    const control = new SourceControl(log);
    const sides = await control.sides(topOf(tasks, 0), 'main');
    assert.ok(sides, warnings.join('\n'));
    const file = vscode.Uri.file(path.join(topOf(tasks, 0), 'docs/spec.md'));
    const { before, after } = await sides(file);
    assert.ok(before);
    assert.equal((await vscode.workspace.openTextDocument(before)).getText(), '# Spec\n\nWhat it does.\n');
    assert.equal(after, file);
    write(topOf(tasks, 0), 'src/new.ts', 'export {};\n');
    rmSync(path.join(topOf(tasks, 0), 'docs/spec.md'));
    assert.equal((await sides(vscode.Uri.file(path.join(topOf(tasks, 0), 'src/new.ts')))).before, undefined);
    assert.equal((await sides(file)).after, undefined);
  });
});
