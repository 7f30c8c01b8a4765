import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

/** The bundle that ships, as `npm test` has just built it. */
export const VTM = path.resolve('dist', 'vtm.js');

/** Undo journal, reading log and backups of these tests, apart from those of the person who runs them. */
const DATA = mkdtempSync(path.join(tmpdir(), 'vtm-data-'));
process.on('exit', () => rmSync(DATA, { recursive: true, force: true }));

/** The environment in which the command runs here. */
export function vtmEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return { ...process.env, ORCHESTRATOR_DATA: DATA, ...more };
}

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command as a terminal would, without one: its output goes to pipes. */
export function vtm(args: readonly string[], options: { readonly cwd: string; readonly env?: Readonly<Record<string, string>>; readonly program?: string }): Run {
  const env = vtmEnvironment(options.env);
  const { status, stdout, stderr } = spawnSync(process.execPath, [options.program ?? VTM, ...args], { cwd: options.cwd, env, encoding: 'utf8', timeout: 30_000 });
  return { code: status, stdout, stderr };
}

/** Writes the two files of a backlog below `root`; a text stands as it is, `undefined` leaves the file out. */
export function writeBacklog(root: string, manifest: unknown, state: unknown): void {
  const folder = path.join(root, 'docs', 'backlog');
  mkdirSync(folder, { recursive: true });
  const write = (name: string, value: unknown) => {
    if (value !== undefined) writeFileSync(path.join(folder, name), typeof value === 'string' ? value : JSON.stringify(value, null, 2));
  };
  write('virtual-task-manifest.json', manifest);
  write('task-state.json', state);
}
