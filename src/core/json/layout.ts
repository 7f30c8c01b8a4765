import { itemsOf, type ArrayRange, type ObjectRange } from './members';
import type { JsonValue } from '../state/patch';

/** How an object is laid out: the text between its marks, so that what is added looks like what is there. */
export interface ObjectLayout {
  /** Behind `{`. */
  readonly open: string;
  /** Between two members, the comma included. */
  readonly separator: string;
  /** Between key and value, the colon included. */
  readonly colon: string;
  /** Before `}`. */
  readonly close: string;
}

/** How a whole file is laid out, for values that have nothing beside them to copy. */
export interface FileLayout {
  /** Undefined when the file stands on one line. */
  readonly eol: string | undefined;
  /** One level of indentation. */
  readonly unit: string;
  readonly colon: string;
  /** Items of an array each on a line of their own. */
  readonly blockArrays: boolean;
}

/** The layout of an object that has members; undefined for an empty one. */
export function layoutOf(text: string, range: ObjectRange): ObjectLayout | undefined {
  const first = range.members[0];
  const last = range.members.at(-1);
  const beforeLast = range.members.at(-2);
  if (!first || !last) return undefined;
  const open = text.slice(range.start + 1, first.keyStart);
  const colon = text.slice(last.keyEnd, last.start);
  const gap = beforeLast ? text.slice(beforeLast.end, last.keyStart) : `,${open || spaceAfter(colon)}`;
  const separator = hasBreak(open) && !hasBreak(gap) ? `,${open}` : gap;
  return { open, separator, colon, close: text.slice(last.end, range.end - 1) };
}

/** The layout of a file, from its root object and the first array near `around`. */
export function fileLayoutOf(text: string, root: ObjectRange, around: number): FileLayout {
  const layout = layoutOf(text, root);
  const blockArrays = arraysAreBlocks(text, around);
  if (!layout) return { eol: text.includes('\r\n') ? '\r\n' : '\n', unit: '  ', colon: ': ', blockArrays };
  const { eol, indent } = breakOf(layout.open);
  return { eol, unit: indent, colon: layout.colon, blockArrays };
}

/** The layout of an object whose closing bracket stands at `indent`. */
export function freshLayout(file: FileLayout, indent: string): ObjectLayout {
  const { eol, unit, colon } = file;
  if (eol === undefined) return { open: '', separator: `,${spaceAfter(colon)}`, colon, close: '' };
  const open = `${eol}${indent}${unit}`;
  return { open, separator: `,${open}`, colon, close: `${eol}${indent}` };
}

/** The indentation of an object's members. */
export function memberIndent(layout: ObjectLayout): string {
  return breakOf(layout.open).indent;
}

/** Writes members as an object; `members` are pairs of key and finished value text. */
export function writeObject(members: readonly (readonly [string, string])[], layout: ObjectLayout): string {
  if (members.length === 0) return '{}';
  const written = members.map(([key, value]) => JSON.stringify(key) + layout.colon + value);
  return `{${layout.open}${written.join(layout.separator)}${layout.close}}`;
}

/** Writes a value that starts on a line indented by `indent`. */
export function writeValue(value: JsonValue, file: FileLayout, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = indent + file.unit;
  if (isArray(value)) {
    const items = value.map((item) => writeValue(item, file, inner));
    if (items.length === 0) return '[]';
    if (file.eol === undefined || !file.blockArrays) return `[${items.join(`,${spaceAfter(file.colon)}`)}]`;
    return `[${file.eol}${inner}${items.join(`,${file.eol}${inner}`)}${file.eol}${indent}]`;
  }
  const members = Object.entries(value).map(([key, item]) => [key, writeValue(item, file, inner)] as const);
  return writeObject(members, freshLayout(file, indent));
}

/** Writes a new array over an old one: items that stay keep their text, and the layout stays the old one's. */
export function rewriteArray(old: string, values: readonly JsonValue[], file: FileLayout, indent: string): string {
  const range = itemsOf(old, 0);
  const first = range.items[0];
  const last = range.items.at(-1);
  if (!first || !last || values.length === 0) return writeValue(values, file, indent);
  const open = old.slice(1, first.start);
  const lastGap = range.items.length > 1 ? gapBefore(old, range, range.items.length - 1) : `,${open || spaceAfter(file.colon)}`;
  const unused = new Map<string, number[]>();
  range.items.forEach((item, index) => {
    const key = comparable(JSON.parse(old.slice(item.start, item.end)));
    unused.set(key, [...(unused.get(key) ?? []), index]);
  });
  let written = '';
  let previous = -2;
  values.forEach((value, index) => {
    const from = unused.get(comparable(value))?.shift();
    const item = from === undefined ? undefined : range.items[from];
    if (index > 0) written += from !== undefined && from === previous + 1 ? gapBefore(old, range, from) : lastGap;
    written += item ? old.slice(item.start, item.end) : writeValue(value, file, indent + file.unit);
    previous = from ?? -2;
  });
  return `[${open}${written}${old.slice(last.end, range.end - 1)}]`;
}

export function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Equal for equal values; `1e999` is not `null`, as JSON.stringify has it. */
export function comparable(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'number' && !Number.isFinite(item) ? { number: String(item) } : item,
  );
}

function gapBefore(text: string, range: ArrayRange, index: number): string {
  return text.slice(range.items[index - 1]?.end, range.items[index]?.start);
}

function breakOf(space: string): { eol: string | undefined; indent: string } {
  const found = /(\r\n|\n|\r)([ \t]*)$/.exec(space);
  return { eol: found?.[1], indent: found?.[2] ?? '' };
}

function hasBreak(space: string): boolean {
  return /[\r\n]/.test(space);
}

function spaceAfter(colon: string): string {
  return /\s$/.test(colon) ? ' ' : '';
}

/** Looks at the first array with items behind `around`, then before it; the spec's example keeps arrays on a line. */
function arraysAreBlocks(text: string, around: number): boolean {
  const near = 20_000;
  const pattern = /\[(\s*)[^\s\]]/;
  const found = pattern.exec(text.slice(around, around + near)) ?? pattern.exec(text.slice(Math.max(0, around - near), around));
  return hasBreak(found?.[1] ?? '');
}
