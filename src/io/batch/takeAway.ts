import { readdir, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Refusal } from '../../core/ports';
import { shown } from '../../core/problem';
import { err, ok, type Result } from '../../core/result';
import { refused } from '../git/branches';
import type { GitOutput } from '../git/gitProcess';
import { pastLocks } from '../git/locks';
import { readRegistered } from '../git/worktrees';
import { isInside } from '../isInside';
import type { SeenTree } from './lookAtTree';
import { unlinkAll } from './links';
import { mainTop, realOf, type TreePorts } from './treePorts';
import { worktreeFolder } from './worktreePlace';

/** Files on a slow disk. */
const REMOVE_TIMEOUT_MS = 600_000;

/**
 * Has git remove a working tree that was looked at: git refuses itself where a file was changed since. What it ignores
 * goes too, links only as links. The folder of the settings goes with the last one.
 */
export async function takeAway(ports: TreePorts, { entry, gitDir, links }: Pick<SeenTree, 'entry' | 'gitDir' | 'links'>): Promise<Result<void, Refusal>> {
  const { run, places } = ports;
  const top = entry.root;
  const putBack = await unlinkAll(links);
  const remove = (...force: string[]) => pastLocks(places, () => run('change', ['worktree', 'remove', ...force, '--', top], REMOVE_TIMEOUT_MS));
  let removed = await remove();
  if (gitDir !== undefined && (await refusedForSubmodules(removed, gitDir)) && (await hasEmptySubmodules(ports, top))) removed = await remove('--force');
  if (removed.exitCode === 0) {
    await removeEmptyFolder(ports, dirname(top));
    return ok(undefined);
  }
  // git lets go of a working tree whose files it could not all remove.
  const registered = await readRegistered(run);
  if (registered && !registered.some(({ root }) => root === top)) return err(remains(top));
  await putBack();
  return err(await refused(ports, `to remove the worktree ${shown(top)}`, removed));
}

/** git removes none whose commit names submodules, checked out or not. Those that are have commits of their own. */
async function refusedForSubmodules({ exitCode, stderr }: GitOutput, gitDir: string): Promise<boolean> {
  return exitCode !== 0 && /submodules/.test(stderr) && (await stat(join(gitDir, 'modules')).catch(() => undefined)) === undefined;
}

/** What lies in the folder of a submodule that is not checked out, git's status does not tell. */
async function hasEmptySubmodules({ runIn }: TreePorts, top: string): Promise<boolean> {
  const asked = await runIn(top)('read', ['ls-files', '--stage', '-z']);
  if (asked.exitCode !== 0) return false;
  const folders = asked.stdout.split('\0').filter((line) => line.startsWith('160000 ')).map((line) => line.slice(line.indexOf('\t') + 1));
  const contents = await Promise.all(folders.map((folder) => readdir(join(top, folder)).catch(() => [])));
  return contents.every((names) => names.length === 0);
}

/** Folders that were made for working trees, from this one up to that of the settings, while nothing is in them. */
export async function removeEmptyFolder({ run, places, settings }: TreePorts, from: string): Promise<void> {
  const registered = await readRegistered(run);
  if (!registered) return;
  const folder = await worktreeFolder(settings.worktreeFolder, { top: await realOf(mainTop(places, registered)), commonDir: await realOf(places.commonDir) });
  if (!folder.ok) return;
  for (let at = await realOf(from); isInside(folder.value, at); at = dirname(at)) {
    if (!(await rmdir(at).then(() => true, () => false))) return;
  }
}

function remains(top: string): Refusal {
  return {
    code: 'WORKTREE-REMAINS',
    message: `git has removed the worktree, but files are left in ${shown(top)}: another program writes there`,
    remedy: 'End the program that writes there, look at what is left, and remove the folder yourself.',
  };
}
