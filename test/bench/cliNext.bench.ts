import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { generatedBacklog, type GeneratedBacklog } from '../support/generatedBacklog';
import { ratioOf, report } from './measure';

const VTM = path.resolve(__dirname, '../../../dist/vtm.js');
const scratch = mkdtempSync(path.join(os.tmpdir(), 'vtm-bench-'));

function write(name: string, { manifest, state }: GeneratedBacklog): string {
  const root = path.join(scratch, name);
  const folder = path.join(root, 'docs', 'backlog');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'virtual-task-manifest.json'), manifest);
  writeFileSync(path.join(folder, 'task-state.json'), state);
  return root;
}

function node(args: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} gave ${status ?? 'no code'}: ${stderr}`);
}

function compare(what: string, rounds: number, atMost: number, root: string, baseline: string): void {
  const bare = path.join(scratch, 'bare.js');
  writeFileSync(bare, baseline);
  const { ratio, baseMs, subjectMs } = ratioOf(rounds, () => node([bare], root), () => node([VTM, '--next'], root));
  report(what, ratio, atMost, `${subjectMs.toFixed(0)} ms to ${baseMs.toFixed(0)} ms`);
}

const PARSE = `const fs = require('node:fs');
for (const name of ['virtual-task-manifest', 'task-state']) JSON.parse(fs.readFileSync('docs/backlog/' + name + '.json', 'utf8'));
`;

try {
  compare('vtm --next, 68 tasks, to starting Node', 25, 1.5, write('small', generatedBacklog({ tasks: 68 })), '');
  const large = write('large', generatedBacklog({ tasks: 100_000, isTerse: true }));
  compare('vtm --next, 100 000 tasks, to Node parsing the files', 7, 2, large, PARSE);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
