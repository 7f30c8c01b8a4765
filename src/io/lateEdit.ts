import { setTimeout as pause } from 'node:timers/promises';
import type { FileHandle } from './files';

const PATIENCE_MS = 500;

/**
 * What somebody wrote in place into a file that was being replaced at that moment: without this it would vanish with
 * the old file. Waits a little for a write that is under way.
 *
 * @param old the replaced file, opened before it was
 * @param known what it held when it was compared
 * @param isWhole whether bytes make a whole file
 * @returns the bytes it holds now, or undefined when they are the known ones
 */
export async function lateEdit(
  old: FileHandle,
  known: Buffer,
  isWhole: (bytes: Buffer) => boolean,
): Promise<Buffer | undefined> {
  const deadline = performance.now() + PATIENCE_MS;
  let bytes = await contentOf(old);
  if (bytes.equals(known)) return undefined;
  for (let isStill = false; performance.now() < deadline && !(isStill && isWhole(bytes)); ) {
    await pause(15);
    const next = await contentOf(old);
    isStill = next.equals(bytes);
    bytes = next;
  }
  return bytes;
}

async function contentOf(file: FileHandle): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe((await file.stat()).size);
  let length = 0;
  for (let read = 1; read > 0 && length < bytes.length; length += read) {
    ({ bytesRead: read } = await file.read(bytes, length, bytes.length - length, length));
  }
  return bytes.subarray(0, length);
}
