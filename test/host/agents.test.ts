import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { AgentDescriptor } from '../../src/core/delegate/descriptor';
import type { TaskDocuments } from '../../src/core/documents';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { buildSnapshot } from '../../src/core/snapshot';
import type { AgentSettings } from '../../src/editor/agents/agentSettings';
import { createDispatcher, type DispatcherOptions, type LaunchBacklog } from '../../src/editor/agents/dispatcher';
import type { AgentEnd } from '../../src/editor/agents/processLauncher';

const HOSTILE = '$(touch hacked) `touch hacked` "quoted" \'single\' %PATH% ; touch hacked\nnext line \\ {ROOT} é';
const PROMPT = `# Implement A--T01\n\n${HOSTILE}\n`;
const claude: AgentDescriptor = { kind: 'command-line', agent: 'claude' };

/** Resolves with the first value that is there; the suite's timeout is the limit. */
async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function memento(): vscode.Memento & { setKeysForSync(): void } {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: <T>(key: string, fallback?: T) => (values.has(key) ? (values.get(key) as T) : fallback) as T,
    update: (key, value) => Promise.resolve(void values.set(key, JSON.parse(JSON.stringify(value)))),
    setKeysForSync: () => undefined,
  };
}

describe('launching agents', () => {
  let scratch: string;
  let bin: string;
  let out: string;
  let backlog: LaunchBacklog;
  let documents: TaskDocuments;
  let oldPath: string | undefined;
  let disposables: vscode.Disposable[];
  const warnings: string[] = [];

  const settings: AgentSettings = { preferred: undefined, custom: [], previewPrompt: 'first', chatSubmit: 'prefill', chatModel: undefined };
  const log = { info: () => undefined, warn: (text: string) => void warnings.push(text), error: (text: string) => void warnings.push(text) };

  function context() {
    return {
      storageUri: vscode.Uri.file(path.join(scratch, 'storage')),
      globalStorageUri: vscode.Uri.file(path.join(scratch, 'global')),
      workspaceState: memento(),
      globalState: memento(),
      subscriptions: disposables,
    };
  }

  function dispatcherOf(options: DispatcherOptions = {}, more: Partial<AgentSettings> = {}) {
    return createDispatcher(context(), log, { settings: () => ({ ...settings, ...more }), ...options });
  }

  function standIn(name: string): void {
    const script = path.resolve('test', 'support', 'standInAgent.mjs');
    writeFileSync(path.join(bin, name), `#!/bin/sh\nELECTRON_RUN_AS_NODE=1 exec '${process.execPath}' '${script}' '${out}' "$@"\n`);
    chmodSync(path.join(bin, name), 0o755);
  }

  const seen = () => until(() => (existsSync(out) ? (JSON.parse(readFileSync(out, 'utf8')) as { args: string[]; cwd: string; prompt: string | null }) : undefined));
  const prompts = () => readdirSync(path.join(scratch, 'storage', 'prompts'));

  beforeEach(() => {
    scratch = mkdtempSync(path.join(os.tmpdir(), 'agents with $ and blank '));
    bin = path.join(scratch, 'bin');
    out = path.join(scratch, 'seen.json');
    const root = path.join(scratch, 'project');
    mkdirSync(bin);
    mkdirSync(path.join(root, 'docs'), { recursive: true });
    writeFileSync(path.join(root, 'docs', 'spec.md'), '# Hashing\n');
    const folder = { uri: vscode.Uri.file(root), name: 'project', index: 0 };
    const reading = { health: 'missing', value: undefined, problems: [] } as const;
    const snapshot = buildSnapshot({ rev: 1, backlog: { name: 'project', manifestPath: 'm.json', statePath: 's.json' }, manifest: reading, state: reading });
    backlog = { folder, snapshot, settings: DEFAULT_SETTINGS };
    const ref = { kind: 'spec', raw: 'docs/spec.md', path: 'docs/spec.md' } as const;
    documents = { taskId: 'A--T01', context: [{ kind: 'found', ref, path: 'docs/spec.md' }], tests: [] };
    oldPath = process.env['PATH'];
    process.env['PATH'] = bin;
    disposables = [];
    warnings.length = 0;
  });

  afterEach(async () => {
    process.env['PATH'] = oldPath;
    disposables.forEach((disposable) => void disposable.dispose());
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    vscode.window.terminals.forEach((terminal) => terminal.dispose());
    rmSync(scratch, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  it('hands the exact prompt to a claude on the PATH, in the project, and tells its exit code', async () => {
    standIn('claude');
    const ends: AgentEnd[] = [];
    const dispatcher = dispatcherOf({ onEnded: (end) => ends.push(end) });
    const outcome = await dispatcher.launch(backlog, 'A--T01', PROMPT, documents, claude);
    assert.equal(outcome.kind, 'launched', JSON.stringify(outcome));
    assert.match(outcome.how, /Claude Code is working in the terminal "Agent: A--T01"/);
    const { args, cwd, prompt } = await seen();
    assert.equal(prompt, PROMPT);
    assert.equal(args.length, 1);
    assert.equal(cwd, backlog.folder.uri.fsPath);
    assert.deepEqual(await until(() => ends[0]), { taskId: 'A--T01', exitCode: 0 });
    assert.deepEqual(readdirSync(backlog.folder.uri.fsPath), ['docs'], 'nothing is left in the project');
  });

  it("names the project's own task-implementer to claude", async () => {
    standIn('claude');
    mkdirSync(path.join(backlog.folder.uri.fsPath, '.claude', 'agents'), { recursive: true });
    writeFileSync(path.join(backlog.folder.uri.fsPath, '.claude', 'agents', 'task-implementer.md'), '---\nname: task-implementer\n---\n');
    await dispatcherOf().launch(backlog, 'A--T01', PROMPT, documents, claude);
    assert.deepEqual((await seen()).args.slice(0, 2), ['--agent', 'task-implementer']);
  });

  it('lets hostile text through a custom command as it is, in its one argument', async () => {
    standIn('my-agent');
    const custom: AgentDescriptor = { kind: 'custom', label: 'Mine', argv: ['my-agent', '--prompt={PROMPT}', '{PROMPT_FILE}', '$(touch hacked)', '{BRANCH}'] };
    const outcome = await dispatcherOf({}, { custom: [custom] }).launch(backlog, 'A--T01', PROMPT, documents, custom);
    assert.equal(outcome.kind, 'launched', JSON.stringify(outcome));
    const { args } = await seen();
    assert.equal(args[0], `--prompt=${PROMPT}`);
    assert.equal(args[1], path.join(scratch, 'storage', 'prompts', 'A--T01-1.md'));
    assert.deepEqual(args.slice(2), ['$(touch hacked)', 'feat/A--T01']);
    assert.equal(existsSync(path.join(backlog.folder.uri.fsPath, 'hacked')), false);
  });

  it('launches the same task twice without asking', async () => {
    standIn('claude');
    const dispatcher = dispatcherOf();
    const first = await dispatcher.launch(backlog, 'A--T01', PROMPT, documents, claude);
    const second = await dispatcher.launch(backlog, 'A--T01', PROMPT, documents, claude);
    assert.deepEqual([first.kind, second.kind], ['launched', 'launched']);
    assert.deepEqual(prompts().toSorted(), ['A--T01-1.md', 'A--T01-2.md']);
  });

  it('falls back to the opened prompt and says why, when the program is not there', async () => {
    const outcome = await dispatcherOf().launch(backlog, 'A--T01', PROMPT, documents, claude);
    assert.equal(outcome.kind, 'fell-back');
    assert.match(outcome.why, /^The program claude was not found on the PATH\. Install Claude Code/);
    assert.equal(await until(() => vscode.window.visibleTextEditors.find(({ document }) => document.getText() === PROMPT) && 'open'), 'open');
    if (outcome.how === 'clipboard') assert.equal(await vscode.env.clipboard.readText(), PROMPT);
    assert.match(warnings.join('\n'), /A--T01: Claude Code was not launched/);
  });

  it('falls back when a launcher throws, and shows none of its words', async () => {
    const broken = { isAvailable: () => Promise.resolve({ kind: 'available', isReady: true } as const), launch: () => Promise.reject(new Error('internal')) };
    const outcome = await dispatcherOf({ launchers: { chat: broken } }).launch(backlog, 'A--T01', PROMPT, documents, { kind: 'chat' });
    assert.equal(outcome.kind, 'fell-back');
    assert.doesNotMatch(JSON.stringify(outcome), /internal/);
  });

  it('shows the prompt before the first launch only', async () => {
    standIn('claude');
    const dispatcher = dispatcherOf();
    const isShown = () => vscode.window.visibleTextEditors.some(({ document }) => document.getText() === PROMPT);
    await dispatcher.launch(backlog, 'A--T01', PROMPT, documents, claude);
    assert.equal(isShown(), true);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await dispatcher.launch(backlog, 'A--T01', PROMPT, documents, claude);
    assert.equal(isShown(), false);
  });

  it('keeps the last 20 prompts', async () => {
    const nowhere = { isAvailable: () => Promise.resolve({ kind: 'available', isReady: true } as const), launch: () => Promise.resolve({ kind: 'launched', how: 'Done.' } as const) };
    const dispatcher = dispatcherOf({ launchers: { chat: nowhere } }, { previewPrompt: 'never' });
    for (let count = 0; count < 23; count++) await dispatcher.launch(backlog, 'A--T01', PROMPT, documents, { kind: 'chat' });
    assert.equal(prompts().length, 20);
    assert.equal(prompts().includes('A--T01-23.md'), true);
  });

  it('tells of every agent whether it is there, and takes the setting for the choice', async () => {
    standIn('codex');
    const dispatcher = dispatcherOf({}, { preferred: 'codex' });
    const candidates = await dispatcher.descriptors(backlog);
    const kindOf = (name: string) => candidates.find(({ descriptor }) => descriptor.kind === 'command-line' && descriptor.agent === name)?.availability.kind;
    assert.deepEqual([kindOf('codex'), kindOf('claude'), kindOf('copilot')], ['available', 'unavailable', 'unavailable']);
    assert.equal(candidates.find(({ descriptor }) => descriptor.kind === 'claude-extension')?.availability.kind, 'unavailable');
    assert.deepEqual(await dispatcher.current(backlog), { kind: 'command-line', agent: 'codex' });
    assert.deepEqual(JSON.parse(JSON.stringify(candidates)), candidates);
  });
});

describe('launching the chat', () => {
  let folder: string;
  let workspace: vscode.WorkspaceFolder;
  let storage: vscode.Uri;
  let disposables: vscode.Disposable[];

  before(async function () {
    this.timeout(180_000);
    await vscode.commands.executeCommand('scriptedModel.ready');
    folder = await vscode.commands.executeCommand<string>('scriptedModel.folder');
    const opened = vscode.workspace.workspaceFolders?.[0];
    assert.ok(opened, 'the host suite opens a folder');
    workspace = opened;
  });

  beforeEach(() => {
    storage = vscode.Uri.file(mkdtempSync(path.join(os.tmpdir(), 'chat-prompts-')));
    disposables = [];
    writeFileSync(path.join(folder, 'script.json'), JSON.stringify({ turns: [{ text: 'Understood.' }] }));
    writeFileSync(path.join(workspace.uri.fsPath, 'agents-spec.md'), '# A spec for the chat test\n');
  });

  afterEach(async () => {
    disposables.forEach((disposable) => void disposable.dispose());
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(storage.fsPath, { recursive: true, force: true });
    rmSync(path.join(workspace.uri.fsPath, 'agents-spec.md'));
  });

  function launch(prompt: string, chatSubmit: AgentSettings['chatSubmit']) {
    const reading = { health: 'missing', value: undefined, problems: [] } as const;
    const snapshot = buildSnapshot({ rev: 1, backlog: { name: 'x', manifestPath: 'm.json', statePath: 's.json' }, manifest: reading, state: reading });
    const ref = { kind: 'spec', raw: 'agents-spec.md', path: 'agents-spec.md' } as const;
    const documents: TaskDocuments = { taskId: 'A--T01', context: [{ kind: 'found', ref, path: 'agents-spec.md' }], tests: [] };
    const dispatcher = createDispatcher(
      { storageUri: storage, globalStorageUri: storage, workspaceState: memento(), globalState: memento(), subscriptions: disposables },
      { info: () => undefined, warn: () => undefined, error: () => undefined },
      { settings: () => ({ preferred: undefined, custom: [], previewPrompt: 'never', chatSubmit, chatModel: { vendor: 'scripted' } }) },
    );
    return dispatcher.launch({ folder: workspace, settings: DEFAULT_SETTINGS, snapshot }, 'A--T01', prompt, documents, { kind: 'chat' });
  }

  const requests = () => {
    const file = path.join(folder, 'requests.jsonl');
    return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  };
  const requestWith = (marker: string) => until(() => requests().find((line) => line.includes(marker) && line.includes('"kind":"agent"')));

  it('submits the whole prompt and the documents to a ready chat, where the person chose so', async function () {
    this.timeout(120_000);
    const marker = `criterion ${Date.now()} of the chat test`;
    const outcome = await launch(`# Implement A--T01\n\n- ${marker}\n- "quotes" \`ticks\` $(id)\n`, 'submit');
    assert.equal(outcome.kind, 'launched', JSON.stringify(outcome));
    assert.match(outcome.how, /was sent to the chat in agent mode/);
    const request = await requestWith(marker);
    assert.match(request, /agents-spec\.md/);
    assert.match(request, /`ticks` \$\(id\)/);
  });

  it("speaks to the project's own task-implementer", async function () {
    this.timeout(120_000);
    const agents = path.join(workspace.uri.fsPath, '.claude', 'agents');
    const body = `Body ${Date.now()} of the implementer.`;
    mkdirSync(agents, { recursive: true });
    writeFileSync(path.join(agents, 'task-implementer.md'), `---\nname: task-implementer\ndescription: Implements one task\n---\n${body}\n`);
    // A folder that comes while the editor runs may go unseen; a change of this setting has it look again.
    const setFolders = (folders: object | undefined) => vscode.workspace.getConfiguration('chat').update('agentFilesLocations', folders, vscode.ConfigurationTarget.Global);
    try {
      await setFolders({ '.claude/agents': true, [`.agents-${Date.now()}`]: true });
      await until(async () => {
        const known = await vscode.commands.executeCommand<{ name: string }[]>('workbench.action.chat.getHandoffs');
        return known.some(({ name }) => name === 'task-implementer') || undefined;
      });
      const marker = `criterion ${Date.now()} for the implementer`;
      const outcome = await launch(`# Implement A--T01\n\n- ${marker}\n`, 'submit');
      assert.match(outcome.kind === 'launched' ? outcome.how : JSON.stringify(outcome), /for the agent task-implementer/);
      assert.ok((await requestWith(marker)).includes(body));
    } finally {
      rmSync(path.join(workspace.uri.fsPath, '.claude'), { recursive: true });
      await setFolders(undefined);
    }
  });

  it('prefills unless told to submit, and the model sees nothing yet', async function () {
    this.timeout(120_000);
    const prefilled = `criterion ${Date.now()} only prefilled`;
    const outcome = await launch(`# Implement A--T01\n\n- ${prefilled}\n`, 'prefill');
    assert.match(outcome.kind === 'launched' ? outcome.how : JSON.stringify(outcome), /press Enter there to send it/);
    const submitted = `criterion ${Date.now()} submitted after it`;
    await launch(`# Implement A--T01\n\n- ${submitted}\n`, 'submit');
    await requestWith(submitted);
    assert.equal(requests().some((line) => line.includes(prefilled)), false);
  });
});
