import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { COMMANDS } from '../../src/editor/ids';
import { activate } from '../../src/extension';
import { manifest, task } from '../support/builders';
import { until } from '../support/until';
import { LiveThings } from './support/liveThings';
import { activeProduct, writeWhole } from './support/product';

const ID = 'implementation-orchestrator.implementation-orchestrator';
const ROUNDS = 5;

const nothing = () => ({ dispose: () => undefined });
const never: vscode.Event<never> = nothing;

/** Handles of the process that the extension may open. */
const handles = () => process.getActiveResourcesInfo().filter((kind) => /^(FSEventWrap|StatWatcher|ProcessWrap)$/.test(kind)).length;

/** Near the end of all suites: the editor's own git extension stumbles for a while over the repository that is taken away after it. */
describe('activating and disposing of the extension', function () {
  this.timeout(120_000);
  let root: string;
  let live: LiveThings;
  /** The commands of the extension that is under test; those of the window belong to the one that is installed. */
  const commands = new Map<string, () => unknown>();

  before(async () => {
    ({ root } = await activeProduct());
    execFileSync('git', ['init', '-q', '-b', 'main'], { cwd: root });
    writeWhole(root, DEFAULT_SETTINGS.manifestPath, JSON.stringify(manifest([task({ task_id: 'A--T01' })])));
    writeWhole(root, DEFAULT_SETTINGS.statePath, '{"tasks": {}}');
    live = new LiveThings(path.basename(__filename), {
      'commands.registerCommand': (id, run) => {
        commands.set(id as string, run as () => unknown);
        return nothing();
      },
      'window.createTreeView': () => ({ ...nothing(), selection: [], visible: true, onDidChangeSelection: never, onDidChangeVisibility: never, onDidChangeCheckboxState: never, onDidExpandElement: never, onDidCollapseElement: never, reveal: () => Promise.resolve() }),
      'window.createOutputChannel': () => ({ ...nothing(), trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing, show: nothing }),
      'window.registerWebviewPanelSerializer': nothing,
      'window.registerWebviewViewProvider': nothing,
      'lm.registerTool': nothing,
      'chat.createChatParticipant': nothing,
    });
  });

  after(() => {
    live.over();
    for (const file of ['docs', '.git']) fs.rmSync(path.join(root, file), { recursive: true, force: true });
  });

  function newContext(): vscode.ExtensionContext {
    const extension = vscode.extensions.getExtension(ID);
    assert.ok(extension);
    const memento = { get: (_: string, other: unknown) => other, update: () => Promise.resolve(), keys: () => [], setKeysForSync: () => undefined };
    const variables = { get: () => undefined, prepend: () => undefined, append: () => undefined, replace: () => undefined, delete: () => undefined, clear: () => undefined };
    const storage = vscode.Uri.file(path.join(process.env['ORCHESTRATOR_TEST_FOLDER'] ?? root, 'storage'));
    return {
      subscriptions: [], extension, extensionUri: extension.extensionUri, extensionPath: extension.extensionPath, extensionMode: vscode.ExtensionMode.Test,
      globalState: memento, workspaceState: memento, globalStorageUri: storage, storageUri: storage, environmentVariableCollection: variables,
    } as unknown as vscode.ExtensionContext;
  }

  /** Activates, uses what opens something, and disposes of it as the editor does. */
  async function round(): Promise<readonly string[]> {
    const context = newContext();
    const { loaded, backlogs } = activate(context);
    await loaded;
    await until('the backlog', () => backlogs.active?.snapshot.byId.has('A--T01'));
    await commands.get(COMMANDS.showPulse)?.();
    await commands.get(COMMANDS.planBatch)?.();
    await until('git to be asked', () => backlogs.active?.gitFacts.kind === 'repository');
    const names = live.names;
    for (const one of context.subscriptions) one.dispose();
    return names;
  }

  it('leaves nothing alive, however often: no listener, no watcher, no timer, no item, no page', async () => {
    const before = handles();
    for (let times = 0; times < ROUNDS; times++) {
      const names = await round();
      for (const expected of ['workspace.createFileSystemWatcher', 'window.createStatusBarItem', 'workspace.onDidChangeConfiguration', 'window.createWebviewPanel', 'setInterval']) assert.ok(names.includes(expected), `${expected} is not counted`);
      assert.ok(names.some((name) => name.startsWith('fs.watch ')) && names.length > 100, names.join('\n'));
      await until(() => `all to be ended; alive: ${live.names.join(', ')}`, () => live.names.length === 0);
    }
    await until(() => `handles to be closed: ${process.getActiveResourcesInfo().join()}`, () => handles() <= before);
  });

  it('would be seen to leave a watcher, a listener or a timer that nobody ends', async () => {
    await round();
    await until('all to be ended', () => live.names.length === 0);
    const planted = [vscode.workspace.createFileSystemWatcher('**/planted'), vscode.window.onDidChangeWindowState(() => undefined)];
    const watcher = fs.watch(root);
    const timer = setInterval(() => undefined, 60_000);
    assert.deepEqual(live.names, [`fs.watch ${root}`, 'setInterval', 'window.onDidChangeWindowState', 'workspace.createFileSystemWatcher']);
    for (const one of planted) one.dispose();
    watcher.close();
    clearInterval(timer);
    assert.deepEqual(live.names, []);
  });
});
