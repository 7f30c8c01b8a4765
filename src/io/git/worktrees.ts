import * as path from 'node:path';
import type { Worktree } from '../../core/ports';
import type { RunGit } from './gitProcess';

const BRANCH = 'branch refs/heads/';

/** The working trees that git lists: without a bare one, and without those whose folder it calls gone. */
export async function readWorktrees(run: RunGit): Promise<readonly Worktree[]> {
  const asked = await run('read', ['worktree', 'list', '--porcelain', '-z']);
  if (asked.exitCode === 0) return parseWorktrees(asked.stdout, '\0');
  // Before git 2.36 there is no -z; a path with a newline is then cut, and is not there.
  const plain = await run('read', ['worktree', 'list', '--porcelain']);
  return plain.exitCode === 0 ? parseWorktrees(plain.stdout, '\n') : [];
}

/** Reads `git worktree list --porcelain`: lines of a worktree, then an empty one. */
export function parseWorktrees(answer: string, lineEnd: '\0' | '\n'): readonly Worktree[] {
  return answer.split(lineEnd + lineEnd).flatMap((record) => {
    const lines = record.split(lineEnd);
    const root = lines.find((line) => line.startsWith('worktree '))?.slice('worktree '.length);
    if (root === undefined || lines.includes('bare') || lines.some((line) => /^prunable( |$)/.test(line))) return [];
    const branch = lines.find((line) => line.startsWith(BRANCH))?.slice(BRANCH.length);
    return [{ root: path.resolve(root), ...(branch === undefined ? {} : { branch }) }];
  });
}
