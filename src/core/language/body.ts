import type { DocumentKind } from '../manifest/task';
import type { FileKind, IdRange } from './parts';
import { decoded, OPEN_ARRAY, OPEN_OBJECT, QUOTE, TolerantScan } from './tolerantScan';

/** What a text of one of the two files names. `entry`: the key of a state entry. `recorded`: a criterion in a state entry. */
export type Role = 'task' | 'criterion' | 'dependency' | 'conflict' | 'document' | 'risk' | 'entry' | 'status' | 'recorded';

/** A text that names something. Offsets count from the start of its part, quotes included. */
export interface Token extends IdRange {
  readonly role: Role;
  readonly document?: DocumentKind;
}

/** A criterion of a task. Without an id of its own it is called by its place, as the reader of manifests does. */
export interface CriterionPart {
  readonly id: string;
  readonly text: string;
  readonly token?: Token;
  /** Of its object or text, from the start of the part. */
  readonly start: number;
  readonly end: number;
}

/** What stands in one part. */
export interface Body {
  readonly tokens: readonly Token[];
  readonly criteria: readonly CriterionPart[];
  /** What stands right under the keys {@link FIELDS}. */
  readonly fields: ReadonlyMap<string, string>;
}

/** What a token of a key is. */
type Naming = Pick<Token, 'role' | 'document'>;

/** The keys of a manifest's task that list something. */
export const LISTS: ReadonlyMap<string, Naming> = new Map<string, Naming>([
  ['depends_on_tasks', { role: 'dependency' }],
  ['conflicts_with', { role: 'conflict' }],
  ['related_specs', { role: 'document', document: 'spec' }],
  ['related_adrs', { role: 'document', document: 'adr' }],
  ['related_guides', { role: 'document', document: 'guide' }],
  ['test_verification', { role: 'document', document: 'test' }],
]);

const WORDS: ReadonlyMap<string, Naming> = new Map<string, Naming>([['task_id', { role: 'task' }], ['risk', { role: 'risk' }]]);
const STATE_LISTS: ReadonlyMap<string, Naming> = new Map<string, Naming>([['acs_completed', { role: 'recorded' }], ['acs_remaining', { role: 'recorded' }]]);
const STATE_WORDS: ReadonlyMap<string, Naming> = new Map<string, Naming>([['status', { role: 'status' }]]);
/** Keys whose text or number the outline shows. */
const FIELDS: ReadonlySet<string> = new Set(['title', 'phase', 'slice', 'status']);

/**
 * Reads one part, as far as it can be read.
 *
 * @param piece the text of the part
 */
export function bodyOf(piece: string, kind: FileKind, id: IdRange | undefined): Body {
  const reader = new BodyReader(piece, kind);
  if (kind === 'manifest') reader.read(0);
  else if (id) reader.readEntry(id);
  return reader;
}

/** Where the value of a state entry begins, from the start of its part: behind the colon. */
export function valueStart(piece: string, id: IdRange): number {
  const colon = piece.indexOf(':', id.end);
  return colon < 0 ? piece.length : colon + 1;
}

class BodyReader implements Body {
  readonly tokens: Token[] = [];
  readonly criteria: CriterionPart[] = [];
  readonly fields = new Map<string, string>();
  private readonly scan: TolerantScan;
  private readonly lists: ReadonlyMap<string, Naming>;
  private readonly words: ReadonlyMap<string, Naming>;

  constructor(
    private readonly piece: string,
    kind: FileKind,
  ) {
    this.scan = new TolerantScan(piece);
    this.lists = kind === 'manifest' ? LISTS : STATE_LISTS;
    this.words = kind === 'manifest' ? WORDS : STATE_WORDS;
  }

  readEntry(id: IdRange): void {
    this.tokens.push({ role: 'entry', ...id });
    this.read(this.scan.skipSpace(valueStart(this.piece, id)));
  }

  /** Reads the object at `open`, if there is one. */
  read(open: number): void {
    if (this.piece.charCodeAt(open) !== OPEN_OBJECT) return;
    this.scan.members(open, (keyStart, keyEnd, start) => {
      if (start === undefined) return keyEnd;
      const key = decoded(this.piece, keyStart, keyEnd);
      const list = this.lists.get(key);
      const first = this.piece.charCodeAt(start);
      if (list && first === OPEN_ARRAY) return this.scan.items(start, (item) => this.take(item, list));
      if (key === 'acceptance_criteria' && first === OPEN_ARRAY && this.lists === LISTS) return this.scan.items(start, (item) => this.criterion(item));
      const naming = list ?? this.words.get(key);
      const end = naming ? this.take(start, naming) : this.scan.value(start);
      if (FIELDS.has(key) && first !== OPEN_ARRAY && first !== OPEN_OBJECT) this.fields.set(key, this.textAt(start, end));
      return end;
    });
  }

  /** Takes a value that may be a text. Returns where it ends. */
  private take(start: number, naming: Naming): number {
    const end = this.scan.value(start);
    if (!this.isText(start)) return end;
    const value = decoded(this.piece, start, end);
    // One by one: spreading takes as long as all the rest, and there are many.
    this.tokens.push(naming.document ? { role: naming.role, document: naming.document, value, start, end } : { role: naming.role, value, start, end });
    return end;
  }

  private criterion(start: number): number {
    let end: number;
    let token: Token | undefined;
    let text = '';
    if (this.piece.charCodeAt(start) === OPEN_OBJECT) {
      end = this.scan.members(start, (keyStart, keyEnd, valueAt) => {
        if (valueAt === undefined) return keyEnd;
        const valueEnd = this.scan.value(valueAt);
        const key = decoded(this.piece, keyStart, keyEnd);
        if (!this.isText(valueAt) || (key !== 'id' && key !== 'text')) return valueEnd;
        const value = this.textAt(valueAt, valueEnd);
        if (key === 'text') text = value;
        else token = value.trim() === '' ? undefined : { role: 'criterion', value, start: valueAt, end: valueEnd };
        return valueEnd;
      });
    } else {
      end = this.scan.value(start);
      if (!this.isText(start)) return end;
      text = this.textAt(start, end);
    }
    const called = `AC${String(this.criteria.length + 1).padStart(2, '0')}`;
    if (token) this.tokens.push(token);
    this.criteria.push({ id: token?.value.trim() ?? called, text: text.trim(), start, end, ...(token ? { token } : {}) });
    return end;
  }

  private isText(start: number): boolean {
    return this.piece.charCodeAt(start) === QUOTE;
  }

  private textAt(start: number, end: number): string {
    return this.isText(start) ? decoded(this.piece, start, end) : this.piece.slice(start, end);
  }
}
