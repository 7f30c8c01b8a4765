import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import * as assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Repository } from '../../support/repository';
import { connect, environment, project, RawClient, textOf } from './startMcp';

const names = (listed: { readonly resources: readonly { readonly name: string }[] }) => listed.resources.map(({ name }) => name);

describe('MCP server, which workspaces it serves', () => {
  let shop: Repository;
  let store: Repository;
  let outside: Repository;
  before(() => {
    shop = project('shop');
    store = project('store', 'STORE_');
    outside = project('outside');
  });
  after(() => [shop, store, outside].forEach((repository) => repository.dispose()));

  it('starts as an entry of .mcp.json in Claude\'s form says', async () => {
    const file = path.join(shop.root, '.mcp.json');
    writeFileSync(file, JSON.stringify({ mcpServers: { orchestrator: { command: 'node', args: [path.resolve('dist', 'vtm.js'), 'mcp'], env: {} } } }));
    const { mcpServers } = JSON.parse(shop.read('.mcp.json')) as { mcpServers: Record<string, { command: string; args: string[]; env: Record<string, string> }> };
    const { command, args, env } = mcpServers['orchestrator']!;
    const client = new Client({ name: 'claude-code', version: '2.1.0' });
    await client.connect(new StdioClientTransport({ command, args, env: { ...environment(), ...env }, cwd: shop.root, stderr: 'pipe' }));
    assert.equal((await client.listTools()).tools.length, 8);
    assert.match(textOf(await client.callTool({ name: 'next' })), /^CART--T01/);
    await client.close();
    shop.git('clean', '-q', '--force', '.mcp.json');
  });

  it('serves the nearest folder above with a manifest, where the client tells no roots', async () => {
    const below = path.join(shop.root, 'packages', 'cart');
    mkdirSync(below, { recursive: true });
    const { client } = await connect(below);
    assert.deepEqual(names(await client.listResources()), ['shop/manifest', 'shop/state', 'shop/pulse']);
    await client.close();
  });

  it('serves two roots of the command line: by the task, by name, and asks where neither tells', async () => {
    const { client } = await connect(outside.root, ['--root', shop.root, '--root', store.root]);
    const { tools } = await client.listTools();
    for (const { name, inputSchema } of tools) {
      assert.deepEqual((inputSchema.properties?.['workspace'] as { enum: string[] }).enum, ['shop', 'store'], name);
      assert.ok(!inputSchema.required?.includes('workspace'), name);
    }
    const told = async (name: string, input: Record<string, unknown>) => textOf(await client.callTool({ name, arguments: input }));
    assert.match(await told('next', {}), /^WORKSPACE-NEEDED: Several workspaces are served: shop, store\. Call again with workspace/);
    assert.match(await told('next', { workspace: 'store' }), /^STORE_CART--T01/);
    assert.match(await told('task', { task: 'STORE_PAY--T01' }), /STORE_PAY--T01/);
    assert.match(await told('task', { task: 'PAY--T01' }), /^PAY--T01/);
    assert.match(await told('task', { task: 'STORE_CART--T1' }), /^UNKNOWN-TASK::STORE_CART--T1: .*Did you mean STORE_CART--T01/);
    assert.match(await told('next', { workspace: 'stor' }), /^UNKNOWN-WORKSPACE: .*Did you mean store\?/);
    assert.match(await told('next', { workspace: 7 }), /^UNKNOWN-WORKSPACE/);
    assert.match(await told('start', { task: 'STORE_CART--T01' }), /is started/);
    assert.equal(store.git('branch', '--show-current').trim(), 'feat/STORE_CART--T01');
    assert.equal(shop.git('status', '--porcelain'), '');
    await client.close();
  });

  it('asks which, when two workspaces have the task', async () => {
    const { client } = await connect(outside.root, ['--root', shop.root, '--root', outside.root]);
    assert.match(textOf(await client.callTool({ name: 'task', arguments: { task: 'CART--T01' } })), /^AMBIGUOUS-TASK::CART--T01: .*shop, outside/);
    await client.close();
  });

  it('serves the client\'s roots that have a manifest, follows their change, and never leaves them', async () => {
    let roots = [pathToFileURL(shop.root).href, 'https://example.invalid/', 'file:///no/such/folder'];
    const client = new Client({ name: 'with roots', version: '1' }, { capabilities: { roots: { listChanged: true } } });
    client.setRequestHandler('roots/list', () => ({ roots: roots.map((uri) => ({ uri })) }));
    await connect(outside.root, [], client);
    assert.deepEqual(names(await client.listResources()), ['shop/manifest', 'shop/state', 'shop/pulse']);
    assert.equal((await client.listTools()).tools[0]?.inputSchema.properties?.['workspace'], undefined);

    const changed = new Promise<void>((resolve) => client.setNotificationHandler('notifications/tools/list_changed', () => resolve()));
    roots = [shop.root, store.root].map((root) => pathToFileURL(root).href);
    await client.notification({ method: 'notifications/roots/list_changed' });
    await changed;
    assert.equal(names(await client.listResources()).length, 6);
    assert.ok((await client.listTools()).tools[0]?.inputSchema.properties?.['workspace']);

    // A folder below a backlog is not the backlog: what lies above it was not told.
    const below = path.join(shop.root, 'docs', 'features');
    roots = [pathToFileURL(below).href];
    await client.notification({ method: 'notifications/roots/list_changed' });
    assert.match(textOf(await client.callTool({ name: 'next' })), /^BLOCKED::MANIFEST-MISSING/);
    await client.close();
  });

  it('serves the folder it was started in when a client tells of roots, and then does not tell them', async () => {
    const raw = new RawClient(shop.root);
    await raw.initialise('forgetful', { roots: { listChanged: true } });
    assert.match(textOf((await raw.call(1, 'next'))['result']), /^CART--T01/);
    assert.ok(raw.messages.some(({ method }) => method === 'roots/list'));
    raw.end();
    assert.equal(await raw.closed, 0);
  });

  it('takes the manifest and the state of the command line, and a project\'s own settings', async () => {
    const named = project('named');
    named.write('plan/tasks.json', named.read('docs/backlog/virtual-task-manifest.json').replaceAll('CART', 'BASKET'));
    const { client } = await connect(named.root, ['--manifest', 'plan/tasks.json', '--state', 'plan/state.json']);
    assert.match(textOf(await client.callTool({ name: 'next' })), /^BASKET--T01/);
    await client.close();
    named.write('.vscode/settings.json', '{ "orchestrator.manifestPath": "plan/tasks.json", /* a comment */ }');
    const other = await connect(named.root);
    assert.match(textOf(await other.client.callTool({ name: 'next' })), /^BASKET--T01/);
    await other.client.close();
    named.dispose();
  });

  it('refuses a root that is no folder with exit code 2, saying so on standard error alone', async () => {
    const raw = new RawClient(shop.root, ['--root', 'no-such-folder']);
    assert.equal(await raw.closed, 2);
    assert.match(raw.stderr, /there is no folder .*no-such-folder/);
    assert.deepEqual(raw.messages, []);
  });

  it('says what is missing in a folder without a manifest, and serves it once there is one', async () => {
    const late = project('late');
    const text = late.read('docs/backlog/virtual-task-manifest.json');
    late.git('rm', '-q', 'docs/backlog/virtual-task-manifest.json');
    late.git('commit', '-qm', 'without');
    const { client } = await connect(outside.root, ['--root', late.root]);
    assert.match(textOf(await client.callTool({ name: 'next' })), /^BLOCKED::MANIFEST-MISSING/);
    late.write('docs/backlog/virtual-task-manifest.json', text);
    assert.match(textOf(await client.callTool({ name: 'next' })), /^CART--T01/);
    await client.close();
    late.dispose();
  });
});
