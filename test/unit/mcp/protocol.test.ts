import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Repository } from '../../support/repository';
import { connect, project, RawClient, textOf } from './startMcp';

const isNull = (message: Record<string, unknown>) => message['id'] === null;

describe('MCP server, a client that breaks the rules', () => {
  let repository: Repository;
  let raw: RawClient;
  before(() => (repository = project()));
  after(() => repository.dispose());
  beforeEach(() => (raw = new RawClient(repository.root)));
  afterEach(async () => {
    raw.signal('SIGKILL');
    await raw.closed;
  });

  /** It still answers as it should, and ends well. */
  const lives = async () => {
    assert.match(textOf((await raw.call('alive', 'next'))['result']), /^CART--T01/);
    raw.end();
    assert.equal(await raw.closed, 0);
  };

  const faults: [what: string, line: string | Buffer, code: number, said: RegExp][] = [
    ['garbage', 'GET / HTTP/1.1', -32700, /not JSON/],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), -32700, /not JSON in UTF-8/],
    ['half a message', '{"jsonrpc":"2.0","id":1,"meth', -32700, /not JSON/],
    ['a batch', '[{"jsonrpc":"2.0","id":1,"method":"ping"}]', -32600, /batches/],
    ['a bare value', '42', -32600, /JSON object/],
    ['null', 'null', -32600, /JSON object/],
    ['an id that is null', '{"jsonrpc":"2.0","id":null,"method":"ping"}', -32600, /id must be/],
    ['an id that is a fraction', '{"jsonrpc":"2.0","id":1.5,"method":"ping"}', -32600, /id must be/],
    ['another version of JSON-RPC', '{"jsonrpc":"1.0","method":"ping"}', -32600, /jsonrpc/],
    ['no method and no result', '{"jsonrpc":"2.0"}', -32600, /no method/],
    ['an array of parameters without an id', '{"jsonrpc":"2.0","method":"ping","params":[1]}', -32600, /params/],
  ];
  for (const [what, line, code, said] of faults) {
    it(`answers ${what} with an error, and goes on`, async () => {
      await raw.initialise();
      await raw.write(Buffer.concat([Buffer.from(line), Buffer.from('\n')]));
      const { error } = await raw.next('an error', isNull);
      assert.equal(error.code, code);
      assert.match(error.message as string, said);
      await lives();
    });
  }

  it('answers wrong parameters and unknown methods by their ids', async () => {
    await raw.initialise();
    const wrong: [method: string, params: unknown, code: number][] = [
      ['no/such/method', {}, -32601],
      ['tools/call', {}, -32602],
      ['tools/call', { name: 5 }, -32602],
      ['tools/call', { name: 'next', arguments: 'none' }, -32602],
      ['tools/call', { name: 'next', arguments: [] }, -32602],
      ['tools/call', { name: '__proto__', arguments: {} }, -32602],
      ['tools/call', [], -32600],
      ['tools/list', { cursor: 5 }, -32602],
      ['resources/read', {}, -32602],
      ['resources/read', { uri: 'file:///etc/passwd' }, -32602],
      ['resources/read', { uri: 'orchestrator://backlog/shop/../../secret' }, -32602],
      ['resources/subscribe', { uri: 'orchestrator://backlog/other/state' }, -32600],
      ['prompts/get', { name: 'no-such' }, -32602],
      ['prompts/get', { name: 'start-task', arguments: { task: 5 } }, -32602],
      ['completion/complete', { ref: { type: 'nothing' } }, -32602],
      ['initialize', { protocolVersion: 5 }, -32602],
    ];
    for (const [index, [method, params, code]] of wrong.entries()) {
      const { error } = await raw.request(index, method, params);
      assert.equal(error?.code, code, `${method} ${JSON.stringify(params)}: ${JSON.stringify(error)}`);
    }
    await lives();
  });

  it('refuses calls before it is initialised, and is initialised all the same', async () => {
    for (const [id, method] of ['tools/list', 'tools/call', 'resources/list', 'prompts/list'].entries()) {
      const { error } = await raw.request(id, method, method === 'tools/call' ? { name: 'next' } : {});
      assert.equal(error.code, -32600);
      assert.match(error.message as string, /initialize first/);
    }
    assert.deepEqual((await raw.request('p', 'ping'))['result'], {});
    assert.equal((await raw.initialise())['result'].serverInfo.name, 'implementation-orchestrator');
    await lives();
  });

  it('reads a message that comes byte by byte, several at once, with CRLF and blank lines between', async () => {
    await raw.initialise();
    for (const byte of Buffer.from('{"jsonrpc":"2.0","id":"böse","method":"ping"}\n')) await raw.write(Buffer.from([byte]));
    assert.deepEqual((await raw.next('the ping', ({ id }) => id === 'böse'))['result'], {});
    await raw.write('\r\n\n  \n{"jsonrpc":"2.0","id":1,"method":"ping"}\r\n{"jsonrpc":"2.0","id":2,"method":"ping"}\r\n');
    await raw.next('two pings', ({ id }) => id === 2);
    assert.equal(raw.messages.filter(isNull).length, 0);
    await lives();
  });

  it('lets go of a line of 100 MB as it comes, and answers what is behind it', async function () {
    this.timeout(60_000);
    await raw.initialise();
    const piece = Buffer.alloc(1024 * 1024, 0x61);
    await raw.write('{"jsonrpc":"2.0","id":1,"method":"');
    for (let megabyte = 0; megabyte < 100; megabyte++) await raw.write(piece);
    await raw.write('"}\n');
    assert.match((await raw.next('an error', isNull))['error'].message as string, /longer than/);
    if (process.platform === 'linux') {
      const peak = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${raw.pid}/status`, 'utf8'))?.[1]);
      assert.ok(peak < 200_000, `it took ${peak} kB`);
    }
    await lives();
  });

  it('survives input that is nested a hundred thousand deep', async () => {
    await raw.initialise();
    await raw.write(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"task","arguments":{"task":${'['.repeat(100_000)}${']'.repeat(100_000)}}}}\n`);
    const answer = await raw.next('an answer', ({ id }) => id === 1);
    assert.ok(answer['error'] ?? answer['result'].isError);
    await lives();
  });

  it('writes nothing but the protocol to its output, and what it has to say to standard error', async () => {
    await raw.initialise();
    await raw.write('garbage\n');
    await raw.next('an error', isNull);
    // Each line of its output was parsed as JSON by the client, else this would have thrown.
    assert.ok(raw.messages.every((message) => message['jsonrpc'] === '2.0'));
    await lives();
    assert.match(raw.stderr, /^orchestrator: Parse error/m);
  });

  it('gives no answer to a call that is taken back, and goes on', async () => {
    await raw.initialise();
    await raw.write(
      ['{"jsonrpc":"2.0","id":"c","method":"tools/call","params":{"name":"pulse"}}', '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":"c"}}', ''].join('\n'),
    );
    assert.deepEqual((await raw.request('p', 'ping'))['result'], {});
    await lives();
    assert.ok(!raw.messages.some(({ id }) => id === 'c'));
  });
});

