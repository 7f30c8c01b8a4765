import type { JsonPath } from '../problem';
import type { JsonValue } from '../state/patch';
import { fileLayoutOf, freshLayout, layoutOf, writeObject, writeValue, type FileLayout } from './layout';
import { Locator, type Range } from './locator';
import { membersOf, skipSpace } from './members';
import { removal, type TextEdit } from './textEdit';

/** One change of a JSON text, in terms of its values. */
export type JsonChange =
  /** Another value in the place of the one at `path`. */
  | { readonly kind: 'replace'; readonly path: JsonPath; readonly value: JsonValue }
  /** The bytes of the value at `from` in the place of the one at `path`. */
  | { readonly kind: 'copy'; readonly path: JsonPath; readonly from: JsonPath }
  /** Takes an item out of its list; what stands in the place of a list becomes an empty one. `withList`: its last item goes with the list. */
  | { readonly kind: 'remove'; readonly path: JsonPath; readonly withList?: true }
  /** Puts a text at the end of the list at `path`; a text there becomes a list, and a list that is not there is made. */
  | { readonly kind: 'append'; readonly path: JsonPath; readonly value: string }
  /** Puts a property first in the object at `path`. */
  | { readonly kind: 'add'; readonly path: JsonPath; readonly key: string; readonly value: JsonValue };

/**
 * The edits that make these changes and leave everything else as it is: layout, order, unknown keys. In the order of the
 * text, and none overlaps another. A change whose place is not there is left out.
 */
export function editsOf(text: string, changes: readonly JsonChange[]): readonly TextEdit[] {
  const pen = new Pen(text);
  const edits: TextEdit[] = [];
  for (const group of grouped(changes)) edits.push(...pen.edits(group));
  edits.sort((a, b) => a.start - b.start || a.end - b.end);
  return edits.filter((edit, index) => index === 0 || edit.start >= (edits[index - 1]?.end ?? 0));
}

/** What belongs to one list goes together, since its commas do. */
function grouped(changes: readonly JsonChange[]): readonly (readonly JsonChange[])[] {
  const groups = new Map<string, JsonChange[]>();
  for (const change of changes) {
    const isItem = change.kind === 'remove' && typeof change.path.at(-1) === 'number';
    const key = `${change.kind} ${JSON.stringify(isItem ? change.path.slice(0, -1) : change.path)}`;
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()];
}

class Pen {
  private readonly locator: Locator;
  private layout: FileLayout | undefined;

  constructor(private readonly text: string) {
    this.locator = new Locator(text);
  }

  edits(group: readonly JsonChange[]): readonly TextEdit[] {
    const [first] = group;
    switch (first?.kind) {
      case undefined:
        return [];
      case 'replace':
        return this.replace(first.path, first.value);
      case 'add':
        return this.add(first.path, first.key, first.value);
      case 'copy':
        return this.copy(first.path, first.from);
      case 'remove':
        return typeof first.path.at(-1) === 'number' ? this.remove(first.path.slice(0, -1), new Set(group.map(({ path }) => Number(path.at(-1)))), first.withList === true) : this.replace(first.path, []);
      case 'append':
        return this.append(first.path, [...new Set(group.flatMap((one) => (one.kind === 'append' ? [one.value] : [])))]);
    }
  }

  private replace(path: JsonPath, value: JsonValue): TextEdit[] {
    const range = this.locator.range(path);
    return range ? [{ start: range.start, end: range.end, text: this.written(value, range.start) }] : [];
  }

  private copy(path: JsonPath, from: JsonPath): TextEdit[] {
    const [range, source] = [this.locator.range(path), this.locator.range(from)];
    return range && source ? [{ start: range.start, end: range.end, text: this.text.slice(source.start, source.end) }] : [];
  }

