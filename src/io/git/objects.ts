import { fedText, type FeedGit } from './gitFeed';

/** A file that git holds; its bytes are asked for with `wants`, so that others pass by without being held. */
export interface StoredFile {
  readonly oid: string;
  readonly size: number;
}

interface Reader {
  /** Whether the bytes of the file are wanted. */
  wants(index: number, file: StoredFile): boolean;
  /** Called with each file that was wanted, in the order of the questions. */
  take(index: number, file: StoredFile, bytes: Buffer): void;
}

/**
 * Reads files out of git in one process, however many they are, holding one at a time (`cat-file --batch`).
 *
 * @param revisions such as `<commit>:./path`; none may hold a line break
 * @returns what is known of each: undefined where there is no file of that name; the whole is undefined when git failed
 */
export async function readObjects(feed: FeedGit, revisions: readonly string[], reader: Reader): Promise<readonly (StoredFile | undefined)[] | undefined> {
  if (revisions.length === 0) return [];
  const found: (StoredFile | undefined)[] = [];
  const parser = new BatchParser((file) => {
    const index = found.push(file) - 1;
    if (!file || !reader.wants(index, file)) return undefined;
    return (bytes) => reader.take(index, file, bytes);
  });
  const isWell = await feed(['cat-file', '--batch'], revisions, (chunk) => parser.push(chunk));
  return isWell && found.length === revisions.length ? found : undefined;
}

/**
 * What git says of files, without their contents (`cat-file --batch-check`).
 *
 * @returns as {@link readObjects}
 */
export async function lookAtObjects(feed: FeedGit, revisions: readonly string[]): Promise<readonly (StoredFile | undefined)[] | undefined> {
  if (revisions.length === 0) return [];
  const answer = await fedText(feed, ['cat-file', '--batch-check'], revisions);
  const found = answer?.split('\n').slice(0, revisions.length).map(fileOf);
  return found?.length === revisions.length ? found : undefined;
}

function fileOf(line: string): StoredFile | undefined {
  const [, oid, type, size] = HEADER.exec(line) ?? [];
  return oid !== undefined && type === 'blob' ? { oid, size: Number(size) } : undefined;
}

const HEADER = /^([0-9a-f]{40,64}) ([a-z]+) (\d+)$/;

type Take = (bytes: Buffer) => void;

const LINE_END = 0x0a;

/** Reads `<oid> <type> <size>\n<bytes>\n` and `<name> missing\n`, in whatever pieces they come. */
class BatchParser {
  private header: Buffer[] = [];
  private body: { readonly take: Take | undefined; readonly parts: Buffer[]; left: number } | undefined;

  constructor(private readonly begin: (file: StoredFile | undefined) => Take | undefined) {}

  push(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) at = this.body ? this.pushBody(this.body, chunk, at) : this.pushHeader(chunk, at);
  }

  private pushHeader(chunk: Buffer, at: number): number {
    const end = chunk.indexOf(LINE_END, at);
    this.header.push(chunk.subarray(at, end < 0 ? undefined : end));
    if (end < 0) return chunk.length;
    const line = Buffer.concat(this.header).toString('utf8');
    this.header = [];
    const [, oid, type, size] = HEADER.exec(line) ?? [];
    // Else there is no such object, or the name stands for several.
    if (oid === undefined) this.begin(undefined);
    else {
      const take = this.begin(type === 'blob' ? { oid, size: Number(size) } : undefined);
      // A line end follows the bytes.
      this.body = { take, parts: [], left: Number(size) + 1 };
    }
    return end + 1;
  }

  private pushBody(body: NonNullable<BatchParser['body']>, chunk: Buffer, at: number): number {
    const part = chunk.subarray(at, at + body.left);
    if (body.take) body.parts.push(part);
    body.left -= part.length;
    if (body.left === 0) {
      this.body = undefined;
      body.take?.(Buffer.concat(body.parts).subarray(0, -1));
    }
    return at + part.length;
  }
}
