/** Which of the two files of a backlog a text is. */
export type FileKind = 'manifest' | 'state';

/** An id where it stands, quotes included. */
export interface IdRange {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/**
 * One task of a manifest (its object), or one entry of a state file (its key and value). Offsets are UTF-16 units of
 * the text, `end` is behind it; those of `id` count from `start`, so that they hold when the part moves.
 */
export interface Part {
  readonly start: number;
  readonly end: number;
  readonly id?: IdRange;
}

export interface Parts {
  readonly parts: readonly Part[];
  /** The array or object that holds the parts, brackets included. */
  readonly container?: { readonly start: number; readonly end: number };
  /** Every bracket that is opened is closed. Says nothing more of whether the text is valid. */
  readonly isWhole: boolean;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;

/**
 * Finds the tasks or entries of a text in one pass that never throws, whatever is typed: a text ends at the end of its
 * line at the latest, and what fits nowhere is passed over. Of a doubled key the last counts, as for `JSON.parse`.
 */
export function partsOf(text: string, kind: FileKind): Parts {
  const scan = new PartScan(text);
  const open = scan.skipSpace(0);
  if (text.charCodeAt(open) !== OPEN_OBJECT) return { parts: [], isWhole: false };
  let parts: Part[] = [];
  let container: { start: number; end: number } | undefined;
  const bracket = kind === 'manifest' ? OPEN_ARRAY : OPEN_OBJECT;
  const end = scan.members(open, (keyStart, keyEnd, valueStart) => {
    if (valueStart === undefined || !isKey(text, keyStart, keyEnd, 'tasks')) return valueStart === undefined ? keyEnd : scan.value(valueStart);
    if (text.charCodeAt(valueStart) !== bracket) return scan.value(valueStart);
    parts = [];
    const valueEnd = kind === 'manifest' ? scan.tasks(valueStart, parts) : scan.entries(valueStart, parts);
    container = { start: valueStart, end: valueEnd };
    return valueEnd;
  });
  const isWhole = scan.isWhole && scan.skipSpace(end) >= text.length;
  return { parts, ...(container ? { container } : {}), isWhole };
}

/** The one part that a piece of text is, from its first character to its last; undefined when it is not just that. */
export function partIn(piece: string, kind: FileKind): Part | undefined {
  const scan = new PartScan(piece);
  const found: Part[] = [];
  const end = kind === 'manifest' ? scan.task(0, found) : scan.entry(0, found);
  const [part] = found;
  return part && scan.isWhole && end === piece.length ? part : undefined;
}

/** The id of a piece that may be broken. */
export function idIn(piece: string, kind: FileKind): IdRange | undefined {
  const scan = new PartScan(piece);
  const found: Part[] = [];
  if (kind === 'manifest') scan.task(0, found);
  else scan.entry(0, found);
  return found[0]?.id;
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

function isKey(text: string, start: number, end: number, name: string): boolean {
  if (end - start === name.length + 2) return text.startsWith(name, start + 1);
  return end - start > name.length + 2 && text.slice(start, end).includes('\\') && decoded(text, start, end) === name;
}

type Member = (keyStart: number, keyEnd: number, valueStart: number | undefined) => number;

class PartScan {
  isWhole = true;

  constructor(private readonly text: string) {}

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

  /** Collects the tasks of the array at `open`. Returns where the array ends. */
  tasks(open: number, into: Part[]): number {
    const { text } = this;
    for (let at = this.skipSpace(open + 1); ; at = this.skipSpace(at)) {
      const c = text.charCodeAt(at);
      if (c === OPEN_OBJECT) {
        at = this.task(at, into);
      } else if (c === CLOSE_ARRAY) {
        return at + 1;
      } else if (c === COMMA) {
        at++;
      } else if (at >= text.length || c === CLOSE_OBJECT) {
        this.isWhole = false;
        return at;
      } else {
        at = this.value(at);
      }
    }
  }

  task(start: number, into: Part[]): number {
    const { text } = this;
    if (text.charCodeAt(start) !== OPEN_OBJECT) return this.broken(start);
    let id: IdRange | undefined;
    const end = this.members(start, (keyStart, keyEnd, valueStart) => {
      if (valueStart === undefined) return keyEnd;
      const valueEnd = this.value(valueStart);
      if (isKey(text, keyStart, keyEnd, 'task_id')) {
        const isText = text.charCodeAt(valueStart) === QUOTE;
        id = isText ? { value: decoded(text, valueStart, valueEnd), start: valueStart - start, end: valueEnd - start } : undefined;
      }
      return valueEnd;
    });
    into.push({ start, end, ...(id ? { id } : {}) });
    return end;
  }

  /** Collects the entries of the object at `open`. Returns where the object ends. */
  entries(open: number, into: Part[]): number {
    return this.members(open, (keyStart, keyEnd, valueStart) => this.pushEntry(keyStart, keyEnd, valueStart, into));
  }

  entry(start: number, into: Part[]): number {
    if (this.text.charCodeAt(start) !== QUOTE) return this.broken(start);
    const keyEnd = this.string(start);
    const colon = this.skipSpace(keyEnd);
    const value = this.text.charCodeAt(colon) === COLON ? this.skipSpace(colon + 1) : undefined;
    if (value === undefined) this.isWhole = false;
    return this.pushEntry(start, keyEnd, value, into);
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
  private string(start: number): number {
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
    while (at < text.length && !/[\s,:{}[\]"]/.test(text.charAt(at))) at++;
    return at > start ? at : this.broken(isClosing(text.charCodeAt(at)) ? at : at + 1);
  }

  private pushEntry(keyStart: number, keyEnd: number, valueStart: number | undefined, into: Part[]): number {
    const end = valueStart === undefined ? keyEnd : this.value(valueStart);
    into.push({ start: keyStart, end, id: { value: decoded(this.text, keyStart, keyEnd), start: 0, end: keyEnd - keyStart } });
    return end;
  }

  private broken(at: number): number {
    this.isWhole = false;
    return at;
  }
}

/** A bracket that closes what is around a missing value, or the comma behind it. */
function isClosing(c: number): boolean {
  return c === CLOSE_OBJECT || c === CLOSE_ARRAY || c === COMMA || Number.isNaN(c);
}
