import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { World } from '../../src/core/operations/world';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { FolderBacklog } from '../../src/editor/folderBacklog';
import { resolveConflicts } from '../../src/editor/merge/resolveConflicts';
import { setUpMerging } from '../../src/editor/merge/setUpMerging';
import { AllowedCodes } from '../../src/editor/start/allowedCodes';
import { createLauncher } from '../../src/io/launcher';
import { manifest, task } from '../support/builders';
import { makeRepository, removeTemporary, temporaryFolder, type Repository } from '../support/repository';
import { until } from '../support/until';
import { StandIns } from './support/standIns';

const { manifestPath, statePath } = DEFAULT_SETTINGS;
const ID = 'implementation-orchestrator.implementation-orchestrator';
const SCHEME = 'merged-in-test';
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
const NOTHING_ALLOWED = new AllowedCodes({ keys: () => [], get: () => undefined, update: () => Promise.resolve() }, '');

type Row = vscode.QuickPickItem;

/** A message as it was shown, and the button that the person presses. */
interface Message {
  readonly text: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  press(button: string): void;
}

describe('merging the task state in the editor', () => {
  let repository: Repository;
  let backlog: FolderBacklog;
  let data: string;
  const standIns = new StandIns();
  let messages: Message[];
  const before = process.env['ORCHESTRATOR_DATA'];

  beforeEach(() => {
    data = temporaryFolder('data');
    process.env['ORCHESTRATOR_DATA'] = data;
    messages = [];
    const tasks = [task({ task_id: 'A--T01' }), task({ task_id: 'B--T01' })];
    repository = makeRepository({ files: { [manifestPath]: `${JSON.stringify(manifest(tasks), null, 2)}\n`, [statePath]: text({}) } });
    for (const name of ['showInformationMessage', 'showWarningMessage'] as const) {
      standIns.answering(name, (said: string, ...rest: readonly unknown[]) => {
        const buttons = rest.filter((one) => typeof one === 'string');
        const detail = (rest.find((one) => typeof one === 'object') as { detail?: string } | undefined)?.detail ?? '';
        return new Promise((answer) => messages.push({ text: said, detail, buttons, press: answer }));
      });
    }
  });

  afterEach(async () => {
    standIns.over();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    backlog.dispose();
    repository.dispose();
    removeTemporary(data);
    if (before === undefined) Reflect.deleteProperty(process.env, 'ORCHESTRATOR_DATA');
    else process.env['ORCHESTRATOR_DATA'] = before;
  });

  const text = (tasks: object) => `${JSON.stringify({ tasks }, null, 2)}\n`;
  const state = () => readFileSync(path.join(repository.root, statePath), 'utf8');
  const comparisons = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof vscode.TabInputTextDiff);

  async function open(): Promise<void> {
    backlog = new FolderBacklog({ uri: vscode.Uri.file(repository.root), name: path.basename(repository.root), index: 0 }, SILENT, NOTHING_ALLOWED);
    await backlog.load();
    await backlog.readGit();
    const extension = vscode.extensions.getExtension(ID) ?? assert.fail();
    (backlog.world as { launcher: World['launcher'] }).launcher = createLauncher(path.join(extension.extensionPath, 'dist', 'vtm.js'));
  }

  /** Two branches that claim a task each, merged without the driver. */
  function conflict(one: object, other: object): string {
    for (const [name, tasks] of [['one', one], ['other', other]] as const) {
      repository.git('switch', '--quiet', '-c', name, 'main');
      repository.write(statePath, text(tasks));
      repository.git('commit', '--quiet', '--all', '-m', name);
    }
    repository.git('switch', '--quiet', 'one');
    assert.throws(() => repository.git('merge', '--quiet', 'other'));
    return state();
  }

  const message = (pattern: RegExp) => until(`a message ${pattern.source}`, () => messages.find((one) => pattern.test(one.text)));

  it('resolves conflict markers after the change was shown', async () => {
    const marked = conflict({ 'A--T01': { status: 'in-progress', notes: 'a' } }, { 'B--T01': { status: 'in-progress' } });
    assert.match(marked, /^<{7} /m);
    await open();
    assert.equal(backlog.snapshot.problems[0]?.kind, 'conflict-markers');
    const shown: string[] = [];
    const add = (name: string, shownText: string) => {
      shown.push(shownText);
      return vscode.Uri.from({ scheme: SCHEME, path: `/${name}` });
    };
    const provider = vscode.workspace.registerTextDocumentContentProvider(SCHEME, { provideTextDocumentContent: () => shown.at(-1) ?? '' });
    standIns.atEnd(() => provider.dispose());
    let picked: readonly Row[] = [];
    let wasShown = 0;
    standIns.answering('showQuickPick', (rows: readonly Row[]) => {
      picked = rows;
      wasShown = comparisons().length;
      return Promise.resolve(undefined);
    });
    await resolveConflicts(backlog, { add });
    assert.equal(state(), marked, 'Escape leaves everything as it is');
    assert.equal(wasShown, 1);
    assert.deepEqual(picked.map(({ label }) => label).slice(0, 2), ['$(check) Resolve', 'Good to know']);
    standIns.answering('showQuickPick', (rows: readonly Row[]) => Promise.resolve(rows[0]));
    await resolveConflicts(backlog, { add });
    assert.equal(state(), text({ 'A--T01': { status: 'in-progress', notes: 'a' }, 'B--T01': { status: 'in-progress' } }));
    assert.equal(state(), shown.at(-1), 'what was shown is what was written');
    assert.equal(backlog.snapshot.byId.get('B--T01')?.status, 'in-progress');
    assert.deepEqual((await message(/^The task state is resolved\. Stage/)).buttons, ['Undo', 'Open State']);
    await resolveConflicts(backlog, { add });
    await message(/^The state file holds no conflict markers\.$/);
  });

  it('leaves what it can\'t decide marked, or takes one side for it', async () => {
    const marked = conflict({ 'A--T01': { status: 'completed' } }, { 'A--T01': { status: 'blocked' } });
    await open();
    const add = (name: string) => vscode.Uri.from({ scheme: 'untitled', path: name });
    const answer = (wanted: RegExp) => standIns.answering('showQuickPick', (rows: readonly Row[]) => Promise.resolve(rows.find(({ label }) => wanted.test(label))));
    answer(/^\$\(check\) Resolve$/);
    await resolveConflicts(backlog, { add });
    await message(/^The task state is resolved, but for 1 value/);
    assert.deepEqual(backlog.snapshot.problems.map(({ kind }) => kind), ['merge-conflict']);
    repository.write(statePath, marked);
    answer(/Take Ours/);
    await resolveConflicts(backlog, { add });
    assert.equal(state(), text({ 'A--T01': { status: 'completed' } }));
  });

  it('is set up once the person has seen what changes, and taken back', async () => {
    await open();
    const setUp = setUpMerging(backlog);
    const question = await message(/^Let git merge the task state task by task\?$/);
    assert.match(question.detail, /\.gitattributes: \+ docs\/backlog\/task-state\.json merge=orchestrator-state/);
    assert.equal(existsSync(path.join(repository.root, '.gitattributes')), false);
    question.press('Set Up');
    await setUp;
    const done = await message(/^git merges the task state task by task now\./);
    assert.match(repository.git('check-attr', 'merge', statePath), /orchestrator-state/);
    assert.ok(existsSync(path.join(data, 'bin', 'vtm')));
    await setUpMerging(backlog);
    assert.deepEqual((await message(/already\.$/)).buttons, ['Remove…']);
    done.press('Undo');
    await until('it is taken back', () => !existsSync(path.join(repository.root, '.gitattributes')));
    await until('git forgets the driver', () => !repository.read('.git/config').includes('orchestrator-state'));
  });
});
