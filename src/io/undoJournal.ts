import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { StateChange } from '../core/ports';
import { ifThere, type Files } from './files';
import { makeFolders } from './makeFolders';
import { sweepTempFiles, tempPathFor } from './tempFile';
import { readBytes } from './textFile';

const recordSchema = z.object({
  id: z.string(),
  at: z.string(),
  taskId: z.string(),
  what: z.string(),
  by: z.string(),
  undo: z
    .object({
      /** Hashes of the whole file; null: there was none before. */
      before: z.string().nullable(),
      after: z.string(),
      /** Where in the text after, how many UTF-16 units, and what stood there before; the first first. */
      splices: z.array(z.tuple([z.number(), z.number(), z.string()])),
      /** The task's entry: its text before, null for none, and the hash of its text after; absent where more than one was changed. */
      entry: z.object({ before: z.string().nullable(), after: z.string() }).optional(),
    })
    .optional(),
});

/** A change with all that undoing it needs; without `undo` that was too large to be kept. */
export type JournalRecord = z.infer<typeof recordSchema>;

const undoneSchema = z.object({ undone: z.string() });

/** Past this size, the older records are dropped. */
const COMPACT_BYTES = 512 * 1024;
const KEPT_BYTES = 256 * 1024;
const KEPT_RECORDS = 200;
const LARGEST_RECORD = 1024 * 1024;
const READ_BYTES = 16 * 1024 * 1024;

/** A FIFO in the journal's place must not hold up the writer; Windows has no such flag, and no such files. */
const APPEND = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | ((constants as { O_NONBLOCK?: number }).O_NONBLOCK ?? 0);

/**
 * The changes of one state file, outside its working tree: a file of JSON lines, private to the person, to which each
 * change and each undoing adds a line. A torn line counts as none. Writers hold the store's lock; readers need none.
 */
export class UndoJournal {
  private readonly path: string;

  /**
   * @param folder where the journals of all state files lie
   * @param statePath the real path, which tells state files apart
   */
  constructor(
    folder: string,
    statePath: string,
    private readonly files: Files,
  ) {
    this.path = join(folder, `${hashOf(statePath).slice(0, 32)}.jsonl`);
  }

  async add(change: Omit<StateChange, 'id'>, undo: JournalRecord['undo']): Promise<void> {
    const record = { id: randomBytes(8).toString('hex'), ...change };
    const line = JSON.stringify({ ...record, undo });
    await this.append(line.length > LARGEST_RECORD ? JSON.stringify(record) : line);
  }

  async markUndone(id: string): Promise<void> {
    await this.append(JSON.stringify({ undone: id }));
  }

  /** The changes that were not undone, the newest first. */
  async standing(): Promise<readonly JournalRecord[]> {
    // A power cut may leave zeros in it: a line that makes no sense must not hide the others.
    const file = await readBytes(this.path, READ_BYTES);
    if (file.kind !== 'bytes') return [];
    const undone = new Set<string>();
    const records: JournalRecord[] = [];
    for (const line of file.bytes.toString('utf8').split('\n').reverse()) {
      const value = parsed(line);
      const mark = undoneSchema.safeParse(value);
      if (mark.success) undone.add(mark.data.undone);
      const record = recordSchema.safeParse(value);
      if (record.success && !undone.has(record.data.id)) records.push(record.data);
    }
    return records;
  }

  private async append(line: string): Promise<void> {
    await makeFolders(dirname(this.path), this.files, 0o700);
    const handle = await this.files.open(this.path, APPEND, 0o600);
    let size: number;
    try {
      // A line of its own even where a writer died in the middle of the one before.
      const bytes = Buffer.from(`\n${line}\n`);
      const { bytesWritten } = await handle.write(bytes);
      if (bytesWritten !== bytes.length) throw Object.assign(new Error('the disk took only a part of the line'), { code: 'ENOSPC' });
      ({ size } = await handle.stat());
    } finally {
      await handle.close();
    }
    if (size > COMPACT_BYTES) await this.compact();
  }

  /** Keeps the newest records, and always the newest one. */
  private async compact(): Promise<void> {
    let size = 0;
    const lines: string[] = [];
    for (const record of await this.standing()) {
      const line = `${JSON.stringify(record)}\n`;
      size += line.length;
      if (lines.length > 0 && (size > KEPT_BYTES || lines.length >= KEPT_RECORDS)) break;
      lines.unshift(line);
    }
    await sweepTempFiles(this.path, this.files);
    const temp = tempPathFor(this.path);
    try {
      await this.files.writeFile(temp, lines.join(''), { flag: 'wx', mode: 0o600 });
      await this.files.rename(temp, this.path);
    } catch (error) {
      await ifThere(this.files.unlink(temp));
      throw error;
    }
  }
}

/** As the journal names contents. */
export function hashOf(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function parsed(line: string): unknown {
  try {
    return line === '' ? undefined : JSON.parse(line);
  } catch {
    return undefined;
  }
}
