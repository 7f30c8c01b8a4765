import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { COMMANDS, type CommandId } from '../../src/editor/ids';
import type { FolderBacklog } from '../../src/editor/folderBacklog';
import { toolName } from '../../src/editor/tools/contribution';
import type { OrchestratorApi } from '../../src/extension';
import { addBranches } from '../support/manyBranches';
import { makeRepository, removeTemporary, standInGit, temporaryFolder, type Repository } from '../support/repository';
import { SEED } from '../support/seed';
import { seeded, StormAgent, stormBacklog, throughEither, throughMcp, throughVtm, type Execute } from '../support/stormAgents';
import { until } from '../support/until';
import { smallBacklog } from '../ui/support/sample';
import { heapMegabytes, print, Probe, times } from './support/probe';
import { activeProduct } from './support/product';
import { Shown } from './support/shown';
import { StandIns } from './support/standIns';
import { addFolders, backlogIn, leaveFolders, removeFolder } from './support/windowFolders';

const { statePath } = DEFAULT_SETTINGS;
/** How long agents work at once; `npm run storms` makes it minutes. */
const SECONDS = Number(process.env['ORCHESTRATOR_STORM_SECONDS'] || 20);
/** What a slow git takes for each answer. */
const SLOW_SECONDS = SECONDS >= 60 ? 1 : 0.5;
const LIMIT_MS = 120_000;
const run = promisify(execFile);

