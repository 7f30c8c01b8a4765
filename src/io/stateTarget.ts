import { basename, dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '../core/ports';
import { FolderSyncError, replaceFile, syncFolderAt } from './atomicWrite';
import { ifThere, type FileHandle, type Files } from './files';
import { lateEdit } from './lateEdit';
import type { HeldLock } from './lock';
import { parseStateFile, type StateFile } from './stateFile';
import { asidePathFor } from './tempFile';
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
    const { path, lock, files, log } = this.options;
    const mayReplace = async (): Promise<boolean> => (await lock.isOurs()) && (await this.holds(found?.bytes));
    try {
      if (!found) return await replaceFile({ target: path, bytes, traits: undefined, mayReplace }, files);
      const outcome = await this.swap(found, bytes, mayReplace);
      if (outcome !== 'refused' && found.stats.nlink > 1) log?.warn(`${basename(path)} had a second name (hard link), which keeps the old content.`);
      return outcome === 'done';
    } catch (error) {
      if (error instanceof FolderSyncError) await this.putBack(bytes, found);
      throw error;
    }
  }

  /** Removes the file durably; false when it is no longer as `found`. */
  async remove(found: StateFile): Promise<boolean> {
    const { path, lock, files } = this.options;
    const old = await ifThere(files.open(path, 'r'));
    if (!old) return false;
    try {
      if (!(await lock.isOurs()) || !(await this.holds(found.bytes))) return false;
      await files.unlink(path);
      await syncFolderAt(dirname(path), files);
      const late = await this.lateEditOf(old, found.bytes);
      if (!late) return true;
      if (!(await replaceFile({ target: path, bytes: late, traits: found.stats, mayReplace: () => this.holds(undefined) }, files))) await this.keepEarlier(late);
      return false;
    } finally {
      await old.close().catch(() => undefined);
    }
  }

  /** A file that is broken may be half-written by somebody at this moment. */
  async isStillChanging(found: StateFile | undefined): Promise<boolean> {
    await pause(50);
    return !(await this.holds(found?.bytes));
  }

  /**
   * Replaces the file, of which this is known. `late`: somebody wrote into it in that moment, and what they wrote has its
   * place again, to be decided upon anew. Should we die in between, whoever comes next finds the old file set aside.
   */
  private async swap({ bytes: known, stats }: Pick<StateFile, 'bytes' | 'stats'>, bytes: Buffer, mayReplace: () => Promise<boolean>): Promise<'done' | 'refused' | 'late'> {
    const { path, files } = this.options;
    const old = await ifThere(files.open(path, 'r'));
    if (!old) return 'refused';
    const aside = await this.setAside(old);
    try {
      if (!(await replaceFile({ target: path, bytes, traits: stats, mayReplace }, files))) return 'refused';
      const late = await this.lateEditOf(old, known);
      if (!late) return 'done';
      if ((await this.swap({ bytes, stats }, late, () => this.holds(bytes))) !== 'done') await this.keepEarlier(late);
      return 'late';
    } finally {
      await old.close().catch(() => undefined);
      if (aside !== undefined) await files.unlink(aside).catch(() => undefined);
    }
  }

  /** A second name for the file; none where the disk has no hard links. */
  private async setAside(old: FileHandle): Promise<string | undefined> {
    const { path, files } = this.options;
    try {
      const aside = asidePathFor(path, await old.stat());
      await files.link(path, aside);
      return aside;
    } catch {
      return undefined;
    }
  }

  private async lateEditOf(old: FileHandle, known: Buffer): Promise<Buffer | undefined> {
    const { path, log } = this.options;
    const isWhole = (bytes: Buffer): boolean => parseStateFile(bytes.toString('utf8'), path).ok;
    return lateEdit(old, known, isWhole).catch((error: unknown) => {
      // The update itself is safe on disk by now.
      log?.warn(`Whether ${path} was edited at the same moment could not be seen: ${String(error)}`);
      return undefined;
    });
  }

  private async keepEarlier(edit: Buffer): Promise<void> {
    const { path, log, keepLost } = this.options;
    const kept = await keepLost(edit).catch(() => undefined);
    log?.warn(`${basename(path)} was edited by hand twice in one moment: it holds the later edit${kept === undefined ? '' : `, and the earlier one is kept as ${kept}`}.`);
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
