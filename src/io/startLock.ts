import { join } from 'node:path';
import type { Refusal, StartLock } from '../core/ports';
import { err, ok, type Result } from '../core/result';
import { t } from '../core/words';
import { errnoOf, explained } from './files';
import { acquireLock, type HeldLock } from './lock';

const LOCK_NAME = 'implementation-orchestrator-start.lock';

/** Long enough for several to take over from one dead owner in turn; a living one is told of at once. */
const WAIT_MS = 300;

/**
 * Lets one start go at a time in a repository, over all windows, worktrees and processes (DESIGN, "Start, in order").
 *
 * @param lockFileFolder resolves to an existing folder all of them share: git's common directory
 */
export function createStartLock(lockFileFolder: () => Promise<string>): StartLock {
  return {
    hold: async <T>(what: string, action: () => Promise<T>): Promise<Result<T, Refusal>> => {
      const path = join(await lockFileFolder(), LOCK_NAME);
      const lock = await take(path, what);
      if (!lock.ok) return lock;
      try {
        return ok(await action());
      } finally {
        // What has been done stands, whether or not the lock file goes away: the process's end frees it too.
        await lock.value.release().catch(() => undefined);
      }
    },
  };
}

async function take(path: string, what: string): Promise<Result<HeldLock, Refusal>> {
  try {
    const lock = await acquireLock(path, { command: what, waitMs: WAIT_MS, refuseLiving: true });
    if (lock.ok) return lock;
    const message = t('Another start is under way in this repository: {0}', lock.error.holder);
    return err({ code: 'BLOCKED::START-IN-PROGRESS', message, remedy: lock.error.remedy });
  } catch (error) {
    if (errnoOf(error) === undefined) throw error;
    const { because, remedy } = explained(error);
    return err({ code: 'START-LOCK-NOT-WRITABLE', message: t('Nothing was started: the lock {0} cannot be made: {1}', path, because), remedy });
  }
}
