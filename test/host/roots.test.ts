import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { cut } from '../../src/core/cut';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { COMMANDS, type CommandId } from '../../src/editor/ids';
import { toolName } from '../../src/editor/tools/contribution';
import type { OrchestratorApi } from '../../src/extension';
import { makeRepository, removeTemporary, temporaryFolder, type Repository } from '../support/repository';
import { until } from '../support/until';
import { smallBacklog } from '../ui/support/sample';
import { activeProduct } from './support/product';
import { Shown } from './support/shown';
import { StandIns } from './support/standIns';
import { addFolders, backlogIn, leaveFolders } from './support/windowFolders';

const { manifestPath, statePath } = DEFAULT_SETTINGS;
const ODD = process.platform === 'win32' ? 'Größe $x' : 'Größe "x" $y\' #%20 日本';

/** A backlog of one task of its own and one that the others have too. */
function backlogFiles(id: string, below = '', end = '\n'): Record<string, string> {
  const files = smallBacklog([{ task_id: `${id}--T01` }, { task_id: 'SHARED--T01' }], { 'SHARED--T01': { status: 'blocked', blocked_reason: 'later' } });
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [path.posix.join(below, name), text.replaceAll('\n', end)]));
}

/** Where the backlogs lie: each of these folders is one of the window's. */
interface Places {
  readonly plain: string;
  readonly outer: string;
  readonly inner: string;
  readonly sub: string;
  readonly first: string;
  readonly second: string;
}

