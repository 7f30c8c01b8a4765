import { join } from 'node:path';
import type { Refusal } from '../../core/ports';
import { err, type Result } from '../../core/result';
import { t } from '../../core/words';
import { errnoOf, explained, NODE_FILES } from '../files';
import { acquireLock, type HeldLock } from '../lock';
import { makeFolders } from '../makeFolders';
import { sweepTempFiles } from '../tempFile';
import { createTurns, type InTurn } from '../turns';
import { ownFolder } from './ownFolder';

/** So often it is looked whether the queue moved, in ms. */
const LOOK_MS = 10_000;
/** One who is seen to hold it so many times is not waited for any more. */
const MOST_LOOKS = 7;

/** Within this process nobody has to ask again and again whether it is his turn. */
const TURNS = new Map<string, InTurn>();

/**
 * Runs a step that changes a repository when its turn comes: one at a time over all windows, working trees and processes.
 * Whoever waits goes on waiting while the queue moves, however long it is; who holds it too long is named. What one
 * process left when it died holds up nobody.
 *
 * A step may last as long as the hooks of a commit do. A hook that would change the repository through us waits in vain
 * and is refused.
 *
 * @param commonDir the folder that all worktrees share: absolute
 * @param command shown to whoever waits, such as `vtm: git commit`
 */
export function inQueue<T>(commonDir: string, command: string, step: () => Promise<Result<T, Refusal>>, lookMs = LOOK_MS): Promise<Result<T, Refusal>> {
  const inTurn = TURNS.get(commonDir) ?? createTurns();
  TURNS.set(commonDir, inTurn);
  return inTurn(async () => {
    const lock = await take(commonDir, command, lookMs);
    if (!lock.ok) return lock;
    try {
      return await step();
    } finally {
      // What has been done stands, whether or not the lock file goes away: the process's end frees it too.
      await lock.value.release().catch(() => undefined);
    }
  });
}

async function take(commonDir: string, command: string, lookMs: number): Promise<Result<HeldLock, Refusal>> {
  const path = join(ownFolder(commonDir), 'git.lock');
  try {
    await makeFolders(ownFolder(commonDir), NODE_FILES);
    for (let before = '', looks = 0; ; ) {
      const lock = await acquireLock(path, { command, waitMs: lookMs });
      if (lock.ok) {
        await sweepTempFiles(path, NODE_FILES).catch(() => undefined);
        return lock;
      }
      const { holder, isOwned, remedy } = lock.error;
      looks = holder === before ? looks + 1 : 1;
      before = holder;
      if (!isOwned || looks === MOST_LOOKS) return err({ code: 'GIT-QUEUE-BUSY', message: t('Nothing was done: another change of this repository is under way: {0}', holder), remedy });
    }
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    const { because, remedy } = explained(error);
    return err({ code: 'GIT-QUEUE-NOT-WRITABLE', message: t('Nothing was done: the lock {0} cannot be made: {1}', path, because), remedy });
  }
}
