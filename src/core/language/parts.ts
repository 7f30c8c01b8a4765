import { decoded, isKey, OPEN_ARRAY, OPEN_OBJECT, QUOTE, TolerantScan } from './tolerantScan';

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
  return found[0]?.id ?? (kind === 'manifest' ? idByItsKey(piece) : undefined);
}

/** What stands behind the key of the id, whatever is around it. */
function idByItsKey(piece: string): IdRange | undefined {
  const match = /"task_id"\s*:\s*("(?:[^"\\\n]|\\.)*")/.exec(piece);
  if (!match?.[1]) return undefined;
  const end = match.index + match[0].length;
  const start = end - match[1].length;
  return { value: decoded(piece, start, end), start, end };
}

class PartScan extends TolerantScan {
  /** Collects the tasks of the array at `open`. Returns where the array ends. */
  tasks(open: number, into: Part[]): number {
    return this.items(open, (start) => (this.text.charCodeAt(start) === OPEN_OBJECT ? this.task(start, into) : this.value(start)));
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
    const value = this.text.charCodeAt(colon) === 0x3a ? this.skipSpace(colon + 1) : undefined;
    if (value === undefined) this.isWhole = false;
    return this.pushEntry(start, keyEnd, value, into);
  }

  private pushEntry(keyStart: number, keyEnd: number, valueStart: number | undefined, into: Part[]): number {
    const end = valueStart === undefined ? keyEnd : this.value(valueStart);
    into.push({ start: keyStart, end, id: { value: decoded(this.text, keyStart, keyEnd), start: 0, end: keyEnd - keyStart } });
    return end;
  }
}