describe('MCP server, a client that goes away', () => {
  let repository: Repository;
  let raw: RawClient;
  beforeEach(() => {
    repository = project();
    raw = new RawClient(repository.root);
  });
  afterEach(async () => {
    raw.signal('SIGKILL');
    await raw.closed;
    repository.dispose();
  });
  const state = () => JSON.parse(repository.read('docs/backlog/task-state.json')) as { tasks: Record<string, { status: string }> };

  it('answers all that was asked before the input ended, the last without its newline, and exits with 0', async () => {
    const lines = [
      { id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'a pipe', version: '1' } } },
      { id: 2, method: 'tools/call', params: { name: 'start', arguments: { task: 'CART--T01' } } },
      { id: 3, method: 'tools/call', params: { name: 'pulse' } },
    ];
    await raw.write(lines.map((line) => JSON.stringify({ jsonrpc: '2.0', ...line })).join('\n'));
    raw.end();
    assert.equal(await raw.closed, 0);
    assert.deepEqual(raw.messages.map(({ id }) => id as number).toSorted(), [1, 2, 3]);
    assert.equal(raw.messages.find(({ id }) => id === 1)?.['result'].protocolVersion, '2025-06-18');
    assert.equal(state().tasks['CART--T01']?.status, 'in-progress');
  });

  it('finishes a write whose client breaks both pipes, leaves no lock, and exits with 0', async () => {
    await raw.initialise();
    await raw.call(1, 'start', { task: 'CART--T01' });
    await raw.send({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: { name: 'block', arguments: { task: 'CART--T01', reason: 'Gone' } } });
    await raw.send({ jsonrpc: '2.0', id: 3, method: 'tools/call', params: { name: 'pulse' } });
    raw.vanish();
    assert.equal(await raw.closed, 0);
    assert.ok(['in-progress', 'blocked'].includes(state().tasks['CART--T01']?.status ?? ''));
    assert.doesNotMatch(repository.git('status', '--porcelain', '--ignored'), /lock|tmp/);
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`ends with 0 at ${signal}`, async () => {
      await raw.initialise();
      raw.signal(signal);
      assert.equal(await raw.closed, 0);
    });
  }

  it('ends with 0 when nothing was ever said, and when half a frame was', async () => {
    await raw.write('{"jsonrpc":"2.0","id":7,');
    raw.end();
    assert.equal(await raw.closed, 0);
    assert.equal(raw.messages[0]?.['error'].code, -32700);
    const silent = new RawClient(repository.root);
    silent.end();
    assert.equal(await silent.closed, 0);
    assert.deepEqual(silent.messages, []);
  });

  it('ends when the SDK\'s client closes', async () => {
    const { client, transport } = await connect(repository.root);
    const { pid } = transport;
    await client.close();
    assert.throws(() => process.kill(pid ?? 0, 0), { code: 'ESRCH' });
  });
});
