import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DirtyPath } from '../../core/git';
import { findGitDirectories } from '../git/directories';
import { fedText, type FeedGit } from '../git/gitFeed';
import type { RunGit } from '../git/gitProcess';
import type { RegisteredWorktree } from '../git/worktrees';
import { isThere } from './links';

/** git's own reason for its lock on a working tree while it makes it. */
const MAKING = 'initializing';

/** No checkout takes longer, in ms. */
const SURELY_OVER_MS = 600_000;

/**
 * Whether git was killed while it made a working tree, as by a power cut: its lock is still there long afterwards.
 *
 * @param root any folder in the repository
 */
export async function isLeftUnfinished(root: string, { root: top, lock }: Pick<RegisteredWorktree, 'root' | 'lock'>): Promise<boolean> {
  if (lock !== MAKING) return false;
  const all = join((await findGitDirectories(root))?.commonDir ?? '', 'worktrees');
  for (const name of await readdir(all).catch((): string[] => [])) {
    const own = join(all, name);
    const gitFile = await readFile(join(own, 'gitdir'), 'utf8').catch(() => '');
    if (resolve(own, gitFile.trim()) !== join(top, '.git')) continue;
    const locked = await stat(join(own, 'locked')).catch(() => undefined);
    return locked !== undefined && Date.now() - locked.mtimeMs > SURELY_OVER_MS;
  }
  return false;
}

/**
 * What somebody changed in a working tree that git did not finish: git writes its index last, and without one it calls
 * every file untracked and removed. Undefined where git can't be asked.
 *
 * @param dirty as git's status has it
 */
export async function otherThanCommitted(gitDir: string, git: { readonly run: RunGit; readonly feed: FeedGit }, dirty: readonly DirtyPath[]): Promise<readonly DirtyPath[] | undefined> {
  if (await isThere(join(gitDir, 'index'))) return dirty;
  const untracked = dirty.filter(({ kind, path }) => kind === 'untracked' && !path.includes('\n'));
  const [tree, hashed] = await Promise.all([
    git.run('read', ['ls-tree', '-r', '-z', '--full-tree', 'HEAD']),
    fedText(git.feed, ['hash-object', '--stdin-paths'], untracked.map(({ path }) => path)),
  ]);
  if (tree.exitCode !== 0 || hashed === undefined) return undefined;
  // `<mode> <type> <object>\t<path>`
  const committed = new Map(tree.stdout.split('\0').map((line) => [line.slice(line.indexOf('\t') + 1), line.split(/[ \t]/, 3)[2]]));
  const hashes = hashed.split('\n');
  const asCommitted = new Set(untracked.filter(({ path }, index) => committed.get(path) === hashes[index]));
  return dirty.filter((one) => one.kind !== 'staged' && !asCommitted.has(one));
}
