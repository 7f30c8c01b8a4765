import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync, statSync, type Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { TextFile } from '../core/load';
import type { Position } from '../core/problem';
import { language, t } from '../core/words';
import { errnoOf, explained } from './files';

/** What became of reading a file: `text` still holds its byte order mark, so that it can be written back. */
type RawFile =
  | Exclude<TextFile, { kind: 'text' }>
  | { readonly kind: 'bytes'; readonly bytes: Buffer; readonly stats: Stats };

type Unreadable = Extract<TextFile, { kind: 'unreadable' }>;

/** A FIFO opens without a writer, a device without waiting; Windows has no such flag, and no such files. */
const OPEN_FLAGS = constants.O_RDONLY | ((constants as { O_NONBLOCK?: number }).O_NONBLOCK ?? 0);

/**
 * Reads a file as UTF-8 text, without its byte order mark. Never throws and never hangs: what is not such a file is
 * told in words that are safe to show (RELIABILITY, bad inputs 6 and 18).
 *
 * @param maxBytes the largest file that is read
 */
export async function readTextFile(absolutePath: string, maxBytes: number): Promise<TextFile> {
  return withoutMark(decoded(await readBytes(absolutePath, maxBytes), absolutePath));
}

/** {@link readTextFile} at once, for the command line, where the way through the thread pool costs time. */
export function readTextFileSync(absolutePath: string, maxBytes: number): TextFile {
  let fd: number | undefined;
  let raw: RawFile;
  try {
    const early = refusedByKind(statSync(absolutePath), absolutePath, maxBytes);
    fd = early ? undefined : openSync(absolutePath, OPEN_FLAGS);
    raw = early ?? readOpenSync(fd ?? -1, absolutePath, maxBytes);
  } catch (error) {
    raw = failed(error, absolutePath);
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
  return withoutMark(decoded(raw, absolutePath));
}

/** The bytes of a file, bounded; as {@link readTextFile}, before decoding. */
export async function readBytes(path: string, maxBytes: number): Promise<RawFile> {
  try {
    const early = refusedByKind(await stat(path), path, maxBytes);
    if (early) return early;
    const handle = await open(path, OPEN_FLAGS);
    try {
      const stats = await handle.stat();
      const late = refusedByKind(stats, path, maxBytes);
      if (late) return late;
      let bytes = Buffer.allocUnsafe(stats.size + 1);
      let length = 0;
      for (;;) {
        const { bytesRead } = await handle.read(bytes, length, bytes.length - length, null);
        length += bytesRead;
        if (length > maxBytes) return tooLarge(path, maxBytes);
        if (bytesRead === 0) return { kind: 'bytes', bytes: bytes.subarray(0, length), stats };
        if (length === bytes.length) bytes = grown(bytes, maxBytes);
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    return failed(error, path);
  }
}

/** Strict UTF-8; UTF-16, other encodings and binary are named. Keeps the byte order mark. */
export function decoded(file: RawFile, path: string): TextFile {
  if (file.kind !== 'bytes') return file;
  const { bytes } = file;
  const name = basename(path);
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return unreadable('encoding', t('{0} is UTF-16', name), t('Save it as UTF-8.'));
  }
  const nul = bytes.indexOf(0);
  if (nul >= 0 && nul < 2 && bytes.length % 2 === 0) return unreadable('encoding', t('{0} looks like UTF-16', name), t('Save it as UTF-8.'));
  if (nul >= 0) {
    const position = positionIn(bytes, nul);
    const message = t('{0} is not text: there is a zero byte at line {1}, column {2} (byte offset {3})', name, position.line, position.column, nul);
    return { ...unreadable('binary', message, t('Write it again as JSON in UTF-8.')), position };
  }
  return isUtf8(bytes) ? { kind: 'text', text: bytes.toString('utf8') } : notUtf8(bytes, name);
}

/** Tells the first place that is not UTF-8. Only such a file pays for looking for it. */
function notUtf8(bytes: Buffer, name: string): Unreadable {
  const bad = firstNotUtf8(bytes);
  const position = positionIn(bytes, bad);
  const byte = `0x${bytes.toString('hex', bad, bad + 1).toUpperCase()}`;
  const message = t('{0} is not valid UTF-8 at line {1}, column {2} (byte offset {3}: {4})', name, position.line, position.column, bad, byte);
  return { ...unreadable('encoding', message, t('Save it as UTF-8.')), position };
}

/** Where a byte stands in the text. */
function positionIn(bytes: Buffer, offset: number): Position {
  const before = withoutBom(bytes.toString('utf8', 0, offset));
  const lines = before.split(/\r\n?|\n/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, offset: before.length, length: 1 };
}

/** The offset of the first byte of what is not UTF-8: there the text that was read from it, written again, differs. */
function firstNotUtf8(bytes: Buffer): number {
  const again = Buffer.from(bytes.toString('utf8'), 'utf8');
  let at = 0;
  while (bytes[at] === again[at]) at++;
  // What stands for a bad byte may begin with the same bytes as it: back to where that began.
  while (((again[at] ?? 0) & 0xc0) === 0x80) at--;
  return at;
}

/** A text without its byte order mark. */
export function withoutBom(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function readOpenSync(fd: number, path: string, maxBytes: number): RawFile {
  const stats = fstatSync(fd);
  const late = refusedByKind(stats, path, maxBytes);
  if (late) return late;
  let bytes = Buffer.allocUnsafe(stats.size + 1);
  let length = 0;
  for (;;) {
    const bytesRead = readSync(fd, bytes, length, bytes.length - length, null);
    length += bytesRead;
    if (length > maxBytes) return tooLarge(path, maxBytes);
    if (bytesRead === 0) return { kind: 'bytes', bytes: bytes.subarray(0, length), stats };
    if (length === bytes.length) bytes = grown(bytes, maxBytes);
  }
}

/** A file that is longer than it said grows while it is read, or is one of the system's. */
function grown(bytes: Buffer<ArrayBuffer>, maxBytes: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafe(Math.min(bytes.length * 2 + 65_536, maxBytes + 1));
  bytes.copy(larger);
  return larger;
}

function refusedByKind(stats: Stats, path: string, maxBytes: number): RawFile | undefined {
  if (stats.isFile()) return stats.size > maxBytes ? tooLarge(path, maxBytes) : undefined;
  return unreadable('not-a-file', notAFile(stats, basename(path)), t('Put a file there, or name another path in the settings.'));
}

function notAFile(stats: Stats, name: string): string {
  if (stats.isDirectory()) return t('{0} is a folder, not a file', name);
  if (stats.isFIFO()) return t('{0} is a named pipe, not a file', name);
  return stats.isSocket() ? t('{0} is a socket, not a file', name) : t('{0} is a device, not a file', name);
}

function tooLarge(path: string, maxBytes: number): RawFile {
  const limit = `${(maxBytes / 1024 / 1024).toLocaleString(language(), { maximumFractionDigits: 2 })} MB`;
  return unreadable('too-large', t('{0} is larger than {1}', basename(path), limit), t('Make it smaller, or raise the limit in the settings.'));
}

function failed(error: unknown, path: string): RawFile {
  if (errnoOf(error) === 'ENOENT') return { kind: 'missing' };
  const { because, remedy } = explained(error);
  return unreadable('unreadable', t('{0} cannot be read: {1}', basename(path), because), remedy);
}

function unreadable(problem: string, message: string, remedy: string): Unreadable {
  return { kind: 'unreadable', problem, message, remedy };
}

function withoutMark(file: TextFile): TextFile {
  return file.kind === 'text' ? { kind: 'text', text: withoutBom(file.text) } : file;
}
