import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { OrchestratorError } from '../core/orchestratorError';
import type { Log, Refusal, StateStore, UpdatedState } from '../core/ports';
import { err, ok, type Result } from '../core/result';
import type { Settings } from '../core/settings';
import { applyPatch, newStateText } from '../core/state/edit';
import { EMPTY_STATE } from '../core/state/taskState';
import { FolderSyncError, replaceFile, syncFolderAt } from './atomicWrite';
import { ifThere, NODE_FILES, type FileHandle, type Files } from './files';
import { lateEdit } from './lateEdit';
import { acquireLock, type HeldLock } from './lock';
import { keepBackup } from './stateBackup';
import { notWritable, parseStateFile, readStateFile, realStatePath, type StateFile } from './stateFile';
import { sweepTempFiles } from './tempFile';
import { readBytes } from './textFile';

export interface StateStoreOptions {
  /** Absolute path of the state file; it may be a link, and it may not be there yet. */
  readonly path: string;
  readonly settings: Pick<Settings, 'statePath' | 'maxFileBytes'>;
  readonly log?: Log;
  /** Shown to others that wait for the lock, such as `vtm start`. */
  readonly command?: string;
  /** The hash a newly made state file starts with. */
  readonly manifestHash?: () => string | undefined;
  /** A folder outside the repository for the last good copy. */
  readonly backupFolder?: string;
  /** Longest wait for the lock in milliseconds. */
  readonly lockWaitMs?: number;
  readonly files?: Files;
}

type Decide = Parameters<StateStore['update']>[0];

/** `changed`: somebody wrote in between; look again. */
type Attempt = Result<UpdatedState, Refusal> | 'changed';

const LOCK_WAIT_MS = 10_000;
const ATTEMPTS = 5;

/**
 * The one writer of a state file (DESIGN section 5; RELIABILITY, "The protocol"). An update that resolves to a value is
 * safe on disk; one that resolves to a refusal has changed nothing. Updates of one store go one after the other.
 *
 * Refusals: `STATE-LOCKED`, `STATE-CHANGED`, `STATE-NOT-WRITABLE`, `STATE-NOT-READABLE`, `BLOCKED::STATE-INVALID`,
 * and those of the decider.
 */
export function createStateStore(options: StateStoreOptions): StateStore {
  const run = new StateWriter(options);
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(action: () => Promise<T>): Promise<T> => {
    const next = last.then(action);
    last = next.catch(() => undefined);
    return next;
  };
  return {
    update: (decide) => inTurn(() => run.update(decide)),
    restore: (updated) => inTurn(() => run.restore(updated)),
    lastChange: () => Promise.resolve(undefined),
    undo: ({ what }) =>
      Promise.resolve(err({ code: 'UNDO-REFUSED', message: `${what} was not undone: no record of changes is kept yet`, remedy: 'Take it back by hand.' })),
  };
}

class StateWriter {
  private readonly files: Files;
  private hasSwept = false;

  constructor(private readonly options: StateStoreOptions) {
    this.files = options.files ?? NODE_FILES;
  }

  async update(decide: Decide): Promise<Result<UpdatedState, Refusal>> {
    return this.guarded(async () => {
      const found = await realStatePath(this.options.path, this.files);
      if (!found.ok) return found;
      const path = found.value.path;
      if (!found.value.hasFolder) {
        // Without a folder there is no place for a lock: ask before anything is made.
        const patch = decide(EMPTY_STATE);
        if (!patch.ok) return patch;
        await mkdir(dirname(path), { recursive: true });
      }
      return this.locked(path, async (lock) => this.insist(lock, () => this.attemptUpdate(path, lock, decide)));
    });
  }

  async restore(updated: UpdatedState): Promise<Result<void, Refusal>> {
    return this.guarded(async () => {
      const found = await realStatePath(this.options.path, this.files);
      if (!found.ok) return found;
      const path = found.value.path;
      return this.locked(path, async (lock) => {
        const file = await this.read(path);
        if (!file.ok) return file;
        if (file.value?.text !== updated.after) return err(this.changed('it was changed since, so it was left as it is'));
        if (updated.before === undefined) {
          await this.files.unlink(path);
          await syncFolderAt(dirname(path), this.files);
          return ok(undefined);
        }
        const isDone = await this.replace(path, file.value, updated.before, lock);
        return isDone ? ok(undefined) : err(this.changed('it was changed at that moment, so it was left as it is'));
      });
    });
  }

  private async attemptUpdate(path: string, lock: HeldLock, decide: Decide): Promise<Attempt> {
    const file = await this.read(path);
    if (!file.ok) return file;
    const before = file.value?.text;
    const state = before === undefined ? ok(EMPTY_STATE) : parseStateFile(before, this.options.settings.statePath);
    if (!state.ok) return (await this.isStillChanging(path, file.value)) ? 'changed' : state;
    const patch = decide(state.value);
    if (!patch.ok) return patch;
    const after = before === undefined ? newStateText(patch.value, this.options.manifestHash?.()) : applyPatch(before, patch.value);
    if (after !== before && !(await this.replace(path, file.value, after, lock))) return 'changed';
    await this.backUp(path, after);
    return ok({ before, after });
  }

  /** A hand edit between reading and renaming is kept: its content is decided upon anew. */
  private async insist(lock: HeldLock, attempt: () => Promise<Attempt>): Promise<Result<UpdatedState, Refusal>> {
    for (let count = 0; count < ATTEMPTS; count++) {
      const result = await attempt();
      if (result !== 'changed') return result;
      if (!(await lock.isOurs())) return err(this.changed('somebody removed its lock file while it was being written'));
    }
    return err(this.changed(`another program changed it ${ATTEMPTS} times while it was being written`));
  }

