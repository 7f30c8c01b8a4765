import { ProtocolError, type Client } from '@modelcontextprotocol/client';
import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { inputSchemaOf } from '../../../src/core/operations/inputSchema';
import { MODEL_OPERATIONS } from '../../../src/core/operations/table';
import type { Repository } from '../../support/repository';
import { connect, DATA, project, RawClient, textOf } from './startMcp';

const STATE = 'docs/backlog/task-state.json';

describe('MCP server, tools by the SDK\'s own client', () => {
  let repository: Repository;
  let client: Client;
  const call = (name: string, input: Record<string, unknown> = {}) => client.callTool({ name, arguments: input });
  const told = async (name: string, input: Record<string, unknown> = {}) => textOf(await call(name, input));
  const entry = () => (JSON.parse(repository.read(STATE)) as { tasks: Record<string, Record<string, unknown>> }).tasks['CART--T01'] ?? {};

  beforeEach(async () => {
    repository = project();
    ({ client } = await connect(repository.root));
  });
  afterEach(async () => {
    await client.close();
    repository.dispose();
  });

  it('lists the operations for models, and no others, with their schemas and honest hints', async () => {
    const { tools } = await client.listTools();
    assert.deepEqual(tools.map(({ name }) => name).sort(), ['ac-done', 'block', 'complete', 'context', 'next', 'pulse', 'start', 'task']);
    for (const row of MODEL_OPERATIONS) {
      const tool = tools.find(({ name }) => name === row.id);
      assert.deepEqual(tool?.inputSchema, inputSchemaOf(row), row.id);
      assert.equal(tool.description, row.forModels.description);
      assert.equal(tool.title, row.title);
      assert.equal(tool.annotations?.readOnlyHint, row.effect === 'read', row.id);
      assert.equal(tool.annotations.destructiveHint, false);
      assert.equal(tool.annotations.openWorldHint, false);
      assert.equal(tool.annotations.idempotentHint, row.id !== 'start', row.id);
      assert.equal(tool.outputSchema, undefined);
    }
    assert.ok((client.getInstructions() ?? '').split(/\s+/).length < 120);
    assert.match(client.getInstructions() ?? '', /never edit the state file/);
  });

  it('carries a task through its life, without anybody touching JSON', async () => {
    assert.match(await told('next'), /^CART--T01[\s\S]*start/);
    assert.match(await told('start', { task: 'CART--T01' }), /CART--T01 is started: the branch feat\/CART--T01/);
    assert.equal(repository.git('branch', '--show-current').trim(), 'feat/CART--T01');
    assert.match(repository.git('log', '-1', '--format=%s'), /^chore\(CART--T01\)/);
    assert.match(await told('task', { task: 'CART--T01' }), /in-progress|in progress/i);

    const warned = await told('ac-done', { task: 'CART--T01', criteria: ['AC01'] });
    assert.match(warned, /CART-AC01[\s\S]*1 of 2[\s\S]*WARN::INCOMPLETE-CONTEXT-READ::CART--T01[\s\S]*Next: /);
    assert.match(await told('context', { task: 'CART--T01' }), /docs\/features\/spec\.md/);
    assert.match(await told('context', { task: 'CART--T01', document: 'docs/features/spec.md' }), /A cart keeps what is put into it\./);
    assert.doesNotMatch(await told('ac-done', { task: 'CART--T01', criteria: ['CART-AC02'] }), /WARN::/);

    const premature = await call('complete', { task: 'CART--T01' });
    assert.equal(premature.isError, true);
    assert.match(textOf(premature), /^BLOCKED::MISSING-TESTS::CART--T01: .*tests\/cart\.spec\.ts[\s\S]*Write the tests/);
    repository.write('tests/cart.spec.ts', 'it("keeps", () => {});\n');
    assert.match(await told('complete', { task: 'CART--T01' }), /completed/i);
    assert.equal(entry()['status'], 'completed');
    assert.deepEqual(entry()['acs_completed'], ['CART-AC01', 'CART-AC02']);
    assert.match(await told('pulse'), /completed 1/);
  });

  it('records a block with its reason', async () => {
    await told('start', { task: 'CART--T01' });
    assert.match(await told('block', { task: 'CART--T01', reason: 'The price list is missing' }), /blocked/i);
    assert.equal(entry()['blocked_reason'], 'The price list is missing');
    assert.match(await told('pulse'), /blocked 1/i);
  });

  it('names the client in the undo journal', async () => {
    await told('start', { task: 'CART--T01' });
    const folder = path.join(DATA, 'journal');
    const journals = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'));
    assert.ok(journals.some((journal) => journal.includes('"MCP: unit test"') && journal.includes('CART--T01')));
  });

  const refusals: [what: string, name: string, input: Record<string, unknown>, text: RegExp][] = [
    ['a wrong task id', 'start', { task: 'CART--T1' }, /^UNKNOWN-TASK::CART--T1: There is no task CART--T1\. Did you mean CART--T01/],
    ['a task that waits', 'start', { task: 'PAY--T01' }, /^BLOCKED::DEPENDENCY-NOT-DONE::CART--T01/],
    ['a record before the start', 'ac-done', { task: 'CART--T01', criteria: ['AC01'] }, /Start it first/],
    ['an input that is missing', 'task', {}, /^INVALID-INPUT: task: /],
    ['an input in another case', 'task', { Task: 'CART--T01' }, /^INVALID-INPUT: .*Task.*did you mean task/],
    ['an input too many', 'next', { verbose: true }, /^INVALID-INPUT: next: there is no "?verbose/],
    ['an input that is null', 'task', { task: null }, /^INVALID-INPUT: task: task/],
    ['an input of another type', 'ac-done', { task: 'CART--T01', criteria: 'AC01' }, /^INVALID-INPUT: ac-done: criteria/],
    ['a document that is none of the task\'s', 'context', { task: 'CART--T01', document: '../../etc/passwd' }, /docs\/features\/spec\.md/],
    ['a workspace that is not served', 'next', { workspace: 'elsewhere' }, /^UNKNOWN-WORKSPACE: There is no workspace elsewhere\. Served: shop\./],
  ];
  for (const [what, name, input, text] of refusals) {
    it(`refuses ${what} with words that a model can act on, and changes nothing`, async () => {
      const result = await call(name, input);
      assert.equal(result.isError, true);
      assert.match(textOf(result), text);
      assert.equal(repository.git('status', '--porcelain'), '');
    });
  }

  it('refuses an unknown criterion and a premature completion of a task in progress', async () => {
    await told('start', { task: 'CART--T01' });
    const before = repository.read(STATE);
    assert.match(await told('ac-done', { task: 'CART--T01', criteria: ['AC09'] }), /^UNKNOWN-CRITERION::AC09: .*CART-AC0/);
    assert.match(await told('complete', { task: 'CART--T01' }), /^BLOCKED::CRITERIA-OPEN::CART--T01: .*CART-AC01, CART-AC02\)\. Build and test each/);
    assert.equal(repository.read(STATE), before);
  });

  it('refuses a tool that there is not, naming the nearest', async () => {
    await assert.rejects(call('compleet'), (error: ProtocolError) => error instanceof ProtocolError && error.code === -32602 && /Did you mean complete\?/.test(error.message));
  });

  it('tells of a broken manifest, lives, and answers again once it is mended', async () => {
    const good = repository.read('docs/backlog/virtual-task-manifest.json');
    repository.write('docs/backlog/virtual-task-manifest.json', good.slice(0, 200));
    assert.match(await told('next'), /^BLOCKED::MANIFEST-INVALID: .*virtual-task-manifest\.json:\d+:\d+/);
    repository.write('docs/backlog/virtual-task-manifest.json', '');
    assert.equal((await call('pulse')).isError, true);
    repository.write('docs/backlog/virtual-task-manifest.json', good);
    assert.match(await told('next'), /^CART--T01/);
  });

  it('answers many calls at once, and loses none of their records', async () => {
    await told('start', { task: 'CART--T01' });
    const calls = ['AC01', 'AC02'].flatMap((id) => [1, 2, 3, 4].map(() => told('ac-done', { task: 'CART--T01', criteria: [id] })));
    await Promise.all([...calls, ...Array.from({ length: 20 }, () => told('pulse'))]);
    assert.deepEqual((entry()['acs_completed'] as string[]).toSorted(), ['CART-AC01', 'CART-AC02']);
  });
});

describe('MCP server inside the editor', () => {
  let repository: Repository;
  before(() => (repository = project()));
  after(() => repository.dispose());

  for (const name of ['Visual Studio Code', 'Visual Studio Code - Insiders', 'code-server', 'Code - OSS']) {
    it(`offers ${name} no second copy of the tools, and says why`, async () => {
      const raw = new RawClient(repository.root);
      const { result } = await raw.initialise(name);
      assert.match(result.instructions as string, /language model tools.*--in-editor/s);
      assert.deepEqual((await raw.request(1, 'tools/list'))['result'], { tools: [] });
      assert.match((await raw.call(2, 'next'))['error'].message as string, /language model tools/);
      raw.end();
      assert.equal(await raw.closed, 0);
    });
  }

  it('offers them with --in-editor, and to agents that run in the editor', async () => {
    for (const [name, args] of [['Visual Studio Code', ['--in-editor']], ['claude-code', []], ['copilot', []]] as const) {
      const raw = new RawClient(repository.root, args);
      await raw.initialise(name);
      assert.equal((await raw.request(1, 'tools/list'))['result'].tools.length, MODEL_OPERATIONS.length, name);
      raw.end();
      assert.equal(await raw.closed, 0);
    }
  });
});
