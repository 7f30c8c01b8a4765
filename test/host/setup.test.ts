import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { SETUP_PARTS, type PlannedFile, type SetupPartId } from '../../src/core/setup/plan';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { ChatLauncher } from '../../src/editor/agents/chatLauncher';
import { COMMANDS, CONTEXT_KEYS } from '../../src/editor/ids';
import { SetUpAgents } from '../../src/editor/setup/setUpAgents';
import { launcherScript } from '../../src/io/setupLauncher';
import { manifest, task } from '../support/builders';
import { until } from '../support/until';
import { activeProduct, writeWhole } from './support/product';

const ID = 'implementation-orchestrator.implementation-orchestrator';
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** The editor reads agents anew at leisure. */
const patiently = <T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> => until<T>(what, look, 60_000);

describe('setting up agents', () => {
  let scratch: string;
  let folder: vscode.WorkspaceFolder;
  let dataBefore: string | undefined;
  const reviewed: PlannedFile[][] = [];

  const at = (file: string) => path.join(folder.uri.fsPath, file);
  const everything = () => readdirSync(folder.uri.fsPath, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name).sort();

  function setUp(parts: readonly SetupPartId[] | undefined, agrees = true): SetUpAgents {
    const extension = vscode.extensions.getExtension(ID);
    assert.ok(extension);
    return new SetUpAgents({
      extension,
      log,
      questions: {
        pick: () => Promise.resolve(parts),
        review: (_folder, plan) => {
          reviewed.push([...plan]);
          return Promise.resolve(agrees);
        },
      },
    });
  }
  const defaults = SETUP_PARTS.filter(({ isDefault }) => isDefault).map(({ id }) => id);

  beforeEach(() => {
    scratch = mkdtempSync(path.join(os.tmpdir(), 'set-up with blank '));
    const root = path.join(scratch, 'project');
    mkdirSync(root);
    folder = { uri: vscode.Uri.file(root), name: 'project', index: 0 };
    dataBefore = process.env['ORCHESTRATOR_DATA'];
    process.env['ORCHESTRATOR_DATA'] = path.join(scratch, 'data');
    reviewed.length = 0;
  });

  afterEach(async () => {
    if (dataBefore === undefined) delete process.env['ORCHESTRATOR_DATA'];
    else process.env['ORCHESTRATOR_DATA'] = dataBefore;
    await vscode.commands.executeCommand('notifications.clearAll');
    rmSync(scratch, { recursive: true, force: true });
  });

  it('writes what was picked, once, merges into what is there, and undo restores every byte', async () => {
    const mine = '{\n    "mcpServers": { "mine": { "command": "x" } }\n}';
    writeFileSync(at('.mcp.json'), mine);
    const done = await setUp(defaults).run(folder);
    assert.ok(done);
    assert.deepEqual(everything(), ['.mcp.json', 'SKILL.md', 'config.toml', 'orchestrator.md', 'task-batch-coordinator.md', 'task-implementer.md']);
    const servers = (JSON.parse(readFileSync(at('.mcp.json'), 'utf8')) as { mcpServers: Record<string, { args?: string[] }> }).mcpServers;
    assert.deepEqual(Object.keys(servers), ['mine', 'orchestrator']);
    assert.deepEqual(servers['orchestrator']?.args, [launcherScript(), 'mcp']);
    assert.ok(existsSync(launcherScript()), 'the launcher is there before settings name it');
    assert.equal(await setUp(defaults).run(folder), undefined, 'the second time there is nothing to write');
    assert.equal(reviewed.length, 1, 'and nothing to review');
    await setUp(defaults).undo(done);
    assert.deepEqual(everything(), ['.mcp.json']);
    assert.equal(readFileSync(at('.mcp.json'), 'utf8'), mine);
    assert.deepEqual(readdirSync(folder.uri.fsPath), ['.mcp.json']);
  });

  it('goes by the keyboard alone from the command to the files: pick, review, write', async () => {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    assert.ok(root);
    const written = ['.claude/agents/task-implementer.md', '.claude/skills/record-progress/SKILL.md', '.mcp.json', '.codex/config.toml'].map((file) => path.join(root, file));
    try {
      const done = vscode.commands.executeCommand(COMMANDS.setUpAgents);
      await patiently('the files', async () => {
        if (written.every((file) => existsSync(file))) return true;
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return undefined;
      });
      assert.ok(await done);
      assert.equal(existsSync(path.join(root, '.github', 'agents')), false, 'what was not picked beforehand is not written');
    } finally {
      for (const file of ['.claude', '.codex', '.mcp.json']) rmSync(path.join(root, file), { recursive: true, force: true });
    }
  });

  it('writes nothing before the yes, and only the parts that were picked', async () => {
    await setUp(undefined).run(folder);
    await setUp(defaults, false).run(folder);
    assert.deepEqual(everything(), []);
    assert.equal(existsSync(launcherScript()), false);
    await setUp(['github-agents']).run(folder);
    assert.deepEqual(everything(), ['orchestrator.agent.md', 'task-batch-coordinator.agent.md', 'task-implementer.agent.md']);
  });

  it("keeps the project's own agent and an orchestrator server of its own, and says so", async () => {
    mkdirSync(at('.claude/agents'), { recursive: true });
    writeFileSync(at('.claude/agents/task-implementer.md'), 'mine');
    writeFileSync(at('.mcp.json'), '{"mcpServers": {"orchestrator": {"command": "mine"}}}');
    await setUp(defaults).run(folder);
    assert.equal(readFileSync(at('.claude/agents/task-implementer.md'), 'utf8'), 'mine');
    assert.equal(readFileSync(at('.mcp.json'), 'utf8'), '{"mcpServers": {"orchestrator": {"command": "mine"}}}');
    assert.deepEqual(reviewed[0]?.filter(({ why }) => why).map(({ path: file, kind }) => [file, kind]), [
      ['.claude/agents/task-implementer.md', 'kept'],
      ['.mcp.json', 'conflict'],
    ]);
  });

  it("names the project's own installation where it has one", async () => {
    mkdirSync(at('node_modules/implementation-orchestrator/dist'), { recursive: true });
    writeFileSync(at('node_modules/implementation-orchestrator/dist/vtm.js'), '');
    await setUp(['mcp-json', 'codex']).run(folder);
    assert.match(readFileSync(at('.mcp.json'), 'utf8'), /"node_modules\/implementation-orchestrator\/dist\/vtm\.js"/);
    assert.match(readFileSync(at('.codex/config.toml'), 'utf8'), /args = \["node_modules\/implementation-orchestrator\/dist\/vtm\.js", "mcp"\]/);
  });
});

