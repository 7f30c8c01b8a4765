import { visit, type JSONPath } from 'jsonc-parser';
import { MAX_DEPTH, scanJson } from '../json/scan';
import type { DocumentKind } from '../manifest/task';
import type { FileKind, IdRange } from './parts';

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
  /** Texts and numbers that stand right under a key, such as the title. */
  readonly fields: ReadonlyMap<string, string | number>;
}

/** The keys of a manifest's task that list something. */
export const LISTS: ReadonlyMap<string, { readonly role: Role; readonly document?: DocumentKind }> = new Map([
  ['depends_on_tasks', { role: 'dependency' }],
  ['conflicts_with', { role: 'conflict' }],
  ['related_specs', { role: 'document', document: 'spec' }],
  ['related_adrs', { role: 'document', document: 'adr' }],
  ['related_guides', { role: 'document', document: 'guide' }],
  ['test_verification', { role: 'document', document: 'test' }],
]);

const STATE_LISTS: ReadonlySet<unknown> = new Set(['acs_completed', 'acs_remaining']);

const EMPTY: Body = { tokens: [], criteria: [], fields: new Map() };
/** A part longer than this is not looked into: no real task is. */
const LONGEST = 4_000_000;

/**
 * Reads one part, as far as it can be read.
 *
 * @param piece the text of the part
 */
export function bodyOf(piece: string, kind: FileKind, id: IdRange | undefined): Body {
  if (piece.length > LONGEST || scanJson(piece).kind === 'too-deep') return EMPTY;
  return kind === 'manifest' ? new TaskReader(piece).read() : entryBody(piece, id);
}

/** Where the value of a state entry begins, from the start of its part: behind the colon. */
export function valueStart(piece: string, id: IdRange): number {
  const colon = piece.indexOf(':', id.end);
  return colon < 0 ? piece.length : colon + 1;
}

function entryBody(piece: string, id: IdRange | undefined): Body {
  if (!id) return EMPTY;
  const tokens: Token[] = [{ role: 'entry', ...id }];
  const fields = new Map<string, string | number>();
  const base = valueStart(piece, id);
  visit(piece.slice(base), {
    onLiteralValue: (value: unknown, offset, length, _line, _column, pathOf) => {
      if (typeof value !== 'string') return;
      const path = pathOf();
      const range = { value, start: base + offset, end: base + offset + length };
      if (path.length === 1 && path[0] === 'status') tokens.push({ role: 'status', ...range });
      if (path.length === 1) fields.set(String(path[0]), value);
      if (path.length === 2 && STATE_LISTS.has(path[0])) tokens.push({ role: 'recorded', ...range });
    },
  });
  return { tokens, criteria: [], fields };
}

interface OpenCriterion {
  id?: Token;
  text: string;
  start: number;
  depth: number;
}

class TaskReader {
  private readonly tokens: Token[] = [];
  private readonly criteria: CriterionPart[] = [];
  private readonly fields = new Map<string, string | number>();
  private criterion: OpenCriterion | undefined;
  private depth = 0;

  constructor(private readonly piece: string) {}

  read(): Body {
    visit(this.piece, {
      onObjectBegin: (offset, _length, _line, _column, pathOf) => {
        if (++this.depth > MAX_DEPTH) return false;
        if (this.criterion || this.depth !== 2) return true;
        const path = pathOf();
        if (path.length === 2 && path[0] === 'acceptance_criteria') this.criterion = { text: '', start: offset, depth: this.depth };
        return true;
      },
      onObjectEnd: (offset, length) => {
        if (this.criterion?.depth === this.depth) this.close(this.criterion, offset + length);
        this.depth--;
      },
      onLiteralValue: (value: unknown, offset, length, _line, _column, pathOf) => {
        if (typeof value === 'string' || typeof value === 'number') this.literal(value, offset, offset + length, pathOf());
      },
    });
    return { tokens: this.tokens, criteria: this.criteria, fields: this.fields };
  }

  private literal(value: string | number, start: number, end: number, path: JSONPath): void {
    const key = String(path[0]);
    if (path.length === 1) this.fields.set(key, value);
    if (typeof value !== 'string') return;
    const range = { value, start, end };
    if (key === 'acceptance_criteria') {
      this.ofCriterion(range, path);
      return;
    }
    const list = path.length <= 2 ? LISTS.get(key) : undefined;
    if (list) this.tokens.push({ ...list, ...range });
    else if (path.length === 1 && key === 'task_id') this.tokens.push({ role: 'task', ...range });
    else if (path.length === 1 && key === 'risk') this.tokens.push({ role: 'risk', ...range });
  }

  private ofCriterion(range: IdRange, path: JSONPath): void {
    if (path.length === 2) this.push({ text: range.value, start: range.start, depth: 0 }, range.end);
    if (path.length !== 3 || !this.criterion) return;
    if (path[2] === 'text') this.criterion.text = range.value;
    if (path[2] === 'id' && range.value.trim() !== '') this.criterion.id = { role: 'criterion', ...range };
  }

  private close(criterion: OpenCriterion, end: number): void {
    this.criterion = undefined;
    this.push(criterion, end);
  }

  private push({ id, text, start }: OpenCriterion, end: number): void {
    const called = `AC${String(this.criteria.length + 1).padStart(2, '0')}`;
    if (id) this.tokens.push(id);
    this.criteria.push({ id: id?.value.trim() ?? called, text: text.trim(), start, end, ...(id ? { token: id } : {}) });
  }
}
