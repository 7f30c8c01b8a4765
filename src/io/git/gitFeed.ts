import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { gitEnvironment } from './environment';
import { NEUTRAL } from './gitProcess';
import { gitProgram } from './gitProgram';

/**
 * Runs a reading git that takes its questions from standard input, which simple-git can't give it, and hands on its
 * answer as it comes, so that no long one is held whole. Neutralised as all reads are (RELIABILITY, Security); no shell.
 *
 * @param lines one question a line: data may stand there, it is never taken for an option
 * @returns true when git ended well; never rejects
 */
export type FeedGit = (args: readonly string[], lines: readonly string[], take: (chunk: Buffer) => void) => Promise<boolean>;

/** A process that says nothing for so long hangs. One that goes on answering may take longer: two gigabytes do on a busy machine. */
const SILENCE_MS = 60_000;
/** A process that was asked to end and does not is killed after this long. */
const GRACE_MS = 2_000;

export function createGitFeed(options: { root: string; gitPath(): string | undefined; silenceMs?: number }): FeedGit {
  return (args, lines, take) =>
    new Promise((resolve) => {
      const git = begin(gitProgram(options.gitPath()), args, options.root);
      if (!git) {
        resolve(false);
        return;
      }
      let kill: NodeJS.Timeout | undefined;
      const end = (): void => {
        git.kill();
        kill ??= setTimeout(() => git.kill('SIGKILL'), GRACE_MS);
      };
      const late = setTimeout(end, options.silenceMs ?? SILENCE_MS);
      let isTaken = true;
      git.stdout.on('data', (chunk: Buffer) => {
        try {
          if (isTaken) take(chunk);
          late.refresh();
        } catch {
          isTaken = false;
          end();
        }
      });
      const ended = (isWell: boolean): void => {
        clearTimeout(late);
        clearTimeout(kill);
        resolve(isWell && isTaken);
      };
      git.on('error', () => ended(false));
      git.on('close', (code) => ended(code === 0));
      // git may end before it has read all, such as when it is no repository.
      git.stdin.on('error', () => undefined);
      git.stdin.end(lines.length === 0 ? '' : `${lines.join('\n')}\n`);
    });
}

function begin(program: string, args: readonly string[], cwd: string): ChildProcessByStdio<Writable, Readable, null> | undefined {
  const neutral = NEUTRAL.flatMap((setting) => ['-c', setting]);
  try {
    return spawn(program, [...neutral, ...args], { cwd, env: gitEnvironment('read', process.env), stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true });
  } catch {
    // Such as a path of the program that no system takes.
    return undefined;
  }
}

/** The whole answer as text, for those that are known to be short; undefined when git did not end well, or said more. */
export async function fedText(feed: FeedGit, args: readonly string[], lines: readonly string[]): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const isWell = await feed(args, lines, (chunk) => {
    if ((bytes += chunk.length) > MOST_BYTES) throw new Error('the answer is too long');
    chunks.push(chunk);
  });
  return isWell ? Buffer.concat(chunks).toString('utf8') : undefined;
}

const MOST_BYTES = 256 * 1024 * 1024;
