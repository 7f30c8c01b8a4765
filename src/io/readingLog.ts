import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, realpath, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ReadingLog, ReadRange } from '../core/ports';
import { NODE_FILES } from './files';
import { makeFolders } from './makeFolders';
import { repositoryPlace } from './repositoryPlace';
import { readBytes } from './textFile';

/** A task's log grows to this size, then a new one is begun beside it, and the one before that goes. */
const ROTATE_BYTES = 512 * 1024;
const READ_BYTES = 4 * ROTATE_BYTES;

/** A FIFO in the log's place must not hold up the writer; Windows has no such flag, and no such files. */
const APPEND = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | ((constants as { O_NONBLOCK?: number }).O_NONBLOCK ?? 0);

/**
 * Remembers in `folder`, which lies outside the working tree, what was handed out of a task's documents. One file of
 * JSON lines for each task: lines are only appended, so programs need no lock. All worktrees of a repository share
 * it, for a reading names its document by content. What can't be written is remembered until the process ends.
 *
 * @param options.root the backlog's root, absolute
 */
export function createReadingLog({ folder, root }: { folder: string; root: string }): ReadingLog {
  const unwritten: ReadRange[] = [];
  let backlog: Promise<string> | undefined;
  const pathOf = async (taskId: string) => {
    backlog ??= realpath(root).then(repositoryPlace).catch(() => root);
    return join(folder, 'readings', hash(await backlog), `${hash(taskId)}.jsonl`);
  };
  return {
    async note(range) {
      try {
        await append(await pathOf(range.taskId), range);
      } catch {
        unwritten.push(range);
      }
    },
    async of(taskId) {
      const path = await pathOf(taskId);
      const files = await Promise.all([readBytes(`${path}.old`, READ_BYTES), readBytes(path, READ_BYTES)]);
      // Decoded whatever it holds: a power cut may leave zeros, and what stands before and after them still counts.
      const written = files.flatMap((file) => (file.kind === 'bytes' ? rangesIn(file.bytes.toString('utf8')) : []));
      return [...written, ...unwritten].filter((range) => range.taskId === taskId);
    },
  };
}

async function append(path: string, { taskId, path: document, version, from, to }: ReadRange): Promise<void> {
  await makeFolders(dirname(path), NODE_FILES, 0o700);
  const size = await stat(path).then((stats) => stats.size, () => 0);
  // Two programs at this point at once lose old readings at worst, and then a document is read once more.
  if (size > ROTATE_BYTES) await rename(path, `${path}.old`);
  const handle = await open(path, APPEND, 0o600);
  try {
    // A line of its own even where a writer died in the middle of the one before.
    const line = Buffer.from(`\n${JSON.stringify({ taskId, path: document, version, from, to })}\n`);
    const { bytesWritten } = await handle.write(line);
    if (bytesWritten !== line.length) throw new Error('the disk took only a part of the line');
  } finally {
    await handle.close();
  }
}

function rangesIn(text: string): readonly ReadRange[] {
  return text.split('\n').flatMap((line) => {
    try {
      const value: unknown = line === '' ? undefined : JSON.parse(line);
      return isRange(value) ? [value] : [];
    } catch {
      return [];
    }
  });
}

function isRange(value: unknown): value is ReadRange {
  if (typeof value !== 'object' || value === null) return false;
  const { taskId, path, version, from, to } = value as Record<keyof ReadRange, unknown>;
  const isText = typeof taskId === 'string' && typeof path === 'string' && typeof version === 'string';
  return isText && Number.isSafeInteger(from) && Number.isSafeInteger(to) && (from as number) >= 0 && (to as number) >= (from as number);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
