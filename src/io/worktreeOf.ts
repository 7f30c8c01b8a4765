import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Git, WorkQuery, Worktree } from '../core/ports';
import { branchFor, type Settings } from '../core/settings';
import { findGitDirectories, type GitDirectories } from './git/directories';

/**
 * The backlog's folder in the worktree that has the task's branch checked out (DESIGN section 3, "State belongs to
 * branches"). Undefined when that is `here`, when there is none, or when the backlog does not lie there. git is only
 * asked when the repository has more than one worktree and this one is on another branch.
 */
export async function findWorktree(
  here: { readonly root: string; readonly git: Pick<Git, 'worktrees' | 'work'> },
  taskId: string,
  settings: WorkQuery & Pick<Settings, 'manifestPath'>,
): Promise<string | undefined> {
  const branch = branchFor(taskId, settings).toLowerCase();
  const directories = await findGitDirectories(here.root);
  if (!directories || (await headOf(directories)) === branch || !(await hasWorktrees(directories))) return undefined;
  const other = (await here.git.worktrees()).find((one) => one.branch?.toLowerCase() === branch) ?? (await linkedTree(here.git, taskId, settings));
  const place = other && (await placeIn(here.root, directories.top, other));
  if (place === undefined) return undefined;
  const manifest = await stat(join(place, settings.manifestPath)).catch(() => undefined);
  return manifest?.isFile() ? place : undefined;
}

/** The working tree of a branch that was linked to the task by hand. */
async function linkedTree(git: Pick<Git, 'work'>, taskId: string, settings: WorkQuery): Promise<Pick<Worktree, 'root'> | undefined> {
  const linked = (await git.work(settings))?.branches.find(({ isLinked, isHere, taskId: id }) => isLinked && !isHere && id.toLowerCase() === taskId.toLowerCase());
  return linked?.worktree === undefined ? undefined : { root: linked.worktree };
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

/** Where `root`, which lies in the worktree at `top`, lies in another; undefined where that is the same or is gone. */
async function placeIn(root: string, top: string, other: Pick<Worktree, 'root'>): Promise<string | undefined> {
  const [real, otherTop] = await Promise.all([realOf(root), realOf(other.root)]);
  return real === undefined || otherTop === undefined || otherTop === top ? undefined : join(otherTop, relative(top, real));
}

function realOf(path: string): Promise<string | undefined> {
  return realpath(path).catch(() => undefined);
}