describe('storms', function () {
  this.timeout(SECONDS * 1000 + 2 * LIMIT_MS);
  let api: OrchestratorApi;
  let shown: Shown;
  let repository: Repository;
  let unhandled: string[];
  const rows: string[][] = [['storm', 'of what', 'a command: middle / longest', 'heap before -> after']];
  const standIns = new StandIns();
  const settings = () => vscode.workspace.getConfiguration('orchestrator.agents');
  const hear = (error: unknown) => void unhandled.push(error instanceof Error ? (error.stack ?? error.message) : String(error));

  before(async () => {
    ({ api } = await activeProduct());
    await settings().update('default', 'clipboard', vscode.ConfigurationTarget.Global);
    await settings().update('previewPrompt', 'never', vscode.ConfigurationTarget.Global);
    process.on('unhandledRejection', hear);
  });
  after(async () => {
    process.off('unhandledRejection', hear);
    await settings().update('default', undefined, vscode.ConfigurationTarget.Global);
    await settings().update('previewPrompt', undefined, vscode.ConfigurationTarget.Global);
    const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
    print(rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()));
  });

  beforeEach(() => {
    unhandled = [];
    shown = new Shown(api, standIns);
  });
  afterEach(async () => {
    await leaveFolders(api, shown, standIns);
    repository.dispose();
    assert.deepEqual(unhandled.filter((stack) => /dist[\\/](?:extension|chunks)/.test(stack)), [], 'a rejection that nobody took');
  });

  async function open(files: Record<string, string>): Promise<FolderBacklog> {
    repository = makeRepository({ files, name: 'storm' });
    return openFolder(repository.root);
  }
  async function openFolder(root: string): Promise<FolderBacklog> {
    await addFolders(api, [root]);
    const backlog = backlogIn(api, root);
    assert.ok(backlog);
    await until('git to be asked', () => backlog.gitFacts.kind !== 'unread' || undefined);
    return backlog;
  }
  const folderOf = (root = repository.root): string => vscode.Uri.file(root).toString();
  const command = <T>(id: CommandId, taskId: string): Thenable<T> => vscode.commands.executeCommand<T>(id, { taskId, folder: folderOf() });
  const startTask = (taskId: string) => command<{ kind: string }>(COMMANDS.startTask, taskId);
  /** A command that goes through the extension host and the window, and changes nothing. */
  const probe = (taskId: string): Probe => new Probe(() => command(COMMANDS.copyTaskId, taskId));
  const isShown = (backlog: FolderBacklog, taskId: string, status: string, words: RegExp) => backlog.snapshot.byId.get(taskId)?.status === status && words.test(shown.rowOf(api, taskId) ?? '');
  function heap(before: number): string {
    const after = heapMegabytes();
    assert.ok(after < before * 2 + 100, `the heap grew from ${before.toFixed(0)} to ${after.toFixed(0)} MB`);
    return `${before.toFixed(0)} -> ${after.toFixed(0)} MB`;
  }

  it('10 000 writes of the state in 10 s, with the file open: the last is shown, and the editor answers', async () => {
    const backlog = await open(smallBacklog([{ task_id: 'A--T01' }, { task_id: 'B--T01' }]));
    const file = path.join(repository.root, statePath);
    const last = path.join(path.dirname(repository.root), 'last.json');
    writeFileSync(last, JSON.stringify({ tasks: { 'A--T01': { status: 'completed', acs_completed: ['A--T01-AC01'] }, 'B--T01': { status: 'in-progress' } } }));
    await vscode.window.showTextDocument(vscode.Uri.file(file));
    const [before, rev] = [heapMegabytes(), backlog.snapshot.rev];
    const asking = probe('A--T01');
    const { stdout } = await run(process.execPath, [path.resolve('test/support/stateStorm.mjs'), file, '10000', '10', last]);
    const [ended, revs] = [performance.now(), backlog.snapshot.rev - rev];
    await until('the last write to be shown', () => isShown(backlog, 'A--T01', 'completed', /completed/i) && isShown(backlog, 'B--T01', 'in-progress', /in progress/i) && shown.statusBar.includes('1'), LIMIT_MS);
    const late = performance.now() - ended;
    await asking.stop();
    assert.ok(asking.latencies.length > 0);
    const seconds = Number(stdout) / 1000;
    assert.ok(revs > 0 && revs <= seconds * 8 + 8, `${revs} readings in ${seconds} s`);
    await until('the editor to hold the last', () => vscode.window.activeTextEditor?.document.getText() === readFileSync(last, 'utf8'), LIMIT_MS);
    rows.push(['state', `10 000 writes in ${seconds.toFixed(1)} s, ${(revs / seconds).toFixed(1)} readings a second, the last shown after ${late.toFixed(0)} ms`, times(asking.latencies), heap(before)]);
  });

  it('1 000 branches of tasks come, are packed and go: each is told, and the editor answers', async () => {
    const ids = Array.from({ length: 1000 }, (_, index) => `TASK${index}--T01`);
    const backlog = await open(smallBacklog([...ids, 'LAST--T01'].map((task_id) => ({ task_id }))));
    const before = heapMegabytes();
    addBranches(repository.root, ids.map((id) => ({ name: `feat/${id}`, subject: `chore(${id}): claim`, state: JSON.stringify({ tasks: { [id]: { status: 'in-progress' } } }), at: 1_760_000_000 })));
    // Making them held up this process itself: only from now on it is the product's doing.
    const begin = performance.now();
    const asking = probe('LAST--T01');
    const running = () => backlog.snapshot.tasks.filter(({ status }) => status === 'in-progress').length;
    await until(() => `all to be in progress; ${running()} are`, () => running() === 1000 && /1000/.test(shown.statusBar), LIMIT_MS);
    const shownAfter = performance.now() - begin;
    repository.git('pack-refs', '--all');
    const half = ids.slice(500);
    execFileSync('git', ['update-ref', '--stdin'], { cwd: repository.root, input: half.map((id) => `delete refs/heads/feat/${id}\n`).join('') });
    await until(() => `half of them to be gone; ${running()} are in progress`, () => running() === 500 && /500/.test(shown.statusBar), LIMIT_MS);
    await asking.stop();
    rows.push(['branches', `1 000 shown after ${shownAfter.toFixed(0)} ms; packed, and half of them deleted`, times(asking.latencies), heap(before)]);
  });

  it('refs that change all the time: a start is whole all the same', async () => {
    await open(smallBacklog([{ task_id: 'A--T01' }, { task_id: 'B--T01' }]));
    const before = heapMegabytes();
    const storm = spawn(process.execPath, [path.resolve('test/support/refStorm.mjs'), repository.root], { stdio: ['pipe', 'pipe', 'inherit'] });
    let said = '';
    storm.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    const asking = probe('B--T01');
    try {
      await until('the storm', () => said.includes('begun') || undefined);
      const outcome = await startTask('A--T01');
      assert.equal(outcome.kind, 'started', JSON.stringify(outcome));
    } finally {
      storm.stdin.end();
      await once(storm, 'close');
    }
    await asking.stop();
    assert.equal(repository.git('branch', '--show-current').trim(), 'feat/A--T01');
    assert.equal(repository.git('log', '--format=%s', 'main..HEAD').trim(), 'chore(A--T01): initialize task state');
    assert.equal(repository.git('status', '--porcelain'), '');
    assert.equal(repository.git('for-each-ref', '--format=%(refname:short)', 'refs/heads').trim(), 'feat/A--T01\nmain');
    rows.push(['refs', `${said.trim().split('\n').at(-1) ?? ''} changes of refs around a start`, times(asking.latencies), heap(before)]);
  });

  it('a folder that leaves the window while it is busy: what was begun is whole, and nothing is left behind', async () => {
    const backlog = await open(smallBacklog([{ task_id: 'A--T01' }, { task_id: 'B--T01' }]));
    const last = path.join(path.dirname(repository.root), 'last.json');
    writeFileSync(last, JSON.stringify({ tasks: {} }));
    const started = startTask('A--T01').then(({ kind }) => kind, (error: unknown) => `failed: ${String(error)}`);
    const refreshed = vscode.commands.executeCommand(COMMANDS.refresh);
    await until('the start to be under way', () => existsSync(path.join(repository.root, '.git', 'refs', 'heads', 'feat', 'A--T01')) || undefined);
    await removeFolder(repository.root);
    await until('the backlog to be gone', () => backlogIn(api, repository.root) === undefined || undefined);
    const kind = await started;
    await refreshed;
    assert.equal(kind, 'started', 'what was begun is finished');
    assert.equal(repository.git('log', '--format=%s', 'main..HEAD').trim(), 'chore(A--T01): initialize task state');
    assert.equal(repository.git('status', '--porcelain'), '');
    // Nothing listens to it any more.
    let told = 0;
    const listening = api.backlogs.onDidChange(() => told++);
    const { rev } = backlog.snapshot;
    await run(process.execPath, [path.resolve('test/support/stateStorm.mjs'), path.join(repository.root, statePath), '500', '1', last]);
    repository.git('checkout', '--quiet', '--', '.');
    repository.git('switch', '--quiet', 'main');
    await pause(1500);
    listening.dispose();
    assert.deepEqual([told, backlog.snapshot.rev], [0, rev]);
    // And back it comes as it is by then.
    const again = await openFolder(repository.root);
    await until('the claim on its branch', () => again.snapshot.byId.get('A--T01')?.status === 'in-progress' || undefined);
  });

  it('a full disk: the person is told in one message, nothing is changed, and it goes on once there is room', async function () {
    const canFill = process.platform === 'linux' && process.getuid?.() === 0;
    const home = temporaryFolder('full disk');
    if (canFill) execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', home]);
    const docs = path.join(home, 'docs', 'backlog');
    try {
      repository = makeRepository();
      for (const [name, text] of Object.entries(smallBacklog([{ task_id: 'A--T01' }], { 'A--T01': { status: 'in-progress' } }))) {
        await vscode.workspace.fs.writeFile(vscode.Uri.file(path.join(home, name)), Buffer.from(text));
      }
      const backlog = await openFolder(home);
      const before = readFileSync(path.join(home, statePath), 'utf8');
      const filler = path.join(home, 'filler');
      // Without the rights to make a small disk, a folder that takes nothing stands for it.
      if (canFill) assert.throws(() => writeFileSync(filler, Buffer.alloc(2 * 1024 * 1024)), { code: 'ENOSPC' });
      else chmodSync(docs, 0o555);
      const told: string[] = [];
      standIns.answering('showErrorMessage', (text: string) => Promise.resolve(void told.push(text)));
      standIns.answering('showQuickPick', (offered: readonly unknown[]) => Promise.resolve(offered.slice(0, 1)));
      const record = () => vscode.commands.executeCommand(COMMANDS.recordDone, { taskId: 'A--T01', folder: folderOf(home) });
      await record();
      assert.equal(told.length, 1, told.join('\n'));
      assert.match(told[0] ?? '', canFill ? /the disk is full/ : /permission is denied/);
      assert.equal(readFileSync(path.join(home, statePath), 'utf8'), before);
      rows.push(['disk', `full: "${told[0]?.slice(0, 200) ?? ''}"`, '', '']);
      if (canFill) rmSync(filler);
      else chmodSync(docs, 0o755);
      await record();
      assert.equal(told.length, 1);
      await until('the record to be shown', () => backlog.snapshot.byId.get('A--T01')?.criteria.every(({ isDone }) => isDone) || undefined);
      await removeFolder(home);
    } finally {
      if (canFill) execFileSync('umount', ['--lazy', home]);
      else if (existsSync(docs)) chmodSync(docs, 0o755);
      removeTemporary(home);
    }
  });

  it('a git that is slow, missing, or hangs: files are shown without it, and what needs it says so', async function () {
    if (process.platform === 'win32') return;
    const backlog = await open(smallBacklog([{ task_id: 'A--T01' }, { task_id: 'B--T01' }]));
    const folder = path.dirname(repository.root);
    const use = async (program: string | undefined) => {
      await vscode.workspace.getConfiguration('git').update('path', program, vscode.ConfigurationTarget.Global);
    };
    const write = (status: string) => writeFileSync(path.join(repository.root, statePath), JSON.stringify({ tasks: { 'B--T01': { status } } }));
    const follows = async (status: string): Promise<number> => {
      const begin = performance.now();
      write(status);
      await until(`the state ${status}`, () => backlog.snapshot.byId.get('B--T01')?.status === status || undefined);
      return performance.now() - begin;
    };
    const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
    try {
      await use(standInGit(folder, `sleep ${SLOW_SECONDS}\nexec ${real} "$@"`));
      const slow = await follows('blocked');
      repository.git('checkout', '--quiet', '--', '.');
      const begin = performance.now();
      const outcome = await startTask('A--T01');
      const took = performance.now() - begin;
      assert.equal(outcome.kind, 'started', JSON.stringify(outcome));
      await use(path.join(folder, 'no-such-git'));
      const missing = await follows('abandoned');
      const refused = await command<{ kind: string; findings: { code: string; message: string }[] }>(COMMANDS.startTask, 'B--T01');
      assert.equal(refused.kind, 'blocked');
      assert.ok(refused.findings.some(({ message }) => /git could not be run/.test(message)), JSON.stringify(refused.findings));
      await use(standInGit(folder, 'exec sleep 600'));
      void backlog.readGit();
      const hanging = await follows('blocked');
      const asking = probe('A--T01');
      await follows('pending');
      await asking.stop();
      // The first answer is waited for half a minute, which is too long for every run.
      if (SECONDS >= 60) {
        const hung = await command<{ kind: string; findings: { message: string }[] }>(COMMANDS.startTask, 'A--T01');
        assert.equal(hung.kind, 'blocked');
        assert.ok(hung.findings.some(({ message }) => /took longer than/.test(message)), JSON.stringify(hung.findings));
      }
      rows.push(['git', `${SLOW_SECONDS} s a call: state shown after ${slow.toFixed(0)} ms, a start in ${(took / 1000).toFixed(0)} s; missing: ${missing.toFixed(0)} ms; hanging: ${hanging.toFixed(0)} ms`, times(asking.latencies), '']);
    } finally {
      await use(undefined);
    }
  });

  it(`the editor and three agents through vtm and MCP for ${SECONDS} s: nothing acknowledged is lost`, async () => {
    const names = ['VTM', 'MCP', 'BOTH', 'EDITOR'] as const;
    const backlog = await open(stormBacklog(names));
    const { root } = repository;
    const server = await throughMcp(root, 'storm');
    const second = await throughMcp(root, 'storm too');
    const tool: Execute = async (operation, input) => {
      const { content } = await vscode.lm.invokeTool(toolName(operation), { input, toolInvocationToken: undefined });
      const text = content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
      return { isDone: !/^[A-Z]+(?:[-:]+[A-Z]+)*(?:::\S+)?: /.test(text) || text.startsWith('EDITOR--') || text.startsWith('SHARED--'), text };
    };
    const random = seeded(SEED);
    const agents = [
      new StormAgent('VTM', throughVtm(root), { all: true }, random),
      new StormAgent('MCP', server.execute, { all: false }, random),
      new StormAgent('BOTH', throughEither(throughVtm(root), second.execute, random), { all: true }, random),
      new StormAgent('EDITOR', tool, { all: false }, random),
    ];
    const before = heapMegabytes();
    const asking = probe('VTM--T01');
    const end = performance.now() + SECONDS * 1000;
    try {
      await Promise.all(agents.map((agent) => agent.work(() => performance.now() > end)));
    } finally {
      await Promise.all([server.close(), second.close()]);
    }
    for (const agent of agents) agent.assertNothingLost(root);
    const expected = new Map(agents.flatMap((agent) => [...agent.statuses]));
    await until('the last state in every row', () => [...expected].every(([id, status]) => isShown(backlog, id, status, new RegExp(status.replace('-', '.'), 'i'))) || undefined, LIMIT_MS);
    const running = [...expected.values()].filter((status) => status === 'in-progress').length;
    await until(() => `${running} in the status bar, which says ${shown.statusBar}`, () => shown.statusBar.includes(String(running)) || undefined);
    await asking.stop();
    for (const { name, latencies, busy } of agents) {
      assert.ok(latencies.length > 0, `${name} got nothing done`);
      rows.push([`agents: ${name}`, `${latencies.length} acknowledged, ${busy} told to wait; each ${times(latencies)}`, '', '']);
    }
    rows.push(['agents: all', `${agents.reduce((sum, { latencies }) => sum + latencies.length, 0)} acknowledged in ${SECONDS} s, 0 lost`, times(asking.latencies), heap(before)]);
    assert.match(readFileSync(path.join(root, statePath), 'utf8'), /^\{\n {2}"kept": 1\.5,/);
  });
});
