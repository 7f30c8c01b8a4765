// Starting and ending other programs. Only Node built-ins: this runs before anything is installed.
import { spawn } from 'node:child_process';
import { accessSync, constants, createWriteStream } from 'node:fs';
import path from 'node:path';

/** Ends without a stack trace: what happened, and what the person can do. */
export class Failure extends Error {
  /** @param {string} message what happened @param {string} [remedy] what to do next */
  constructor(message, remedy) {
    super(remedy ? `${message}\n${remedy}` : message);
    this.name = 'Failure';
  }
}

/** The full path of a program on the PATH, or undefined. */
export function findOnPath(name) {
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const suffix of suffixes) {
      const file = path.join(folder, name + suffix);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not in this folder.
      }
    }
  }
  return undefined;
}

/**
 * Runs a program to its end. Its output goes to this terminal, or is collected when `quiet`.
 * @returns {Promise<{code: number, output: string}>} never rejects for an exit code
 */
export function run(command, args, { cwd, env, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      shell: process.platform === 'win32' && /\.(cmd|bat)$/.test(command),
    });
    let output = '';
    child.stdout?.on('data', (data) => (output += data));
    child.stderr?.on('data', (data) => (output += data));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), output }));
  });
}

/** Runs a program and fails, showing what it printed, unless it exits with 0. */
export async function must(command, args, { remedy, ...options } = {}) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) {
    throw new Failure(`${path.basename(command)} ${args.join(' ')} ended with code ${code}.\n${output.trim()}`, remedy);
  }
  return output;
}

/** npm as a program and its first arguments, so that no shell is needed. */
export function npm(...args) {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js')) {
    return [process.execPath, [script, ...args]];
  }
  return [findOnPath('npm') ?? 'npm', args];
}

/** Starts a program that stays, in a process group of its own, its output in a log file. */
export function start(command, args, { env, log }) {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' });
  const sink = createWriteStream(log);
  child.stdout.pipe(sink);
  child.stderr.pipe(sink);
  return child;
}

/** Ends a program started with `start`, and everything it started. */
export async function stop(child, patienceMs = 5000) {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const signal = (name) => {
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, name);
    } catch {
      // Already gone.
    }
  };
  signal('SIGTERM');
  const timer = setTimeout(() => signal('SIGKILL'), patienceMs);
  await ended;
  clearTimeout(timer);
}
