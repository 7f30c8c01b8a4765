import { basename, dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../core/ports';
import { FolderSyncError, replaceFile, syncFolderAt } from './atomicWrite';
import { ifThere, type FileHandle, type Files } from './files';
import { lateEdit } from './lateEdit';
import type { HeldLock } from './lock';
import { parseStateFile, type StateFile } from './stateFile';
import { readBytes } from './textFile';

interface TargetOptions {
  /** The real path. */
  readonly path: string;
  readonly lock: HeldLock;
  readonly maxBytes: number;
  readonly files: Files;
  readonly log: Log | undefined;
  /** Keeps an edit by hand that can't stay in the file; tells where. */
  readonly keepLost: (bytes: Buffer) => Promise<string | undefined>;
}

/** A state file under its lock, written to only while it is what its reader found (RELIABILITY, protocol step 3). */
export class StateTarget {
  constructor(private readonly options: TargetOptions) {}

  /** False when the file is no longer as `found`, also when an edit in place hit it in the very moment. */
  async replace(found: StateFile | undefined, bytes: Buffer): Promise<boolean> {
    const { path, lock, files } = this.options;
    const mayReplace = async (): Promise<boolean> => (await lock.isOurs()) && (await this.holds(found?.bytes));
    const old = found && (await ifThere(files.open(path, 'r')));
    if (found && !old) return false;
    try {
      if (!(await replaceFile({ target: path, bytes, traits: found?.stats, mayReplace }, files))) return false;
      return !found || !old || !(await this.savedLateEdit(old, found, bytes));
    } catch (error) {
      if (error instanceof FolderSyncError) await this.putBack(bytes, found);
      throw error;
    } finally {
      await old?.close().catch(() => undefined);
    }
  }

  /** Removes the file durably; false when it is no longer as `found`. */
  async remove(found: StateFile): Promise<boolean> {
    const { path, lock, files } = this.options;
    if (!(await lock.isOurs()) || !(await this.holds(found.bytes))) return false;
    await files.unlink(path);
    await syncFolderAt(dirname(path), files);
    return true;
  }

  /** A file that is broken may be half-written by somebody at this moment. */
  async isStillChanging(found: StateFile | undefined): Promise<boolean> {
    await pause(50);
    return !(await this.holds(found?.bytes));
  }

  /** An edit that went into the file just replaced takes its place again, to be decided upon anew. */
  private async savedLateEdit(old: FileHandle, found: StateFile, written: Buffer): Promise<boolean> {
    const { path, files, log, keepLost } = this.options;
    const isWhole = (bytes: Buffer): boolean => parseStateFile(bytes.toString('utf8'), path).ok;
    const late = await lateEdit(old, found.bytes, isWhole).catch((error: unknown) => {
      // The update itself is safe on disk by now.
      log?.warn(`Whether ${path} was edited at the same moment could not be seen: ${String(error)}`);
    });
    if (found.stats.nlink > 1) log?.warn(`${basename(path)} had a second name (hard link), which keeps the old content.`);
    if (!late) return false;
    const mayReplace = (): Promise<boolean> => this.holds(written);
    if (!(await replaceFile({ target: path, bytes: late, traits: found.stats, mayReplace }, files))) {
      const kept = await keepLost(late).catch(() => undefined);
      log?.warn(`${basename(path)} was edited by hand twice in one moment: it holds the later edit${kept === undefined ? '' : `, and the earlier one is kept as ${kept}`}.`);
    }
    return true;
  }

  /** What is refused must not be there: the old bytes go back, as well as the disk lets them. */
  private async putBack(written: Buffer, found: StateFile | undefined): Promise<void> {
    const { path, lock, files, log } = this.options;
    if (!(await this.holds(written)) || !(await lock.isOurs())) return;
    try {
      if (!found) await files.unlink(path);
      else await replaceFile({ target: path, bytes: found.bytes, traits: found.stats, mayReplace: () => Promise.resolve(true) }, files);
    } catch (error) {
      log?.error(`The old content of ${basename(path)} could not be made durable again`, error);
    }
  }

  /** Whether the file holds exactly these bytes; undefined: whether there is none. */
  private async holds(bytes: Buffer | undefined): Promise<boolean> {
    const now = await readBytes(this.options.path, this.options.maxBytes);
    return now.kind === 'bytes' ? bytes?.equals(now.bytes) === true : now.kind === 'missing' && bytes === undefined;
  }
}
