import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { performance } from 'node:perf_hooks';
import { generatedBacklog } from '../support/generatedBacklog';
import { isolateGit, makeRepository } from '../support/repository';
import { median, msText, ratioRow, timed, type Bench, type Row } from './measure';

const VTM = path.resolve(__dirname, '../../../dist/vtm.js');
const FILES = ['docs/backlog/virtual-task-manifest.json', 'docs/backlog/task-state.json'];

/** `tools/call next` over stdio against reading and parsing the two files, in turn in one run: what an agent waits for. */
async function compare(tasks: number, rounds: number): Promise<Row> {
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
    await client.callTool({ name: 'next' });
    for (let round = 0; round < rounds; round++) {
      times.read.push(await timed(() => FILES.forEach((file) => void JSON.parse(readFileSync(path.join(repository.root, file), 'utf8')))));
      times.next.push(await timed(() => client.callTool({ name: 'next' })));
      times.ping.push(await timed(() => client.ping()));
      times.git.push(await timed(() => repository.git('status', '--porcelain')));
    }
    const ratio = median(times.next.map((next, round) => next / (times.read[round] ?? next)));
    const row = ratioRow({ what: `MCP tools/call next, ${tasks} tasks, to reading and parsing the files` }, { ratio, baseMs: median(times.read), subjectMs: median(times.next) });
    return { ...row, note: `${row.note ?? ''}; a ping ${msText(median(times.ping))}, one git status ${msText(median(times.git))}, start-up ${msText(startMs)}` };
  } finally {
    await client.close();
    repository.dispose();
    rmSync(data, { recursive: true, force: true });
  }
}

export const bench: Bench = async () => {
  const restore = isolateGit();
  try {
    return [await compare(68, 15), await compare(10_000, 7)];
  } finally {
    restore();
  }
};
