import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { GitDirectories } from './directories';
import type { RunGit } from './gitProcess';
import type { BranchRef } from './refs';

/** The commit that is checked out, told from the listing of branches, else from git's file: no process runs. */
export async function checkedOutCommit({ gitDir }: GitDirectories, refs: readonly BranchRef[]): Promise<string | undefined> {
  const here = refs.find(({ isHere }) => isHere);
  if (here) return here.tip;
  const head = await fs.readFile(path.join(gitDir, 'HEAD'), 'utf8').catch(() => '');
  return /^[0-9a-f]{40,64}$/.exec(head.trim())?.[0];
}

/** Where two commits parted. Asked once for each two: commits never change. */
export type ForkPoint = (a: string, b: string) => Promise<string | undefined>;

export function createForkPoint(run: RunGit): ForkPoint {
  return lastAnswer(async (a, b) => {
    if (a === b) return a;
    const asked = await run('read', ['merge-base', a, b]);
    return asked.exitCode === 0 ? asked.stdout.trim() || undefined : undefined;
  });
}

/** How many commits one has that the other lacks. */
export type CommitsAhead = (commit: string, than: string) => Promise<number | undefined>;

export function createCommitsAhead(run: RunGit): CommitsAhead {
  return lastAnswer(async (commit, than) => {
    const asked = await run('read', ['rev-list', '--count', `${than}..${commit}`]);
    return asked.exitCode === 0 ? Number(asked.stdout.trim()) : undefined;
  });
}

/** Keeps the last answer while the same is asked; a failure is not kept. */
function lastAnswer<T>(ask: (a: string, b: string) => Promise<T | undefined>): (a: string, b: string) => Promise<T | undefined> {
  let last: { readonly key: string; readonly answer: T } | undefined;
  return async (a, b) => {
    const key = `${a} ${b}`;
    if (last?.key === key) return last.answer;
    const answer = await ask(a, b);
    if (answer !== undefined) last = { key, answer };
    return answer;
  };
}
