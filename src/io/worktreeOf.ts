import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { Git, Worktree } from '../core/ports';
import { branchFor, type Settings } from '../core/settings';
import { findGitDirectories, type GitDirectories } from './git/directories';

/**
 * The backlog's folder in the worktree that has the task's branch checked out (DESIGN section 3, "State belongs to
 * branches"). Undefined when that is `here`, when there is none, or when the backlog does not lie there. git is only
 * asked when the repository has more than one worktree and this one is on another branch.
 */
export async function findWorktree(
  here: { readonly root: string; readonly git: Pick<Git, 'worktrees'> },
  taskId: string,
  settings: Pick<Settings, 'branchPattern' | 'manifestPath'>,
): Promise<string | undefined> {
  const branch = branchFor(taskId, settings).toLowerCase();
  const directories = await findGitDirectories(here.root);
  if (!directories || (await headOf(directories)) === branch || !(await hasWorktrees(directories))) return undefined;
  const worktrees = await here.git.worktrees();
  const other = worktrees.find((one) => one.branch?.toLowerCase() === branch);
  const place = other && (await placeIn(here.root, other, worktrees));
  if (place === undefined) return undefined;
  const manifest = await stat(join(place, settings.manifestPath)).catch(() => undefined);
  return manifest?.isFile() ? place : undefined;
}

/** The branch that is checked out, in lower case, read without a process. */
async function headOf({ gitDir }: GitDirectories): Promise<string | undefined> {
  const head = await readFile(join(gitDir, 'HEAD'), 'utf8').catch(() => '');
  return /^ref: refs\/heads\/(.+?)\s*$/.exec(head)?.[1]?.toLowerCase();
}

/** git keeps a folder for every worktree besides the first. */
async function hasWorktrees({ commonDir }: GitDirectories): Promise<boolean> {
  return (await readdir(join(commonDir, 'worktrees')).catch(() => [])).length > 0;
}

/** Where `root`, which lies in one of the worktrees, lies in another. */
async function placeIn(root: string, other: Worktree, worktrees: readonly Worktree[]): Promise<string | undefined> {
  const [real, otherTop] = await Promise.all([realOf(root), realOf(other.root)]);
  if (real === undefined || otherTop === undefined) return undefined;
  const tops = (await Promise.all(worktrees.map((one) => realOf(one.root)))).filter((top) => top !== undefined && isInside(top, real));
  // A worktree may lie inside another one: the innermost is ours.
  const top = tops.reduce((longest, one) => ((one?.length ?? 0) > (longest?.length ?? 0) ? one : longest), undefined);
  return top === undefined || top === otherTop ? undefined : join(otherTop, relative(top, real));
}

function realOf(path: string): Promise<string | undefined> {
  return realpath(path).catch(() => undefined);
}

function isInside(top: string, path: string): boolean {
  const way = relative(top, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
