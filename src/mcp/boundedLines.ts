/** What stands in for a line that was longer than the bound; its bytes were let go as they came. */
export const TOO_LONG = Symbol('a line that is too long');

/** Cuts a stream of bytes into lines and never keeps more than one line of the longest length. */
export class BoundedLines {
  private parts: Buffer[] = [];
  private size = 0;
  private isSkipping = false;

  /** @param longest in bytes, without the newline */
  constructor(private readonly longest: number) {}

  /** The lines that end in this chunk, without their newlines. */
  *push(chunk: Buffer): Generator<Buffer | typeof TOO_LONG> {
    let from = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      this.keep(chunk.subarray(from, end));
      from = end + 1;
      yield this.take();
    }
    this.keep(chunk.subarray(from));
  }

  /** What is left when the stream ends: a line without a newline; undefined where there is none. */
  rest(): Buffer | typeof TOO_LONG | undefined {
    return this.size > 0 || this.isSkipping ? this.take() : undefined;
  }

  private keep(part: Buffer): void {
    if (this.isSkipping || part.length === 0) return;
    this.size += part.length;
    if (this.size <= this.longest) {
      this.parts.push(part);
      return;
    }
    this.isSkipping = true;
    this.parts = [];
  }

  private take(): Buffer | typeof TOO_LONG {
    const line = this.isSkipping ? TOO_LONG : Buffer.concat(this.parts);
    this.parts = [];
    this.size = 0;
    this.isSkipping = false;
    return line;
  }
}
