export const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const COMMA = 0x2c;
const COLON = 0x3a;
export const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
export const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

/** Tells where a member's value ends; `valueStart` is undefined where the colon is missing. */
type Member = (keyStart: number, keyEnd: number, valueStart: number | undefined) => number;

/**
 * A way through JSON that never throws, whatever is typed: a string ends at the end of its line at the latest, and what
 * fits nowhere is passed over. Nothing recurses, so no nesting is too deep.
 */
export class TolerantScan {
  isWhole = true;

  constructor(readonly text: string) {}

  /** Tells each member of the object at `open`, whose reader answers where its value ends. Returns where the object ends. */
  members(open: number, member: Member): number {
    const { text } = this;
    for (let at = this.skipSpace(open + 1); ; at = this.skipSpace(at)) {
      const c = text.charCodeAt(at);
      if (c === QUOTE) {
        const keyEnd = this.string(at);
        const colon = this.skipSpace(keyEnd);
        const value = text.charCodeAt(colon) === COLON ? this.skipSpace(colon + 1) : undefined;
        if (value === undefined) this.isWhole = false;
        at = member(at, keyEnd, value);
      } else if (c === CLOSE_OBJECT) {
        return at + 1;
      } else if (c === COMMA) {
        at++;
      } else {
        this.isWhole = false;
        if (at >= text.length || c === CLOSE_ARRAY) return at;
        at++;
      }
    }
  }

  /** Tells each item of the array at `open`, whose reader answers where it ends. Returns where the array ends. */
  items(open: number, item: (start: number) => number): number {
    const { text } = this;
    for (let at = this.skipSpace(open + 1); ; at = this.skipSpace(at)) {
      const c = text.charCodeAt(at);
      if (c === CLOSE_ARRAY) return at + 1;
      if (c === COMMA) {
        at++;
      } else if (at >= text.length || c === CLOSE_OBJECT) {
        this.isWhole = false;
        return at;
      } else {
        at = item(at);
      }
    }
  }

  /** Behind the value at `start`; always further on, so that every loop ends. */
  value(start: number): number {
    const { text } = this;
    const first = text.charCodeAt(start);
    if (first === QUOTE) return this.string(start);
    if (first !== OPEN_OBJECT && first !== OPEN_ARRAY) return this.scalar(start);
    let depth = 0;
    for (let at = start; at < text.length; at++) {
      const c = text.charCodeAt(at);
      if (c === QUOTE) at = this.string(at) - 1;
      else if (c === OPEN_OBJECT || c === OPEN_ARRAY) depth++;
      else if ((c === CLOSE_OBJECT || c === CLOSE_ARRAY) && --depth === 0) return at + 1;
    }
    this.isWhole = false;
    return text.length;
  }

  /** The first character from `at` on that is not white space; a byte order mark counts as such. */
  skipSpace(at: number): number {
    for (; ; at++) {
      const c = this.text.charCodeAt(at);
      if (c !== 0x20 && c !== NEWLINE && c !== 0x0d && c !== 0x09 && c !== 0xfeff) return at;
    }
  }

  /** Behind the closing quote, or the end of the line where there is none. */
  string(start: number): number {
    const { text } = this;
    for (let at = start + 1; at < text.length; at++) {
      const c = text.charCodeAt(at);
      if (c === QUOTE) return at + 1;
      if (c === BACKSLASH) at++;
      else if (c === NEWLINE) return this.broken(text.charCodeAt(at - 1) === 0x0d ? at - 1 : at);
    }
    return this.broken(text.length);
  }

  private scalar(start: number): number {
    const { text } = this;
    let at = start;
    while (at < text.length && !endsScalar(text.charCodeAt(at))) at++;
    return at > start ? at : this.broken(isClosing(text.charCodeAt(at)) ? at : at + 1);
  }

  protected broken(at: number): number {
    this.isWhole = false;
    return at;
  }
}

function endsScalar(c: number): boolean {
  return c <= 0x20 || c === QUOTE || c === COMMA || c === COLON || c === OPEN_OBJECT || c === CLOSE_OBJECT || c === OPEN_ARRAY || c === CLOSE_ARRAY;
}

/** A bracket that closes what is around a missing value, or the comma behind it. */
function isClosing(c: number): boolean {
  return c === CLOSE_OBJECT || c === CLOSE_ARRAY || c === COMMA || Number.isNaN(c);
}

/** What a JSON string says, quotes included in the range; what is broken in it stays as it is written. */
export function decoded(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, text.charCodeAt(end - 1) === QUOTE && end - start > 1 ? end - 1 : end);
  if (!raw.includes('\\')) return raw;
  try {
    return JSON.parse(`"${raw}"`) as string;
  } catch {
    return raw;
  }
}

/** Whether the key from `start` to `end` is called so. */
export function isKey(text: string, start: number, end: number, name: string): boolean {
  if (end - start === name.length + 2) return text.startsWith(name, start + 1);
  return end - start > name.length + 2 && text.slice(start, end).includes('\\') && decoded(text, start, end) === name;
}
