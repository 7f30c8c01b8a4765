import { getLocation } from 'jsonc-parser';
import type { DocumentKind } from '../manifest/task';
import { LISTS, valueStart } from './body';
import type { DocumentIndex } from './documentIndex';

/** What can be written at a place of a text. */
export interface Asking {
  readonly wants: 'dependency' | 'conflict' | 'recorded' | 'entry' | 'document' | 'status' | 'risk';
  readonly document?: DocumentKind;
  /** Index of the part it stands in; -1 between the parts. */
  readonly part: number;
  readonly taskId: string | undefined;
  /** What a choice takes the place of: a whole string with its quotes, or nothing. */
  readonly start: number;
  readonly end: number;
  /** What stands before the offset in that string. */
  readonly typed: string;
  /** A value follows already, so that only a key is wanted. */
  readonly hasValue: boolean;
}

/** What is asked for at an offset; undefined where nothing of ours can stand. */
export function askingAt(index: DocumentIndex, offset: number): Asking | undefined {
  const part = index.partAt(offset);
  if (index.kind === 'state') return inState(index, offset, part);
  return part < 0 ? undefined : inValue(index, offset, part, index.parts[part]?.start ?? 0);
}

function inState(index: DocumentIndex, offset: number, at: number): Asking | undefined {
  const part = index.parts[at];
  if (!part?.id) return betweenEntries(index, offset);
  const keyEnd = part.start + part.id.end;
  if (offset > keyEnd) return inValue(index, offset, at, part.start + valueStart(index.text.slice(part.start, part.end), part.id));
  const isIn = offset > part.start && (offset < keyEnd || !isClosed(index.text, part.start, keyEnd));
  if (!isIn) return undefined;
  const typed = index.text.slice(part.start + 1, offset);
  return { wants: 'entry', part: at, taskId: undefined, start: part.start, end: keyEnd, typed, hasValue: part.end > keyEnd };
}

function betweenEntries({ text, container }: DocumentIndex, offset: number): Asking | undefined {
  if (!container || offset <= container.start || offset >= container.end) return undefined;
  const before = /[^\s]\s*$/.exec(text.slice(Math.max(container.start, offset - 2000), offset))?.[0].charAt(0);
  if (before !== '{' && before !== ',') return undefined;
  return { wants: 'entry', part: -1, taskId: undefined, start: offset, end: offset, typed: '', hasValue: false };
}

function inValue(index: DocumentIndex, offset: number, part: number, base: number): Asking | undefined {
  const { end = 0, id } = index.parts[part] ?? {};
  if (offset < base) return undefined;
  const piece = index.text.slice(base, end);
  const { path, previousNode, isAtPropertyKey } = getLocation(piece, offset - base);
  const wanted = isAtPropertyKey ? undefined : wantedAt(index, path);
  if (!wanted) return undefined;
  const at = offset - base;
  const string = previousNode?.type === 'string' && previousNode.offset < at ? previousNode : undefined;
  const stringEnd = string ? string.offset + string.length : 0;
  const isIn = string !== undefined && (at < stringEnd || (at === stringEnd && !isClosed(piece, string.offset, stringEnd)));
  // A list is begun with its bracket; only a text that stands in its place already can be changed.
  if (!isIn && path.length === 1 && wanted.wants !== 'status' && wanted.wants !== 'risk') return undefined;
  // Right behind a text, or in a value that is no text, nothing can be put.
  if (!isIn && previousNode && previousNode.offset < at && at <= previousNode.offset + previousNode.length) return undefined;
  const start = isIn ? base + string.offset : offset;
  return {
    ...wanted,
    part,
    taskId: id?.value,
    start,
    end: isIn ? base + stringEnd : offset,
    typed: isIn ? index.text.slice(start + 1, offset) : '',
    hasValue: false,
  };
}

function wantedAt({ kind }: DocumentIndex, path: readonly (string | number)[]): Pick<Asking, 'wants' | 'document'> | undefined {
  const key = String(path[0]);
  const isItem = path.length === 2 && typeof path[1] === 'number';
  const word = kind === 'state' ? 'status' : 'risk';
  if (path.length === 1 && key === word) return { wants: word };
  if (kind === 'state') return isItem && (key === 'acs_completed' || key === 'acs_remaining') ? { wants: 'recorded' } : undefined;
  const list = isItem || path.length === 1 ? LISTS.get(key) : undefined;
  if (!list) return undefined;
  if (list.role === 'document') return { wants: 'document', ...(list.document ? { document: list.document } : {}) };
  return list.role === 'dependency' || list.role === 'conflict' ? { wants: list.role } : undefined;
}

/** Whether the string that begins at `start` ends in a quotation mark of its own. */
function isClosed(text: string, start: number, end: number): boolean {
  return end - start > 1 && text.charAt(end - 1) === '"';
}
