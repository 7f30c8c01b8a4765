import { setTimeout as pause } from 'node:timers/promises';
import { err, ok, type Result } from '../core/result';
import { t } from '../core/words';
import { errnoOf, NODE_FILES, type Files } from './files';
import { describeOwner, newLockText, readOwner } from './lockOwner';
import { isProvenDead } from './processIdentity';
import { tempPathFor } from './tempFile';
import { readBytes } from './textFile';

/** A lock that is held. */
export interface HeldLock {
  /** False when somebody removed or replaced the lock file by hand. */
  isOurs(): Promise<boolean>;
  /** Gives the lock back if it is still ours. */
  release(): Promise<void>;
  /** A dead process held it before, and may have left something behind. */
  readonly wasBroken: boolean;
}

/** Why a lock was not got. */
interface LockBusy {
  /** Who holds it, in words safe to show. */
  readonly holder: string;
  /** Whether that is a process that can be named. */
  readonly isOwned: boolean;
  /** What the person may do. */
  readonly remedy: string;
}

interface LockOptions {
  /** Shown to whoever waits: what the holder is doing. */
  readonly command: string;
  /** Longest wait in milliseconds; 0 asks once. */
  readonly waitMs: number;
  /** Refuse at once while a living process of this machine is seen to hold it. */
  readonly refuseLiving?: boolean;
  readonly files?: Files;
}

/** A dead holder's breaker may die too, and so may the breaker's; deeper than that, one waits. */
const MAX_BREAK_DEPTH = 3;
const MAX_LOCK_BYTES = 65_536;

/** Where hard links are refused (FAT, some shares), the lock is made by exclusive creation. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV', 'EACCES']);

/**
 * Takes the lock file at `lockPath` (RELIABILITY, protocol steps 1 and 2). Its name appears with its content, so a
 * lock is never seen half-written. A lock is broken only when its owner is proven dead, by one breaker at a time.
 *
 * @throws the system's error when the folder cannot be written to
 */
export async function acquireLock(lockPath: string, options: LockOptions): Promise<Result<HeldLock, LockBusy>> {
  const { files = NODE_FILES, command, waitMs, refuseLiving = false } = options;
  const claim: Claim = { text: newLockText(command), ownPath: tempPathFor(lockPath), files, hasBroken: false };
  const deadline = performance.now() + waitMs;
  for (;;) {
    const seen = await attempt(lockPath, claim, 0);
    if (seen === 'taken') return ok(heldLock(lockPath, claim));
    const isLate = performance.now() >= deadline;
    if (seen !== 'gone' && (isLate || (refuseLiving && seen.isOwned))) return err(busy(seen, lockPath));
    // Others wait as well: a fixed pause would have all of them ask at the same moment.
    await pause(1 + Math.random() * 24);
  }
}

/** What one caller brings to every lock file it makes. */
interface Claim {
  readonly text: string;
  /** The private file that becomes the lock by a link. */
  readonly ownPath: string;
  readonly files: Files;
  hasBroken: boolean;
}

/** Locks this process gave back whose files would not go away: as good as dead. */
const leftBehind = new Set<string>();

type Seen = 'taken' | 'gone' | { readonly holder: string; readonly isOwned: boolean };

/** Takes the lock if it is free or its owner is dead; else says who holds it. `gone`: ask again. */
async function attempt(lockPath: string, claim: Claim, depth: number): Promise<Seen> {
  const found = await lockText(lockPath);
  if (found === null) return { holder: t('something that is not a lock file'), isOwned: false };
  if (found !== undefined) {
    const owner = readOwner(found);
    if (!owner) return { holder: t('a lock file that names no owner'), isOwned: false };
    if (!isProvenDead(owner) && !leftBehind.has(found)) return { holder: describeOwner(owner), isOwned: true };
    if (depth < MAX_BREAK_DEPTH) await breakLock(lockPath, found, claim, depth);
  }
  return (await create(lockPath, claim)) ? 'taken' : 'gone';
}

/**
 * Removes a dead owner's lock under a second lock, after reading the same bytes again: the dead write no more, and
 * whoever else would remove it needs the second lock, so nothing else can be removed here.
 */
async function breakLock(lockPath: string, dead: string, claim: Claim, depth: number): Promise<void> {
  const breakPath = `${lockPath}.break`;
  if ((await attempt(breakPath, claim, depth + 1)) !== 'taken') return;
  try {
    if ((await lockText(lockPath)) !== dead) return;
    await removeIfThere(lockPath, claim.files);
    claim.hasBroken = true;
  } finally {
    await removeIfThere(breakPath, claim.files);
  }
}

/** Makes the lock file with all its content at once; false when there is one. */
async function create(lockPath: string, { text, ownPath, files }: Claim): Promise<boolean> {
  try {
    await files.writeFile(ownPath, text, { flag: 'wx', mode: 0o644 });
    await files.link(ownPath, lockPath);
    return true;
  } catch (error) {
    const code = errnoOf(error);
    const isLink = (error as NodeJS.ErrnoException).syscall === 'link';
    if (isLink && code === 'EEXIST') return false;
    if (!isLink || code === undefined || !NO_LINKS.has(code)) throw error;
    return await createExclusively(lockPath, text, files);
  } finally {
    // The lock may be ours by now: what is left over is swept later and must not undo that.
    await files.unlink(ownPath).catch(() => undefined);
  }
}

async function createExclusively(lockPath: string, text: string, files: Files): Promise<boolean> {
  try {
    await files.writeFile(lockPath, text, { flag: 'wx', mode: 0o644 });
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function heldLock(lockPath: string, { text, files, hasBroken }: Claim): HeldLock {
  const isOurs = async (): Promise<boolean> => (await lockText(lockPath)) === text;
  return {
    isOurs,
    wasBroken: hasBroken,
    release: async () => {
      leftBehind.add(text);
      if (await isOurs()) await removeIfThere(lockPath, files);
      leftBehind.delete(text);
    },
  };
}

/** The content of a lock file; undefined when there is none, null when it is no readable file. */
async function lockText(lockPath: string): Promise<string | undefined | null> {
  const file = await readBytes(lockPath, MAX_LOCK_BYTES);
  if (file.kind === 'missing') return undefined;
  return file.kind === 'bytes' ? file.bytes.toString('utf8') : null;
}

async function removeIfThere(path: string, files: Files): Promise<void> {
  try {
    await files.unlink(path);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error;
  }
}

function busy(seen: { holder: string; isOwned: boolean }, lockPath: string): LockBusy {
  const remedy = seen.isOwned
    ? t('Try again when it is done. If that process cannot go on, end it; if it ran on a machine that is gone, remove the lock file {0}.', lockPath)
    : t('If nothing of yours is writing there, remove {0} and try again.', lockPath);
  return { ...seen, remedy };
}
