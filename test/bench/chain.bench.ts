import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { generatedBacklog, type GeneratedBacklog } from '../support/generatedBacklog';
import { FIGURES } from './figures';
import { loaded } from './loaded';
import type { Bench } from './measure';
import { PARTS } from './parts';

const TASKS = 100_000;
const VTM = path.resolve(__dirname, '../../../dist/vtm.js');
const COMMANDS = [['--next'], ['--dashboard'], ['--blocked'], ['status'], ['validate'], ['next'], ['plan']];

/** What went wrong in each part, but for those in which nothing did. */
function faults(texts: GeneratedBacklog): string[] {
  const snapshot = loaded(texts);
  const found: string[] = [];
  for (const { name, run } of PARTS) {
    try {
      run(texts, snapshot);
    } catch (error) {
      found.push(`${name}: ${String(error)}`);
    }
  }
  return [...found, ...commandFaults(texts)];
}

function commandFaults({ manifest, state }: GeneratedBacklog): string[] {
  const root = mkdtempSync(path.join(os.tmpdir(), 'chain-bench-'));
  const folder = path.join(root, 'docs', 'backlog');
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'virtual-task-manifest.json'), manifest);
    writeFileSync(path.join(folder, 'task-state.json'), state);
    return COMMANDS.flatMap((args) => {
      const { status, stderr } = spawnSync(process.execPath, [VTM, ...args], { cwd: root, encoding: 'utf8', maxBuffer: 1024 ** 3 });
      return status === 0 ? [] : [`vtm ${args.join(' ')}: ${stderr.slice(0, 200)}`];
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

export const bench: Bench = () => {
  const { manifest } = generatedBacklog({ tasks: TASKS, isTerse: true, shape: 'chain' });
  // Nothing is done yet: the first task can be started, and every other waits.
  const found = faults({ manifest, state: '{"tasks": {}}' });
  const note = found.join('; ') || `${PARTS.length} parts and ${COMMANDS.length} commands of vtm`;
  return Promise.resolve([{ ...FIGURES.chain, measured: found.length, note }]);
};
