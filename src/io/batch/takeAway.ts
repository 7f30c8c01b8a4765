import { rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Refusal } from '../../core/ports';
import { shown } from '../../core/problem';
import { err, ok, type Result } from '../../core/result';
import { t } from '../../core/words';
import { refused } from '../git/branches';
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
export async function takeAway(ports: TreePorts, { entry, links, isUnfinished }: Pick<SeenTree, 'entry' | 'links' | 'isUnfinished'>): Promise<Result<void, Refusal>> {
  const { run, places } = ports;
  const top = entry.root;
  const putBack = await unlinkAll(links);
  if (isUnfinished) await pastLocks(places, () => run('change', ['worktree', 'unlock', '--', top]));
  // To git, one that it did not finish looks as if all its files were changed. That none is was seen.
  const args = ['worktree', 'remove', ...(isUnfinished ? ['--force'] : []), '--', top];
  const removed = await pastLocks(places, () => run('change', args, REMOVE_TIMEOUT_MS));
  if (removed.exitCode === 0) {
    await removeEmptyFolder(ports, dirname(top));
    return ok(undefined);
  }
  // git lets go of a working tree whose files it could not all remove.
  const registered = await readRegistered(run);
  if (registered && !registered.some(({ root }) => root === top)) return err(remains(top));
  await putBack();
  return err(await refused(ports, t('to remove the worktree {0}', shown(top)), removed));
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
    message: t('git has removed the worktree, but files are left in {0}: another program writes there', shown(top)),
    remedy: t('End the program that writes there, look at what is left, and remove the folder yourself.'),
  };
}
