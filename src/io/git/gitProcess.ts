import type { SimpleGitOptions } from 'simple-git';
import { DRIVER } from '../../core/mergeState/driver';
import { t } from '../../core/words';
import { ALLOWED_VARIABLES, gitEnvironment, type GitEffect } from './environment';
import { gitProgram } from './gitProgram';

/** How a git process ended. Nothing here throws: what it means is for the caller to say. */
export interface GitOutput {
  /** -1 where the process never ran or was ended. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly failure?: 'missing' | 'timed-out' | 'cancelled' | 'not-run';
}

/** Runs git with fixed arguments first and data only behind `--end-of-options` or `--`. */
export type RunGit = (effect: GitEffect, args: readonly string[], timeoutMs?: number, isCancelled?: () => boolean) => Promise<GitOutput>;

const TIMEOUT_MS = 30_000;
/** After a read that took too long, the next ones get no more than this until one ends: a disk or a program that hangs would hold up every record. */
const HANGING_MS = 3_000;
/** After asking a process to end, it is waited for this long before the call returns without it. */
const GRACE_MS = 2_000;
/** So often it is asked whether a process is still wanted. */
const CANCEL_MS = 100;

/**
 * A repository's own configuration can name programs; these two would run in a plain `git status`
 * (RELIABILITY, Security). The empty device as hooks' folder works on all platforms, git maps it.
 */
export const NEUTRAL: readonly string[] = ['core.fsmonitor=false', 'core.hooksPath=/dev/null'];

/** The one place where simple-git is used. It is loaded with the first call, not with the program. */
export function createGitProcess(options: { root: string; gitPath(): string | undefined }): RunGit {
  let isHanging = false;
  return async (effect, args, givenMs = TIMEOUT_MS, isCancelled) => {
    const { simpleGit } = await import('simple-git');
    const timeoutMs = isHanging && effect === 'read' ? Math.min(givenMs, HANGING_MS) : givenMs;
    const ended: { exitCode?: number; stdout?: string; stderr?: string } = {};
    const abort = new AbortController();
    const settings: Partial<SimpleGitOptions> = {
      baseDir: options.root,
      binary: gitProgram(options.gitPath()),
      abort: abort.signal,
      config: effect === 'read' ? [...NEUTRAL] : [],
      allowEnvironment: ALLOWED_VARIABLES,
      // `exit` alone may come before the last of the output; a daemon left by a hook may hold the pipe open.
      completion: { onClose: true, onExit: effect === 'read' ? false : 1_000 },
      // Only what our own fixed arguments and the person's own environment hold: data never gets this far.
      unsafe: {
        allowUnsafeCustomBinary: true,
        allowUnsafeFsMonitor: true,
        allowUnsafeHooksPath: true,
        allowUnsafeConfigPaths: true,
        allowUnsafeAskPass: true,
        allowUnsafeSshCommand: true,
        // Only our own driver, and only where it is set up.
        allowUnsafeMergeDriver: effect === 'change' && args[0] === 'config' && args.includes(`merge.${DRIVER}.driver`),
      },
      // simple-git takes a silent failure for success; so every end is noted, and none is an error.
      errors: (_error, { exitCode, stdOut, stdErr }) => {
        Object.assign(ended, { exitCode, stdout: text(stdOut), stderr: text(stdErr) });
        return undefined;
      },
    };
    let run: Promise<unknown>;
    try {
      run = simpleGit(settings).env(gitEnvironment(effect, process.env)).outputHandler(neverSilent).raw([...args]);
    } catch (error) {
      return notRun('not-run', error);
    }
    const inTime = await within(run, timeoutMs, () => abort.abort(), isCancelled);
    if (!isCancelled?.()) isHanging = inTime === false && (isHanging || effect === 'read');
    if (inTime === false && isCancelled?.()) return notRun('cancelled', t('{0} was cancelled', `git ${args[0] ?? ''}`));
    if (inTime === false) return notRun('timed-out', t('{0} took longer than {1} s', `git ${args[0] ?? ''}`, timeoutMs / 1000));
    if (inTime !== true) return notRun('not-run', inTime.error);
    return outputOf(ended, options.gitPath() ?? 'git');
  };
}

/**
 * Where a process prints nothing, such as `git status` of a clean tree, simple-git waits another 50 ms for output that may
 * follow its end. We wait until the pipes are closed, so none can follow: an empty piece stands for what was printed.
 */
function neverSilent(_program: string, stdout: NodeJS.ReadableStream): void {
  // simple-git listens only after this returned.
  setImmediate(() => stdout.emit('data', Buffer.alloc(0)));
}

/** True when the run settled in time, false when it had to be ended, else why it never started. */
async function within(run: Promise<unknown>, ms: number, end: () => void, isCancelled?: () => boolean): Promise<boolean | { error: unknown }> {
  let timer: NodeJS.Timeout | undefined;
  let grace: NodeJS.Timeout | undefined;
  let isLate = false;
  let asking: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    const stop = (): void => {
      clearTimeout(timer);
      clearInterval(asking);
      isLate = true;
      end();
      grace = setTimeout(() => resolve(false), GRACE_MS);
    };
    timer = setTimeout(stop, ms);
    if (isCancelled) {
      asking = setInterval(() => {
        if (isCancelled()) stop();
      }, CANCEL_MS);
    }
  });
  const settled = run.then(
    () => !isLate,
    (error: unknown) => (isLate ? false : { error }),
  );
  try {
    return await Promise.race([settled, late]);
  } finally {
    clearTimeout(timer);
    clearTimeout(grace);
    clearInterval(asking);
  }
}

function outputOf(ended: { exitCode?: number; stdout?: string; stderr?: string }, program: string): GitOutput {
  const { exitCode = -1, stdout = '', stderr = '' } = ended;
  // Node reports a program that can't be started with a negative code and its own error text.
  const code = exitCode === 0 ? undefined : /^Error: spawn .* (E[A-Z]+|UNKNOWN)\b/.exec(stderr)?.[1];
  if (code === undefined) return { exitCode, stdout, stderr };
  const isMissing = ['ENOENT', 'EACCES', 'ENOTDIR'].includes(code);
  return isMissing ? notRun('missing', t('there is no program {0} ({1})', program, code)) : notRun('not-run', t('{0} could not be started ({1})', program, code));
}

function notRun(failure: NonNullable<GitOutput['failure']>, reason: unknown): GitOutput {
  return { exitCode: -1, stdout: '', stderr: reason instanceof Error ? reason.message : String(reason), failure };
}

function text(chunks: readonly Buffer[]): string {
  return Buffer.concat(chunks).toString('utf8');
}
