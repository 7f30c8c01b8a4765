import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { performance } from 'node:perf_hooks';
import { generatedBacklog } from '../support/generatedBacklog';
import { isolateGit, makeRepository } from '../support/repository';
import { median } from './measure';

const VTM = path.resolve(__dirname, '../../../dist/vtm.js');
const FILES = ['docs/backlog/virtual-task-manifest.json', 'docs/backlog/task-state.json'];

/** `tools/call next` over stdio against reading and parsing the two files, in turn in one run: what an agent waits for. */
async function compare(tasks: number, rounds: number): Promise<void> {
  const { manifest, state } = generatedBacklog({ tasks });
  const repository = makeRepository({ files: { [FILES[0] ?? '']: manifest, [FILES[1] ?? '']: state } });
  const data = mkdtempSync(path.join(os.tmpdir(), 'mcp-bench-'));
  const env = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  const client = new Client({ name: 'bench', version: '1' });
  try {
    const begin = performance.now();
    await client.connect(new StdioClientTransport({ command: process.execPath, args: [VTM, 'mcp'], cwd: repository.root, env: { ...env, ORCHESTRATOR_DATA: data } }));
    const startMs = performance.now() - begin;
    const times = { read: [] as number[], next: [] as number[], ping: [] as number[], git: [] as number[] };
    const timed = async (into: number[], work: () => unknown) => {
      const from = performance.now();
      await work();
      into.push(performance.now() - from);
    };
    await client.callTool({ name: 'next' });
    for (let round = 0; round < rounds; round++) {
      await timed(times.read, () => FILES.forEach((file) => void JSON.parse(readFileSync(path.join(repository.root, file), 'utf8'))));
      await timed(times.next, () => client.callTool({ name: 'next' }));
      await timed(times.ping, () => client.ping());
      await timed(times.git, () => repository.git('status', '--porcelain'));
    }
    const ms = (values: readonly number[]) => `${median(values).toFixed(1)} ms`;
    const ratio = median(times.next.map((next, round) => next / (times.read[round] ?? next)));
    console.log(
      `MCP tools/call next, ${tasks} tasks: ${ratio.toFixed(1)} x reading and parsing the files (${ms(times.next)} to ${ms(times.read)}); a ping ${ms(times.ping)}, one git status ${ms(times.git)}; start-up ${startMs.toFixed(0)} ms`,
    );
  } finally {
    await client.close();
    repository.dispose();
    rmSync(data, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  isolateGit();
  await compare(68, 15);
  await compare(10_000, 7);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
