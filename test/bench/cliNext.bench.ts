import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { generatedBacklog, type GeneratedBacklog } from '../support/generatedBacklog';
import { FIGURES } from './figures';
import { exponentOf, ratioOf, ratioRow, type Bench, type Row } from './measure';

const VTM = path.resolve(__dirname, '../../../dist/vtm.js');
const SIZES = [50, 1_000, 10_000, 100_000];
const scratch = mkdtempSync(path.join(os.tmpdir(), 'vtm-bench-'));

const READ = `const fs = require('node:fs');
const [manifest, state] = ['virtual-task-manifest', 'task-state'].map((name) => JSON.parse(fs.readFileSync('docs/backlog/' + name + '.json', 'utf8')));
`;

/** What a project's own script does, written down at once: it looks for each dependency through all of the tasks. */
const SCRIPT = `${READ}
const statusOf = (task) => (state.tasks[task.task_id] ?? {}).status ?? 'pending';
const ranks = ['High', 'Medium', 'Low'];
const isMet = (id) => statusOf(manifest.tasks.find((task) => task.task_id === id)) === 'completed';
const [next] = manifest.tasks
  .filter((task) => statusOf(task) === 'pending')
  .filter((task) => task.depends_on_tasks.every(isMet))
  .sort((one, other) => ranks.indexOf(one.risk) - ranks.indexOf(other.risk));
console.log(JSON.stringify(next, null, 2));
`;

function written(name: string, { manifest, state }: GeneratedBacklog): string {
  const root = path.join(scratch, name);
  const folder = path.join(root, 'docs', 'backlog');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'virtual-task-manifest.json'), manifest);
  writeFileSync(path.join(folder, 'task-state.json'), state);
  return root;
}

function program(name: string, text: string): string {
  const file = path.join(scratch, `${name}.js`);
  writeFileSync(file, text);
  return file;
}

function node(args: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} gave ${status ?? 'no code'}: ${stderr}`);
}

async function measured(): Promise<Row[]> {
  const [nothing, reading, script] = [program('nothing', ''), program('reading', READ), program('script', SCRIPT)];
  const next = (root: string, bare: string, rounds: number) => ratioOf(rounds, () => node([bare], root), () => node([VTM, '--next'], root));
  const rows = [ratioRow(FIGURES.nextSmall, await next(written('small', generatedBacklog({ tasks: 68 })), nothing, 25))];
  const costs: [number, number][] = [];
  for (const tasks of SIZES) {
    const root = written(String(tasks), generatedBacklog({ tasks, isTerse: true }));
    const rounds = tasks < 10_000 ? 15 : 7;
    const read = await next(root, reading, rounds);
    costs.push([tasks, read.subjectMs]);
    rows.push(ratioRow(tasks === 100_000 ? FIGURES.nextLarge : { what: `the same, ${tasks} tasks`, limit: 2 }, read));
    // Its time grows with the square of the size: at the largest it would run for minutes.
    if (tasks < 100_000) rows.push(ratioRow({ what: `vtm --next, ${tasks} tasks, to a script without an index`, limit: 1.5 }, await next(root, script, rounds)));
  }
  return [...rows, { what: 'growth of vtm --next from 10 000 to 100 000 tasks', measured: exponentOf(costs.slice(-2)), unit: 'exponent', limit: 1.15 }];
}

export const bench: Bench = () => measured().finally(() => rmSync(scratch, { recursive: true, force: true }));
