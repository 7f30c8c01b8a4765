import { spawn, type ChildProcess } from 'node:child_process';
import { cutBeginning } from '../../core/cut';
import { isSafeForBatchFile, type CommandLine } from '../../core/delegate/commandLine';
import { oneLine } from '../../core/delegate/plainText';
import type { Refusal } from '../../core/ports';
import { err, ok, type Result } from '../../core/result';
import { t } from '../../core/words';

export interface SetupRun {
  /** Absolute. */
  readonly program: string;
  readonly args: readonly string[];
  /** Where it runs: absolute. */
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** The program's last line, whenever there is another one. */
  onLine?(line: string): void;
}

/** So much of what the program says is kept: its last words tell why it failed. */
const KEPT_CHARS = 4_000;
const LAST_LINES = 3;

/**
 * Runs the program that makes a new worktree ready, without a shell and without input. Fails with the program's last
 * words. When it is aborted, the program is ended with all that it started, and then it resolves.
 */
export function runSetup({ program, args, cwd, signal, onLine }: SetupRun): Promise<Result<void, Refusal>> {
  if (signal.aborted) return Promise.resolve(err(cancelled()));
  const line = commandLine(program, args);
  if (!line) return Promise.resolve(err(refusal(t('{0} is a batch file, and its arguments hold characters that Windows would not pass on as they are', oneLine(program)))));
  return new Promise((resolve) => {
    let said = '';
    const child = spawn(line.program, [...line.args], { cwd, shell: line.isBatch, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, detached: process.platform !== 'win32' });
    const abort = (): void => end(child);
    const settle = (result: Result<void, Refusal>): void => {
      signal.removeEventListener('abort', abort);
      resolve(signal.aborted ? err(cancelled()) : result);
    };
    signal.addEventListener('abort', abort);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said = (said + text).slice(-KEPT_CHARS);
        onLine?.(lastLines(said, 1));
      });
    }
    child.on('error', (error) => settle(err(refusal(t('{0} could not be run: {1}', oneLine(program), oneLine(error.message))))));
    child.on('close', (code, killedBy) => {
      const words = lastLines(said, LAST_LINES);
      settle(code === 0 ? ok(undefined) : err(refusal(ended(oneLine(program), killedBy ?? t('exit code {0}', code ?? ''), words))));
    });
  });
}

/** @param how its exit code, or the signal that ended it */
function ended(program: string, how: string, words: string): string {
  return words === '' ? t('{0} ended with {1}', program, how) : t('{0} ended with {1}: {2}', program, how, words);
}

/** Node starts batch files through Windows' shell alone, which reads more than arguments in some characters. */
function commandLine(program: string, args: readonly string[]): (CommandLine & { readonly isBatch: boolean }) | undefined {
  const isBatch = process.platform === 'win32' && /\.(?:bat|cmd)$/i.test(program);
  if (!isBatch) return { program, args, isBatch };
  return isSafeForBatchFile([program, ...args]) ? { program: `"${program}"`, args: args.map((arg) => `"${arg}"`), isBatch } : undefined;
}

/** What the program started belongs to its group, and would go on writing into the worktree. */
function end(child: ChildProcess): void {
  if (process.platform === 'win32' || child.pid === undefined) {
    child.kill();
    return;
  }
  try {
    process.kill(-child.pid);
  } catch {
    child.kill();
  }
}

function lastLines(text: string, count: number): string {
  const lines = text.split(/[\r\n]+/).map((line) => oneLine(line)).filter((line) => line !== '');
  return cutBeginning(lines.slice(-count).join(' / '), 300);
}

function refusal(message: string): Refusal {
  return { code: 'SETUP-FAILED', message, remedy: t('Run it by hand in the repository to see why, or correct orchestrator.worktreeSetup in your settings.') };
}

function cancelled(): Refusal {
  return { code: 'CANCELLED', message: t('It was cancelled'), remedy: t('Start the batch again when you like.') };
}
