import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as vscode from 'vscode';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { WHEN_RUN } from '../../src/editor/commands/commandsWhenRun';
import { COMMANDS } from '../../src/editor/ids';
import { WHEN_USED } from '../../src/editor/whenUsed';
import type { OrchestratorApi } from '../../src/extension';
import { manifest, task } from '../support/builders';
import { until } from '../support/until';
import { activeProduct, writeWhole } from './support/product';

const { manifestPath, statePath } = DEFAULT_SETTINGS;

describe('the product in the extension host', () => {
  let api: OrchestratorApi;
  let root: string;

  const write = (file: string, text: string): void => writeWhole(root, file, text);
  const statusOf = (id: string) => api.backlogs.active?.snapshot.byId.get(id)?.status;

  before(async () => {
    ({ api, root } = await activeProduct());
    write(manifestPath, JSON.stringify(manifest([task({ task_id: 'A--T01' }), task({ task_id: 'B--T01' })])));
    write(statePath, '{"tasks": {}}');
    await until('the backlog', () => (api.backlogs.active?.snapshot.tasks.length === 2 ? true : undefined));
  });

  after(() => {
    for (const file of ['docs', '.git']) rmSync(path.join(root, file), { recursive: true, force: true });
  });

  it('registers every command of package.json', async () => {
    const registered = new Set(await vscode.commands.getCommands(true));
    for (const id of Object.values(COMMANDS)) assert.ok(registered.has(id), id);
  });

  it('has a row for every command that is loaded when it is first run, and no other', () => {
    const services = { extension: { id: '' }, log: { info: () => undefined, warn: () => undefined, error: () => undefined } } as never;
    const rows = { attention: WHEN_USED.attentionCommands(services), record: WHEN_USED.recordCommands(services), start: WHEN_USED.startWork(services), batch: WHEN_USED.batchWork(services).commands, welcome: WHEN_USED.welcomeCommands(services, services) };
    for (const group of Object.keys(WHEN_RUN) as (keyof typeof WHEN_RUN)[]) assert.deepEqual(rows[group].map(({ id }) => id).sort(), [...WHEN_RUN[group]].sort(), group);
  });

  it('takes the API of the editor once a file: esbuild copies it for each import', () => {
    const dist = path.join(process.cwd(), 'dist');
    for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js') && !/^(vtm\.js|webview)/.test(name))) {
      const text = readFileSync(path.join(dist, file), 'utf8');
      assert.ok((text.match(/require\("vscode"\)/g) ?? []).length <= 1, file);
    }
  });

  it('activates, and says how long that took', () => {
    const bundle = path.join(process.cwd(), 'dist', 'extension.js');
    const load = createRequire(bundle);
    // The chunks that it shares with other programs are loaded with it.
    const loaded = Object.entries(load.cache).filter(([file]) => file.startsWith(path.dirname(bundle) + path.sep));
    for (const [file] of loaded) Reflect.deleteProperty(load.cache, file);
    const began = performance.now();
    load(bundle);
    const loading = performance.now() - began;
    for (const [file, module] of loaded) load.cache[file] = module;
    console.log(`activation: ${(loading + api.activationTime).toFixed(1)} ms, of which ${loading.toFixed(1)} ms loading the bundle`);
    assert.ok(api.activationTime > 0 && loading > 0);
  });

  it('follows edits, atomic replacements, half-written files, deletion and regeneration', async () => {
    const delays: number[] = [];
    for (const status of ['in-progress', 'completed', 'blocked', 'in-progress'] as const) {
      write(statePath, JSON.stringify({ tasks: { 'A--T01': { status } } }));
      const began = performance.now();
      await until(status, () => (statusOf('A--T01') === status ? true : undefined));
      delays.push(performance.now() - began);
    }
    console.log(`state file changed -> snapshot changed: ${delays.map((delay) => delay.toFixed(0)).join(', ')} ms (at most 250 ms)`);

    writeFileSync(path.join(root, statePath), '{"tasks": {"A--T01": {"sta');
    await until('the broken state', () => (api.backlogs.active?.snapshot.stateHealth === 'stale' ? true : undefined));
    assert.equal(statusOf('A--T01'), 'in-progress', 'the last good reading stays');
    const problems = vscode.languages.getDiagnostics(vscode.Uri.file(path.join(root, statePath)));
    assert.deepEqual(problems.map(({ source, code, range }) => [source, typeof code === 'object' ? code.value : code, range.start.line]), [['Orchestrator', 'syntax', 0]]);
    write(statePath, '{"tasks": {"A--T01": {"status": "completed"}}}');
    await until('the mended state', () => (statusOf('A--T01') === 'completed' ? true : undefined));
    assert.deepEqual(vscode.languages.getDiagnostics(vscode.Uri.file(path.join(root, statePath))), []);

    rmSync(path.join(root, statePath));
    await until('the deletion', () => (statusOf('A--T01') === 'pending' ? true : undefined));
    write(manifestPath, JSON.stringify(manifest([task({ task_id: 'NEW--T01' })])));
    await until('the new manifest', () => (statusOf('NEW--T01') === 'pending' && api.backlogs.active?.snapshot.tasks.length === 1 ? true : undefined));
    rmSync(path.join(root, 'docs'), { recursive: true });
    await until('the folder to be gone', () => (api.backlogs.all.length === 0 ? true : undefined));
    write(manifestPath, JSON.stringify(manifest([task({ task_id: 'BACK--T01' })])));
    await until('the backlog to be back', () => statusOf('BACK--T01'));
  });

  it('shows the last of many quick writes', async () => {
    for (let count = 0; count < 500; count++) {
      write(statePath, JSON.stringify({ count, tasks: { 'BACK--T01': { status: count % 2 ? 'blocked' : 'in-progress' } } }));
    }
    write(statePath, JSON.stringify({ tasks: { 'BACK--T01': { status: 'completed' } } }));
    await until('the last write', () => (statusOf('BACK--T01') === 'completed' ? true : undefined));
  });

  it('takes settings as soon as they change', async () => {
    const settings = vscode.workspace.getConfiguration('orchestrator');
    await settings.update('wipLimit', 7, vscode.ConfigurationTarget.Global);
    try {
      await until('the limit', () => (api.backlogs.active?.settings.wipLimit === 7 ? true : undefined));
    } finally {
      await settings.update('wipLimit', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('answers a command that can\'t be done without throwing at its caller', async () => {
    assert.equal(await vscode.commands.executeCommand(COMMANDS.undoStart), undefined);
    assert.ok(readFileSync(path.join(root, manifestPath), 'utf8').includes('BACK--T01'));
  });
});