describe('several backlogs in one window', function () {
  this.timeout(120_000);
  let api: OrchestratorApi;
  let shown: Shown;
  let places: Places;
  let outer: Repository;
  let inner: Repository;
  let mono: Repository;
  const standIns = new StandIns();
  const made: string[] = [];
  const settings = () => vscode.workspace.getConfiguration('orchestrator.agents');

  before(async () => {
    ({ api } = await activeProduct());
    await settings().update('default', 'clipboard', vscode.ConfigurationTarget.Global);
    await settings().update('previewPrompt', 'never', vscode.ConfigurationTarget.Global);
  });
  after(async () => {
    await settings().update('default', undefined, vscode.ConfigurationTarget.Global);
    await settings().update('previewPrompt', undefined, vscode.ConfigurationTarget.Global);
  });

  beforeEach(async () => {
    const plain = temporaryFolder('no git here');
    for (const [name, text] of Object.entries(backlogFiles('PLAIN'))) write(plain, name, text);
    mono = makeRepository({ name: ODD, files: { ...backlogFiles('FIRST', 'packages/erstes Paket', '\r\n'), ...backlogFiles('SECOND', `packages/${ODD}`) } });
    inner = makeRepository({ name: 'origin of the submodule', files: backlogFiles('SUB') });
    outer = makeRepository({ name: 'outer', files: { ...backlogFiles('OUTER'), '.gitignore': 'vendor/\n' } });
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'modules/sub');
    outer.git('commit', '--quiet', '--message=submodule');
    outer.git('clone', '--quiet', inner.root, 'vendor/inner');
    places = {
      plain,
      outer: outer.root,
      inner: path.join(outer.root, 'vendor', 'inner'),
      sub: path.join(outer.root, 'modules', 'sub'),
      first: path.join(mono.root, 'packages', 'erstes Paket'),
      second: path.join(mono.root, 'packages', ODD),
    };
    for (const place of [places.inner, places.sub]) {
      write(place, manifestPath, readFileSync(path.join(place, manifestPath), 'utf8').replaceAll('SUB--', place === places.inner ? 'INNER--' : 'SUB--'));
      const inPlace = (...args: string[]) => git(place, '-c', 'user.name=Test Person', '-c', 'user.email=test@example.invalid', ...args);
      inPlace('config', 'user.name', 'Test Person');
      inPlace('config', 'user.email', 'test@example.invalid');
      inPlace('commit', '--quiet', '--allow-empty', '--all', '--message=own');
    }
    if (outer.git('status', '--porcelain') !== '') outer.git('commit', '--quiet', '--all', '--message=submodule moved');
    made.push(plain);
    await addFolders(api, Object.values(places));
    shown = new Shown(api, standIns);
    await until('git to be asked in each', () => api.backlogs.all.every(({ gitFacts }) => gitFacts.kind !== 'unread') || undefined);
  });

  afterEach(async () => {
    await leaveFolders(api, shown, standIns);
    for (const repository of [outer, inner, mono]) repository.dispose();
    made.splice(0).forEach(removeTemporary);
  });

  function write(root: string, file: string, text: string): void {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  }
  const git = (place: string, ...args: string[]): string => mono.git('-C', place, ...args).trim();
  const branchOf = (place: string): string => git(place, 'branch', '--show-current');
  const stateText = (place: string): string => readFileSync(path.join(place, statePath), 'utf8');
  const statusIn = (place: string, id: string): string | undefined => (JSON.parse(stateText(place)) as { tasks: Record<string, { status: string }> }).tasks[id]?.status;
  const uriOf = (place: string): string => vscode.Uri.file(place).toString();
  const run = <T>(id: CommandId, argument?: unknown): Thenable<T> => vscode.commands.executeCommand<T>(id, argument);
  const start = (place: string, taskId: string) => run<{ kind: string; findings?: { code: string; message: string }[] }>(COMMANDS.startTask, { taskId, folder: uriOf(place) });
  const call = async (id: string, input: object): Promise<string> => {
    const { content } = await vscode.lm.invokeTool(toolName(id), { input, toolInvocationToken: undefined });
    return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
  };
  const vtm = (place: string, ...args: string[]): string => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [path.resolve('dist', 'vtm.js'), ...args], { cwd: place, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    return stdout;
  };

  it('have a row each, and one is meant: the one chosen, else that of the file at hand', async () => {
    assert.deepEqual(shown.labels(), Object.values(places).map((place) => path.basename(place)));
    assert.deepEqual(shown.tree.getChildren().map((row) => shown.tree.getTreeItem(row).tooltip), Object.values(places), 'where each lies, for two may have one name');
    for (const place of [places.second, places.inner, places.plain]) {
      await vscode.window.showTextDocument(vscode.Uri.file(path.join(place, 'docs', 'spec.md')));
      await until(`${place} to be meant`, () => api.backlogs.active?.folder.uri.fsPath === place || undefined);
      assert.ok(shown.statusBar.includes(cut(path.basename(place), 20)), shown.statusBar);
    }
    standIns.answering('showQuickPick', (rows: readonly { backlog?: { folder: { uri: vscode.Uri } } }[]) => Promise.resolve(rows.find(({ backlog }) => backlog?.folder.uri.fsPath === places.sub)));
    await run(COMMANDS.chooseBacklog);
    await vscode.window.showTextDocument(vscode.Uri.file(path.join(places.outer, 'docs', 'spec.md')));
    assert.equal(api.backlogs.active?.folder.uri.fsPath, places.sub, 'what was chosen stays, whatever is opened');
    assert.match(shown.statusBar, /sub /);
    standIns.answering('showQuickPick', (rows: readonly { backlog?: unknown }[]) => Promise.resolve(rows.find(({ backlog }) => backlog === undefined)));
    await run(COMMANDS.chooseBacklog);
    assert.equal(api.backlogs.active.folder.uri.fsPath, places.outer);
  });

  it('start a task each: the right repository gets the branch, the right file the record', async () => {
    const refused = await start(places.plain, 'PLAIN--T01');
    assert.deepEqual([refused.kind, refused.findings?.[0]?.code], ['blocked', 'BLOCKED::NOT-A-GIT-REPOSITORY']);
    // The outer one first: a branch in its submodule is a change in it.
    const begun: [keyof Places, string][] = [['outer', 'OUTER--T01'], ['inner', 'INNER--T01'], ['sub', 'SUB--T01'], ['first', 'FIRST--T01']];
    for (const [name, taskId] of begun) {
      const outcome = await start(places[name], taskId);
      assert.equal(outcome.kind, 'started', JSON.stringify(outcome));
      assert.equal(branchOf(places[name]), `feat/${taskId}`);
      assert.equal(statusIn(places[name], taskId), 'in-progress');
      assert.equal(git(places[name], 'log', '-1', '--format=%s'), `chore(${taskId}): initialize task state`);
      await until(`the row of ${taskId}`, () => /in progress/i.test(shown.rowOf(api, taskId) ?? '') || undefined);
    }
    assert.ok(!/[^\r]\n/.test(stateText(places.first)), 'lines end as they did');
    assert.equal(branchOf(inner.root), 'main', 'the repository that the submodule came from is not touched');
    for (const place of [outer.root, places.inner, places.sub, mono.root]) assert.equal(git(place, 'branch', '--list', 'feat/*').split('\n').length, 1);

    const second = await start(places.second, 'SECOND--T01');
    assert.deepEqual([second.kind, second.findings?.[0]?.code], ['blocked', 'BLOCKED::NOT-ON-MAIN-BRANCH'], 'both packages are in one repository');
    mono.git('switch', '--quiet', 'main');
    const again = await start(places.second, 'SECOND--T01');
    assert.equal(again.kind, 'started', JSON.stringify(again));
    assert.equal(git(mono.root, '-c', 'core.quotePath=false', 'show', '--name-only', '--format=', '-z', 'HEAD').replace('\0', ''), `packages/${ODD}/${statePath}`);
    assert.equal(statusIn(places.first, 'FIRST--T01'), undefined, 'the claim of the first stands on its branch alone');
    await until('the first, whose branch is not checked out', () => backlogIn(api, places.first)?.snapshot.byId.get('FIRST--T01')?.status === 'in-progress' || undefined);
  });

  it('are told apart by tools and by vtm in each folder', async () => {
    for (const [name, place] of Object.entries(places)) {
      const id = `${name.toUpperCase()}--T01`;
      assert.match(vtm(place, 'next'), new RegExp(id));
      assert.match(vtm(path.join(place, 'docs', 'backlog'), 'task', id), new RegExp(id), 'below the folder, too');
      assert.match(await call('task', { task: id }), new RegExp(id));
      const before = Object.values(places).map(stateText);
      assert.match(await call('block', { task: id, reason: `blocked in ${name}` }), /is recorded as blocked/);
      const changed = Object.values(places).filter((one, index) => stateText(one) !== before[index]);
      assert.deepEqual(changed, [place], 'one file is changed, and it is the right one');
    }
    const before = Object.values(places).map(stateText);
    assert.match(await call('block', { task: 'SHARED--T01', reason: 'x' }), /^AMBIGUOUS-TASK::SHARED--T01: /);
    assert.deepEqual(Object.values(places).map(stateText), before);
    vtm(places.second, 'unblock', 'SHARED--T01');
    assert.deepEqual(Object.values(places).filter((place) => statusIn(place, 'SHARED--T01') !== 'blocked'), [places.second]);
    await until('the editor to show what vtm recorded', () => backlogIn(api, places.second)?.snapshot.byId.get('SHARED--T01')?.status === 'pending' || undefined);
  });
});
