import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { errnoOf, type FileHandle, type Files } from './files';
import { tempPathFor } from './tempFile';

/** What the new file takes over from the one it replaces. */
interface FileTraits {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

interface AtomicWrite {
  /** The real path: a link would be replaced. */
  readonly target: string;
  readonly bytes: Buffer;
  /** Undefined for a new file. */
  readonly traits: FileTraits | undefined;
  /** Asked when the new bytes are safe on disk, right before they take the name; false leaves everything as it was. */
  readonly mayReplace: () => Promise<boolean>;
}


/** Windows lets no one rename over a file that an indexer or a virus scanner has open. */
const WINDOWS_BUSY = new Set(['EPERM', 'EACCES', 'EBUSY']);
const WINDOWS_PATIENCE_MS = 2_000;

/** Not every file system can make a folder's entries durable on request. */
const FOLDER_SYNC_UNKNOWN = new Set(['EINVAL', 'ENOTSUP', 'EPERM', 'EBADF', 'EISDIR', 'ENOSYS', 'EACCES']);

/**
 * Replaces a file so that readers see the old bytes or the new ones, and a power cut keeps one of the two
 * (RELIABILITY, protocol step 3). Resolves to false when `mayReplace` said no.
 *
 * @throws the system's error; then the target is as it was, or `FolderSyncError` when it is replaced but not durable
 */
export async function replaceFile(write: AtomicWrite, files: Files): Promise<boolean> {
  const temp = tempPathFor(write.target);
  // Opened first: when no more files can be opened, that must show before anything has changed.
  const folder = await openFolder(dirname(write.target), files);
  try {
    if (!(await installed(temp, write, files))) return false;
    await syncFolder(folder);
    return true;
  } finally {
    await folder?.close().catch(() => undefined);
  }
}

async function installed(temp: string, write: AtomicWrite, files: Files): Promise<boolean> {
  let isInstalled = false;
  try {
    await writeDurably(temp, write, files);
    if (!(await write.mayReplace())) return false;
    await rename(temp, write.target, files);
    isInstalled = true;
    return true;
  } finally {
    if (!isInstalled) await files.unlink(temp).catch(() => undefined);
  }
}

/** The file is replaced, but the system would not promise that it survives a power cut. */
export class FolderSyncError extends Error {
  override readonly name = 'FolderSyncError';
}

/** Makes the entries of a folder durable, where the system can. */
export async function syncFolderAt(path: string, files: Files): Promise<void> {
  const folder = await openFolder(path, files);
  try {
    await syncFolder(folder);
  } finally {
    await folder?.close().catch(() => undefined);
  }
}

async function writeDurably(temp: string, { bytes, traits }: AtomicWrite, files: Files): Promise<void> {
  const handle = await files.open(temp, 'wx', traits ? traits.mode & 0o777 : 0o666);
  try {
    await writeAll(handle, bytes);
    if (traits) await takeOver(handle, traits);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A full disk may take fewer bytes than it was given without an error. */
async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, done);
    if (bytesWritten === 0) throw Object.assign(new Error('the disk took no more bytes'), { code: 'ENOSPC' });
    done += bytesWritten;
  }
}

async function takeOver(handle: FileHandle, traits: FileTraits): Promise<void> {
  const { uid, gid } = await handle.stat();
  if (uid !== traits.uid || gid !== traits.gid) {
    // Only the superuser may give files away; others keep what they can.
    await handle.chown(traits.uid, traits.gid).catch(() => undefined);
  }
  // The process's mask was taken off when the file was made.
  if (process.platform !== 'win32') await handle.chmod(traits.mode & 0o7777);
}

async function rename(from: string, to: string, files: Files): Promise<void> {
  const deadline = performance.now() + WINDOWS_PATIENCE_MS;
  for (;;) {
    try {
      return await files.rename(from, to);
    } catch (error) {
      const isBusy = process.platform === 'win32' && WINDOWS_BUSY.has(errnoOf(error) ?? '');
      if (!isBusy || performance.now() > deadline) throw error;
      await pause(10 + Math.random() * 40);
    }
  }
}

async function openFolder(path: string, files: Files): Promise<FileHandle | undefined> {
  if (process.platform === 'win32') return undefined;
  try {
    return await files.open(path, 'r');
  } catch (error) {
    // A folder may be writable and not readable.
    if (errnoOf(error) === 'EACCES') return undefined;
    throw error;
  }
}

async function syncFolder(folder: FileHandle | undefined): Promise<void> {
  try {
    await folder?.sync();
  } catch (error) {
    if (FOLDER_SYNC_UNKNOWN.has(errnoOf(error) ?? '')) return;
    throw new FolderSyncError('the folder could not be synchronised', { cause: error });
  }
}
