import * as path from 'node:path';
import type { Worktree } from '../../core/ports';
import type { RunGit } from './gitProcess';

const BRANCH = 'branch refs/heads/';

/** A working tree as git has it in its list. */
export interface RegisteredWorktree extends Worktree {
  /** What is checked out; absent of a bare one. */
  readonly commit?: string;
  readonly isBare: boolean;
  /** git calls its folder gone. Before git 2.31 it says that of none. */
  readonly isGone: boolean;
  /** The reason why git's own lock is on it; empty where none was given. */
  readonly lock?: string;
}

/** The working trees that git lists: without a bare one, and without those whose folder it calls gone. */
export async function readWorktrees(run: RunGit): Promise<readonly Worktree[]> {
  return present((await readRegistered(run)) ?? []);
}

/** All that git lists, the main one first; undefined where git can't be asked. */
export async function readRegistered(run: RunGit): Promise<readonly RegisteredWorktree[] | undefined> {
  const asked = await run('read', ['worktree', 'list', '--porcelain', '-z']);
  if (asked.exitCode === 0) return parseRegistered(asked.stdout, '\0');
  // Before git 2.36 there is no -z; a path with a newline is then cut, and is not there.
  const plain = await run('read', ['worktree', 'list', '--porcelain']);
  return plain.exitCode === 0 ? parseRegistered(plain.stdout, '\n') : undefined;
}

/** {@link readWorktrees}, of an answer. */
export function parseWorktrees(answer: string, lineEnd: '\0' | '\n'): readonly Worktree[] {
  return present(parseRegistered(answer, lineEnd));
}

/** Reads `git worktree list --porcelain`: lines of a worktree, then an empty one. */
function parseRegistered(answer: string, lineEnd: '\0' | '\n'): readonly RegisteredWorktree[] {
  return answer.split(lineEnd + lineEnd).flatMap((record) => {
    const lines = record.split(lineEnd);
    const after = (start: string) => lines.find((line) => line.startsWith(start))?.slice(start.length);
    const root = after('worktree ');
    if (root === undefined) return [];
    const [branch, commit] = [after(BRANCH), after('HEAD ')];
    const lock = lines.includes('locked') ? '' : after('locked ');
    return [
      {
        root: path.resolve(root),
        ...(branch === undefined ? {} : { branch }),
        ...(commit === undefined ? {} : { commit }),
        isBare: lines.includes('bare'),
        isGone: lines.some((line) => /^prunable( |$)/.test(line)),
        ...(lock === undefined ? {} : { lock }),
      },
    ];
  });
}

function present(registered: readonly RegisteredWorktree[]): readonly Worktree[] {
  return registered.filter(({ isBare, isGone }) => !isBare && !isGone).map(({ root, branch }) => ({ root, ...(branch === undefined ? {} : { branch }) }));
}