describe('the agents that are shipped', () => {
  let root: string;
  let model: string;

  const known = async () => vscode.commands.executeCommand<{ name: string; id: string }[]>('workbench.action.chat.getHandoffs');
  const implementers = async () => (await known()).filter(({ name }) => name === 'task-implementer').map(({ id }) => id);
  const isShipped = (id: string) => id.endsWith('/media/agents/task-implementer.agent.md');
  const own = () => path.join(root, '.claude', 'agents', 'own-implementer.md');

  before(async function () {
    this.timeout(180_000);
    await vscode.commands.executeCommand('scriptedModel.ready');
    model = await vscode.commands.executeCommand<string>('scriptedModel.folder');
    const product = await activeProduct();
    ({ root } = product);
    writeWhole(root, DEFAULT_SETTINGS.manifestPath, JSON.stringify(manifest([task({ task_id: 'A--T01' })])));
    await patiently('the backlog', () => product.api.backlogs.all.length === 1);
  });

  after(async () => {
    for (const file of ['docs', '.claude']) rmSync(path.join(root, file), { recursive: true, force: true });
    await vscode.workspace.getConfiguration('chat').update('agentFilesLocations', undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  async function launch(marker: string): Promise<{ how: string; request: string }> {
    writeFileSync(path.join(model, 'script.json'), JSON.stringify({ turns: [{ text: 'Understood.' }], marker }));
    const launcher = new ChatLauncher(() => ({ preferred: undefined, custom: [], previewPrompt: 'never', chatSubmit: 'submit', chatModel: { vendor: 'scripted' } }), log);
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const result = await launcher.launch({ kind: 'chat' }, { prompt: marker, promptFile: folder.uri, taskId: 'A--T01', title: 'A', contextFiles: [], folder, branch: 'feat/A--T01', role: 'task-implementer' });
    const file = path.join(model, 'requests.jsonl');
    const requests = () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
    const request = await patiently('the request', () => requests().find((line) => line.includes(marker) && line.includes('"kind":"agent"')));
    return { how: result.kind === 'launched' ? result.how : result.why, request };
  }

  it('are offered where there is a backlog, and a launch goes to ours with our tools', async function () {
    this.timeout(120_000);
    await patiently('our agents', async () => {
      const names = (await known()).map(({ name }) => name);
      return ['task-implementer', 'task-batch-coordinator', 'orchestrator'].every((name) => names.includes(name)) || undefined;
    });
    const { how, request } = await launch(`criterion ${Date.now()} for the shipped one`);
    assert.match(how, /for the agent task-implementer/);
    assert.match(request, /You implement one task of this project's task manifest/);
    const { tools } = JSON.parse(request) as { tools: string[] };
    for (const id of ['next', 'task', 'context', 'start', 'ac-done', 'block', 'complete']) assert.ok(tools.includes(`orchestrator_${id}`), `${id} of ${tools.join(' ')}`);
  });

  it("give way to the project's own of the name, which a launch takes even while the editor lists both", async function () {
    this.timeout(180_000);
    const body = `Body ${Date.now()} of the project's own.`;
    mkdirSync(path.dirname(own()), { recursive: true });
    writeFileSync(own(), `---\nname: task-implementer\ndescription: Implements one task\n---\n${body}\n`);
    // A folder that comes while the editor runs may go unseen; a change of this setting has it look again.
    await vscode.workspace.getConfiguration('chat').update('agentFilesLocations', { '.claude/agents': true, [`.agents-${Date.now()}`]: true }, vscode.ConfigurationTarget.Global);
    await patiently("the project's own alone", async () => {
      const ids = await implementers();
      return (ids.length === 1 && !ids.some(isShipped)) || undefined;
    });
    await vscode.commands.executeCommand('setContext', CONTEXT_KEYS.offersTaskImplementer, true);
    await patiently('both', async () => ((await implementers()).length === 2 ? true : undefined));
    const { how, request } = await launch(`criterion ${Date.now()} for the own one`);
    assert.match(how, /for the agent task-implementer/);
    assert.ok(request.includes(body));
    assert.doesNotMatch(request, /You implement one task of this project's task manifest/);
  });
});
