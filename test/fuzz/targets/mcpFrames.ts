import { serveStdio } from '@modelcontextprotocol/server/stdio';
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { OPERATIONS } from '../../../src/core/operations/table';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { LineTransport } from '../../../src/mcp/lineTransport';
import { Serving } from '../../../src/mcp/serving';
import { HOSTILE_TEXTS } from '../hostile';
import { asBytes, mutateText, mutateValue } from '../mutate';
import { assertSafe } from '../promises';
import type { Random } from '../random';
import type { Target } from '../target';
import { project } from '../project';

/** Frames in Latin-1; a line end is put behind each. */
interface Frames {
  readonly isInitialised: boolean;
  readonly frames: readonly string[];
}

const INITIALISE = { jsonrpc: '2.0', id: 'first', method: 'initialize', params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'fuzz', version: '1' } } };
const INITIALISED = { jsonrpc: '2.0', method: 'notifications/initialized' };
/** The transport waits 15 s for an answer that does not come. */
const LATE_MS = 14_000;
const LOG = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** What an agent's client sends to the MCP server, which goes on whatever it was. */
export const mcpFrames: Target<Frames> = {
  name: 'mcp-frames',
  make: (random) => ({ isInitialised: !random.isOneIn(4), frames: random.some(1, 4, () => frame(random)) }),
  run: async ({ isInitialised, frames }) => {
    const { root, restore, touched } = project('mcp');
    restore();
    const [input, output] = [new PassThrough(), new PassThrough()];
    const heard: string[] = [];
    output.setEncoding('utf8').on('data', (text: string) => heard.push(text));
    const transport = new LineTransport(input, output, LOG);
    const serving = new Serving({ given: [root], from: root, inEditor: false, log: LOG, readSettings: () => Promise.resolve(DEFAULT_SETTINGS), client: () => transport.client });
    const begun = Date.now();
    await new Promise<void>((resolve) => {
      serveStdio(serving.createServer, { transport, onerror: () => undefined });
      const closed = transport.onclose;
      transport.onclose = () => {
        closed?.();
        resolve();
      };
      const before = isInitialised ? [INITIALISE, INITIALISED].map((message) => JSON.stringify(message)) : [];
      for (const line of [...before, ...frames, JSON.stringify({ jsonrpc: '2.0', id: 'the last', method: 'ping' })]) input.write(Buffer.from(`${line}\n`, 'latin1'));
      input.end();
    });
    const took = Date.now() - begun;
    await serving.finished();
    const answers = heard.join('').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Answer);
    for (const { jsonrpc, error, result } of answers) {
      assert.equal(jsonrpc, '2.0');
      if (error) assertSafe(error.message, 'an error of the server', 5_000);
      for (const { text } of result?.content ?? []) if (text !== undefined) assertSafe(text, 'what a tool answers');
    }
    assert.ok(answers.some(({ id }) => id === 'the last'), 'the server does not answer any more');
    for (const file of touched()) assert.match(file, /^(mcp\/project\/(\.git\/|docs\/backlog\/task-state\.json$)|mcp\/project\.worktrees(\/|$)|data\/(backups|journal|lost-edits|readings)(\/|$))/, 'something else was touched');
    assert.ok(took < LATE_MS, `a request had no answer: the server waited ${took} ms for it`);
  },
};

interface Answer {
  readonly jsonrpc: string;
  readonly id?: unknown;
  readonly error?: { readonly message: string };
  readonly result?: { readonly content?: readonly { readonly text?: string }[] };
}

function frame(random: Random): string {
  const message = request(random);
  switch (random.below(4)) {
    case 0:
      return asBytes(JSON.stringify(mutateValue(random, message)));
    case 1:
      return mutateText(random, asBytes(JSON.stringify(message))).replaceAll('\n', ' ');
    default:
      return asBytes(JSON.stringify(message));
  }
}

function request(random: Random): object {
  const method = random.pick(['tools/call', 'tools/call', 'tools/call', 'tools/list', 'resources/list', 'resources/read', 'resources/subscribe', 'prompts/get', 'prompts/list', 'completion/complete', 'initialize', 'ping', 'logging/setLevel', 'nothing/such']);
  return { jsonrpc: '2.0', id: random.below(1000), method, params: paramsOf(random, method) };
}

function paramsOf(random: Random, method: string): unknown {
  const any = () => random.pick(HOSTILE_TEXTS);
  if (method === 'tools/call') {
    const input = { task: random.pick(['A--T01', 'B--T01', any()]), criteria: ['B-AC01'], text: any(), reason: any(), path: any(), page: 1, query: any() };
    return { name: random.pick([...OPERATIONS.flatMap(({ id, forModels }) => (forModels ? [id] : [])), any()]), arguments: random.isOneIn(2) ? mutateValue(random, input) : { task: input.task } };
  }
  if (method.startsWith('resources/')) return { uri: random.pick(['orchestrator://status', 'orchestrator://pulse', 'file:///etc/passwd', any()]) };
  if (method.startsWith('prompts/')) return { name: random.pick(['start', 'next', any()]), arguments: { task: any() } };
  if (method === 'completion/complete') return { ref: { type: 'ref/prompt', name: any() }, argument: { name: 'task', value: any() } };
  return method === 'initialize' ? INITIALISE.params : random.pick([undefined, {}, { cursor: any() }]);
}
