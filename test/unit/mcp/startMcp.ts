import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import * as assert from 'node:assert/strict';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { manifest, task } from '../../support/builders';
import { makeRepository, removeTemporary, temporaryFolder, type Repository } from '../../support/repository';

const VTM = path.resolve('dist', 'vtm.js');

/** Where a server under test keeps what outlives it: never the person's own folder. */
export const DATA = temporaryFolder('data');
after(() => removeTemporary(DATA));

/** The environment of a server: no settings of git's of whoever runs the tests, and a data folder of its own. */
export function environment(): Record<string, string> {
  const kept = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined && !/^GIT_/i.test(entry[0]));
  return { ...Object.fromEntries(kept), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', ORCHESTRATOR_DATA: DATA };
}

/** A git project with two tasks, the second waiting for the first. */
export function project(name = 'shop', prefix = ''): Repository {
  const first = task({ task_id: `${prefix}CART--T01`, title: 'Keep a cart', risk: 'High', test_verification: ['tests/cart.spec.ts'] });
  const second = task({ task_id: `${prefix}PAY--T01`, title: 'Pay for it', depends_on_tasks: [`${prefix}CART--T01`] });
  return makeRepository({
    name,
    files: {
      'docs/backlog/virtual-task-manifest.json': `${JSON.stringify(manifest([first, second]), null, 2)}\n`,
      'docs/features/spec.md': '# Cart\n\nA cart keeps what is put into it.\n',
      'docs/master/prd-master.md': '# Requirements\n',
    },
  });
}

const transports: StdioClientTransport[] = [];
// A test that failed must not leave its server behind.
afterEach(() => Promise.all(transports.splice(0).map((transport) => transport.close())));

/** The SDK's own client on a server that is started as a settings file would. */
export async function connect(cwd: string, args: readonly string[] = [], client = new Client({ name: 'unit test', version: '1.0.0' })) {
  const transport = new StdioClientTransport({ command: process.execPath, args: [VTM, 'mcp', ...args], cwd, env: environment(), stderr: 'pipe' });
  transports.push(transport);
  await client.connect(transport);
  return { client, transport };
}

/** A message of the server, whatever it holds. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Message = Record<string, any>;

/** A client that says what it likes, byte for byte. */
export class RawClient {
  readonly messages: Message[] = [];
  stderr = '';
  /** Resolves to the exit code, or the signal. */
  readonly closed: Promise<number | string>;
  private readonly child: ChildProcessWithoutNullStreams;
  private buffer = '';
  private waiters: (() => void)[] = [];

  constructor(cwd: string, args: readonly string[] = []) {
    this.child = spawn(process.execPath, [VTM, 'mcp', ...args], { cwd, env: environment() });
    this.child.stdin.on('error', () => undefined);
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    this.child.stdout.setEncoding('utf8').on('data', (text: string) => this.heard(text));
    this.closed = once(this.child, 'close').then(([code, signal]) => (code ?? signal) as number | string);
    void this.closed.then(() => this.wake());
  }

  get pid(): number {
    return this.child.pid ?? -1;
  }

  /** Writes these bytes; resolves when they are handed over. */
  async write(text: string | Buffer): Promise<void> {
    if (!this.child.stdin.write(text)) await once(this.child.stdin, 'drain');
  }

  send(message: unknown): Promise<void> {
    return this.write(`${JSON.stringify(message)}\n`);
  }

  /** A message that fits, from all there were or will be. */
  async next(what: string, fits: (message: Message) => boolean): Promise<Message> {
    let isOver = false;
    void this.closed.then(() => (isOver = true));
    for (;;) {
      const found = this.messages.find(fits);
      if (found) return found;
      assert.ok(!isOver, `the server ended before ${what}: ${this.stderr}`);
      await new Promise<void>((resolve) => this.waiters.push(resolve));
    }
  }

  async request(id: number | string, method: string, params?: unknown): Promise<Message> {
    await this.send({ jsonrpc: '2.0', id, method, ...(params === undefined ? {} : { params }) });
    return this.next(`the answer to ${method}`, (message) => message['id'] === id && !('method' in message));
  }

  call(id: number | string, name: string, input: unknown = {}): Promise<Message> {
    return this.request(id, 'tools/call', { name, arguments: input });
  }

  async initialise(name = 'raw client', capabilities: object = {}): Promise<Message> {
    const answer = await this.request('init', 'initialize', { protocolVersion: '2025-11-25', capabilities, clientInfo: { name, version: '1' } });
    await this.send({ jsonrpc: '2.0', method: 'notifications/initialized' });
    return answer;
  }

  /** Ends the input, as a client does that is done. */
  end(): void {
    this.child.stdin.end();
  }

  /** Goes away without a word: both pipes break. */
  vanish(): void {
    this.child.stdin.destroy();
    this.child.stdout.destroy();
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }

  private heard(text: string): void {
    this.buffer += text;
    const lines = this.buffer.split('\n');
    this.buffer = lines.pop() ?? '';
    for (const line of lines) this.messages.push(JSON.parse(line) as Message);
    this.wake();
  }

  private wake(): void {
    for (const waiter of this.waiters.splice(0)) waiter();
  }
}

/** The text of a tool's answer, which must be all of it. */
export function textOf(result: Message): string {
  assert.deepEqual(Object.keys(result).filter((key) => key !== '_meta').sort(), 'isError' in result ? ['content', 'isError'] : ['content']);
  assert.equal(result['content'].length, 1);
  return result['content'][0].text as string;
}
