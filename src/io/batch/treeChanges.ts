import type { ChangedFile } from '../../core/batch/worktrees';
import type { RunGit } from '../git/gitProcess';
import { parseStatus } from '../git/status';
import { isOwnLink } from './links';

const DIFF = ['diff', '--name-only', '-z', '--no-renames', '--no-ext-diff', '--no-textconv', '--ignore-submodules=dirty'];

/**
 * Files that a working tree's branch changed since it left the base, and those that are changed and not committed, by
 * path. Two processes side by side; where the base branch is only on `origin`, a third one.
 */
export async function treeChanges(run: RunGit, { top, base, links }: { readonly top: string; readonly base: string; readonly links: readonly string[] }): Promise<readonly ChangedFile[] | undefined> {
  if (base === '' || /[\0-\x20\x7f]|\.\./.test(base)) return undefined;
  const since = (ref: string) => run('read', [...DIFF, '--end-of-options', `${ref}...HEAD`, '--']);
  const [local, status] = await Promise.all([
    since(`refs/heads/${base}`),
    run('read', ['status', '--porcelain=v2', '-z', '--untracked-files=all', '--no-renames']),
  ]);
  const committed = local.exitCode === 0 ? local : await since(`refs/remotes/origin/${base}`);
  if (committed.exitCode !== 0 || status.exitCode !== 0) return undefined;
  const files = new Map<string, boolean>(committed.stdout.split('\0').filter(Boolean).map((path) => [path, false]));
  for (const { path, kind } of parseStatus(status.stdout).dirty) {
    if (kind !== 'untracked' || !(await isOwnLink(top, path, links))) files.set(path, true);
  }
  return [...files].map(([path, isOpen]) => ({ path, isOpen })).sort((a, b) => (a.path < b.path ? -1 : 1));
}