  /** False when the file is no longer as `found`, also when an edit in place hit it in the very moment. */
  private async replace(path: string, found: StateFile | undefined, text: string, lock: HeldLock): Promise<boolean> {
    const bytes = Buffer.from(text, 'utf8');
    const mayReplace = async (): Promise<boolean> => (await lock.isOurs()) && (await this.holds(path, found?.bytes));
    const old = found && (await ifThere(this.files.open(path, 'r')));
    if (found && !old) return false;
    try {
      if (!(await replaceFile({ target: path, bytes, traits: found?.stats, mayReplace }, this.files))) return false;
      return !found || !old || !(await this.savedLateEdit(path, old, found, bytes));
    } catch (error) {
      if (error instanceof FolderSyncError) await this.takeBack(path, bytes, found, lock);
      throw error;
    } finally {
      await old?.close().catch(() => undefined);
    }
  }

  /** An edit that went into the file just replaced takes its place again, to be decided upon anew. */
  private async savedLateEdit(path: string, old: FileHandle, found: StateFile, written: Buffer): Promise<boolean> {
    const isWhole = (bytes: Buffer): boolean => parseStateFile(bytes.toString('utf8'), path).ok;
    const late = await lateEdit(old, found.bytes, isWhole).catch((error: unknown) => {
      // The update itself is safe on disk by now.
      this.options.log?.warn(`Whether ${path} was edited at the same moment could not be seen: ${String(error)}`);
    });
    if (found.stats.nlink > 1) {
      this.options.log?.warn(`${basename(path)} had a second name (hard link), which keeps the old content.`);
    }
    if (!late) return false;
    const mayReplace = (): Promise<boolean> => this.holds(path, written);
    await replaceFile({ target: path, bytes: late, traits: found.stats, mayReplace }, this.files);
    return true;
  }

  /** What is refused must not be there: the old bytes go back, as well as the disk lets them. */
  private async takeBack(path: string, written: Buffer, found: StateFile | undefined, lock: HeldLock): Promise<void> {
    if (!(await this.holds(path, written)) || !(await lock.isOurs())) return;
    try {
      if (!found) await this.files.unlink(path);
      else await replaceFile({ target: path, bytes: found.bytes, traits: found.stats, mayReplace: () => Promise.resolve(true) }, this.files);
    } catch (error) {
      this.options.log?.error(`The old content of ${basename(path)} could not be made durable again`, error);
    }
  }

  /** Whether the file holds exactly these bytes; undefined: whether there is none. */
  private async holds(path: string, bytes: Buffer | undefined): Promise<boolean> {
    const now = await readBytes(path, this.options.settings.maxFileBytes);
    return now.kind === 'bytes' ? bytes?.equals(now.bytes) === true : now.kind === 'missing' && bytes === undefined;
  }

  /** A file that is broken may be half-written by somebody at this moment. */
  private async isStillChanging(path: string, found: StateFile | undefined): Promise<boolean> {
    await pause(50);
    return !(await this.holds(path, found?.bytes));
  }

  private read(path: string): Promise<Result<StateFile | undefined, Refusal>> {
    return readStateFile(path, this.options.settings.maxFileBytes, { mustBeWritable: true });
  }

  private async locked<T>(path: string, action: (lock: HeldLock) => Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> {
    const lockPath = join(dirname(path), `.${basename(path)}.lock`);
    const command = this.options.command ?? 'Implementation Orchestrator';
    const lock = await acquireLock(lockPath, { command, waitMs: this.options.lockWaitMs ?? LOCK_WAIT_MS, files: this.files });
    if (!lock.ok) {
      const message = `${basename(path)} was not changed: it is locked by ${lock.error.holder}`;
      return err({ code: 'STATE-LOCKED', message, remedy: lock.error.remedy });
    }
    try {
      await this.sweepOnce(path, lockPath);
      return await action(lock.value);
    } finally {
      await lock.value.release().catch((error: unknown) => this.options.log?.error(`The lock ${lockPath} could not be removed`, error));
    }
  }

  private async sweepOnce(path: string, lockPath: string): Promise<void> {
    if (this.hasSwept) return;
    this.hasSwept = true;
    try {
      await sweepTempFiles(path, this.files);
      await sweepTempFiles(lockPath, this.files);
    } catch (error) {
      this.options.log?.warn(`Left-over temporary files beside ${path} were not all removed: ${String(error)}`);
    }
  }

  private async backUp(path: string, text: string): Promise<void> {
    if (this.options.backupFolder === undefined) return;
    try {
      await keepBackup(this.options.backupFolder, path, text, this.files);
    } catch (error) {
      this.options.log?.warn(`No copy of ${path} was kept: ${String(error)}`);
    }
  }

  /** Turns what the system or the editor of the text refuses into a refusal; a fault of ours is thrown on. */
  private async guarded<T>(action: () => Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> {
    try {
      return await action();
    } catch (error) {
      if (error instanceof OrchestratorError) return err({ code: error.code, message: error.message, remedy: error.remedy });
      const refusal = notWritable(this.options.path, error);
      if (refusal === undefined) throw error;
      this.options.log?.error(refusal.message, error);
      return err(refusal);
    }
  }

  private changed(why: string): Refusal {
    const message = `${basename(this.options.path)} was not written: ${why}`;
    return { code: 'STATE-CHANGED', message, remedy: 'Look at what it holds now, then try again.' };
  }
}
