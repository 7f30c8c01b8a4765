import { bodyOf, type Body, type Token } from './body';
import { idIn, partIn, partsOf, type FileKind, type Part } from './parts';

/** What was read of a part. It stays right while the part moves as a whole, so moved parts share it. */
interface Kept {
  body?: Body;
}

/** A token in the text: `start` and `end` are offsets of the text. */
export interface Found {
  readonly token: Token;
  readonly start: number;
  readonly end: number;
  /** Index of the part it stands in. */
  readonly part: number;
  /** The id of the task or entry it stands in, where that has one. */
  readonly taskId: string | undefined;
}

/** Edits since a text was looked at, as one: what stood from `start` to `oldEnd` stands now from `start` to `newEnd`. */
export interface Change {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** Joins a later edit to those before it. `later` is in terms of the text as it stood then. */
export function joined(before: Change | undefined, later: { readonly offset: number; readonly removed: number; readonly inserted: number }): Change {
  const { offset, removed, inserted } = later;
  if (!before) return { start: offset, oldEnd: offset + removed, newEnd: offset + inserted };
  const beyond = Math.max(0, offset + removed - before.newEnd);
  return {
    start: Math.min(before.start, offset),
    oldEnd: before.oldEnd + beyond,
    newEnd: before.newEnd + beyond + inserted - removed,
  };
}

/**
 * Where everything stands in the text of a manifest or state file. Built in one pass over the parts; what stands in a
 * part is read when it is asked for. Never throws on broken texts: it then tells what it can.
 */
export class DocumentIndex {
  private constructor(
    readonly text: string,
    readonly kind: FileKind,
    readonly parts: readonly Part[],
    readonly container: { readonly start: number; readonly end: number } | undefined,
    /** All brackets pair up. Where they do not, parts may be missing or reach too far. */
    readonly isWhole: boolean,
    private readonly kept: readonly Kept[],
  ) {}

  static of(text: string, kind: FileKind): DocumentIndex {
    const { parts, container, isWhole } = partsOf(text, kind);
    return new DocumentIndex(text, kind, parts, container, isWhole, parts.map(() => ({})));
  }

  /** What stands in a part. */
  body(part: number): Body {
    // A piece that shares memory with its text would keep every version of the text in which something was looked at.
    return this.read(part, detached);
  }

  private read(part: number, own: (piece: string) => string): Body {
    const kept = this.kept[part] ?? {};
    const { start = 0, end = 0, id } = this.parts[part] ?? {};
    return (kept.body ??= bodyOf(own(this.text.slice(start, end)), this.kind, id));
  }

  /** What stands in every part. */
  bodies(): readonly Body[] {
    return this.parts.map((_, part) => this.read(part, (piece) => piece));
  }

  /** The tokens that say just this, found without reading what can't hold them. */
  *tokensSaying(value: string): Generator<Found> {
    for (const part of this.partsHolding(JSON.stringify(value).slice(1, -1), '\\u', '\\/')) {
      for (const found of this.tokens(part, part + 1)) if (found.token.value === value) yield found;
    }
  }

  /** Parts whose text holds one of the texts, in their order. */
  private partsHolding(...texts: readonly string[]): readonly number[] {
    // The empty text is found everywhere, and behind the last letter again and again.
    if (texts.includes('')) return this.parts.map((_, part) => part);
    const held = new Set<number>();
    for (const wanted of texts) {
      for (let at = this.text.indexOf(wanted); at >= 0; ) {
        const part = this.partAt(at);
        if (part >= 0) held.add(part);
        at = this.text.indexOf(wanted, Math.max(at + 1, part < 0 ? 0 : (this.parts[part]?.end ?? 0)));
      }
    }
    return [...held].sort((a, b) => a - b);
  }

  /** Index of the part that an offset lies in or touches, or -1. */
  partAt(offset: number): number {
    let low = 0;
    let high = this.parts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.parts[middle]?.end ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    const part = this.parts[low];
    return part && part.start <= offset ? low : -1;
  }

  /** The token that an offset lies in or touches. */
  at(offset: number): Found | undefined {
    const part = this.partAt(offset);
    const start = this.parts[part]?.start ?? 0;
    const token = part < 0 ? undefined : this.body(part).tokens.find((one) => start + one.start <= offset && offset <= start + one.end);
    return token && this.found(part, token);
  }

  found(part: number, token: Token): Found {
    const { start = 0, id } = this.parts[part] ?? {};
    return { token, part, start: start + token.start, end: start + token.end, taskId: id?.value };
  }

  /** Every token of the parts from `from` up to `to`. */
  *tokens(from = 0, to = this.parts.length): Generator<Found> {
    for (let part = from; part < to; part++) for (const token of this.body(part).tokens) yield this.found(part, token);
  }

  /** Indexes of the parts with this id: more than one where it is doubled. */
  partsOf(id: string): readonly number[] {
    return this.parts.flatMap((part, index) => (part.id?.value === id ? [index] : []));
  }

  /**
   * The index of the text after a change. A change inside one part costs that part alone: the others move, and keep
   * what was read of them. While its brackets don't pair up, the part is taken to end where it ended before.
   *
   * @returns undefined where the change reaches further, and the whole text must be looked at
   */
  after({ start, oldEnd, newEnd }: Change, text: string): DocumentIndex | undefined {
    const index = this.partAt(start);
    const part = this.parts[index];
    if (!this.container || !part || start <= part.start || oldEnd >= part.end) return undefined;
    const moved = newEnd - oldEnd;
    const piece = detached(text.slice(part.start, part.end + moved));
    const whole = partIn(piece, this.kind);
    const id = whole ? whole.id : idIn(piece, this.kind);
    const parts = this.parts.slice(0, index);
    parts.push({ start: part.start, end: part.end + moved, ...(id ? { id } : {}) });
    for (let at = index + 1; at < this.parts.length; at++) {
      const later = this.parts[at];
      if (later) parts.push(moved === 0 ? later : { ...later, start: later.start + moved, end: later.end + moved });
    }
    const container = { start: this.container.start, end: this.container.end + moved };
    return new DocumentIndex(text, this.kind, parts, container, this.isWhole && whole !== undefined, this.kept.with(index, {}));
  }
}

function detached(piece: string): string {
  return JSON.parse(JSON.stringify(piece)) as string;
}