  /** Each run of items goes with the comma behind it; the last run with the one before. */
  private remove(list: JsonPath, indexes: ReadonlySet<number>, withList: boolean): TextEdit[] {
    const items = this.itemsAt(list);
    const whole = this.locator.range(list);
    if (!whole) return [];
    if (items.every((_, index) => indexes.has(index))) return withList ? this.drop(list) : [{ start: whole.start, end: whole.end, text: '[]' }];
    const edits: TextEdit[] = [];
    for (let index = 0; index < items.length; index++) {
      if (!indexes.has(index)) continue;
      const from = index;
      while (indexes.has(index + 1) && index + 1 < items.length) index++;
      const next = items[index + 1];
      const edit = next ? { start: items[from]?.start ?? 0, end: next.start } : { start: items[from - 1]?.end ?? 0, end: items[index]?.end ?? 0 };
      edits.push({ ...edit, text: '' });
    }
    return edits;
  }

  /** The property with the comma that belongs to it. */
  private drop(path: JsonPath): TextEdit[] {
    const object = this.locator.range(path.slice(0, -1));
    const key = path.at(-1);
    if (!object || typeof key !== 'string' || this.text.charAt(object.start) !== '{') return [];
    return [removal(membersOf(this.text, object.start), key)];
  }

  private append(path: JsonPath, values: readonly string[]): TextEdit[] {
    const { text } = this;
    const range = this.locator.range(path);
    if (!range) return this.appendMember(path, values);
    if (text.charAt(range.start) !== '[') {
      const before: unknown = JSON.parse(text.slice(range.start, range.end));
      return this.replace(path, [...(typeof before === 'string' && before !== '' ? [before] : []), ...values]);
    }
    const items = this.itemsAt(path);
    const last = items.at(-1);
    if (!last) return this.replace(path, values);
    const beforeLast = items.at(-2);
    const open = text.slice(range.start + 1, items[0]?.start);
    const gap = beforeLast ? text.slice(beforeLast.end, last.start) : `,${open || ' '}`;
    return [{ start: last.end, end: last.end, text: values.map((value) => gap + JSON.stringify(value)).join('') }];
  }

  /** The list as a new property, behind the others of its object. */
  private appendMember(path: JsonPath, values: readonly string[]): TextEdit[] {
    const object = this.locator.range(path.slice(0, -1));
    if (!object || this.text.charAt(object.start) !== '{') return [];
    const range = membersOf(this.text, object.start);
    const layout = layoutOf(this.text, range);
    const last = range.members.at(-1);
    if (!layout || !last) return [];
    const written = JSON.stringify(path.at(-1)) + layout.colon + this.written(values, last.keyStart);
    return [{ start: last.end, end: last.end, text: layout.separator + written }];
  }

  private add(path: JsonPath, key: string, value: JsonValue): TextEdit[] {
    const object = this.locator.range(path);
    if (!object || this.text.charAt(object.start) !== '{') return [];
    const range = membersOf(this.text, object.start);
    const layout = layoutOf(this.text, range);
    const first = range.members[0];
    if (!layout || !first) {
      const fresh = freshLayout(this.fileLayout(object.start), this.indentAt(object.start));
      return [{ start: range.start, end: range.end, text: writeObject([[key, this.written(value, object.start)]], fresh) }];
    }
    return [{ start: first.keyStart, end: first.keyStart, text: JSON.stringify(key) + layout.colon + this.written(value, first.keyStart) + layout.separator }];
  }

  private itemsAt(list: JsonPath): readonly Range[] {
    const items: Range[] = [];
    for (let item = this.locator.range([...list, 0]); item; item = this.locator.range([...list, items.length])) items.push(item);
    return items;
  }

  private written(value: JsonValue, at: number): string {
    return writeValue(value, this.fileLayout(at), this.indentAt(at));
  }

  private fileLayout(around: number): FileLayout {
    return (this.layout ??= fileLayoutOf(this.text, membersOf(this.text, skipSpace(this.text, 0)), around));
  }

  /** The white space at the beginning of the line. */
  private indentAt(offset: number): string {
    const lineStart = this.text.lastIndexOf('\n', offset - 1) + 1;
    return /^[ \t]*/.exec(this.text.slice(lineStart, offset))?.[0] ?? '';
  }
}
