import { findNodeAtLocation, parseTree, visit, type Node } from 'jsonc-parser';
import type { JsonPath, Position } from '../problem';
import { itemsOf, membersOf, skipSpace } from './members';

/** Finds places in one JSON text. What lies on the way to a place is scanned when it is first asked for. */
export class Locator {
  private readonly children = new Map<number, ReadonlyMap<string | number, Range>>();
  private tree: Node | undefined;
  private lineStarts: number[] | undefined;

  constructor(readonly text: string) {}

  /** The value at `path`, its first line; a path that is not there gives its nearest existing ancestor. */
  value(path: JsonPath): Position {
    const found = this.find(path);
    return found ? this.onOneLine(found.start, found.end) : this.at(0, 0);
  }

  /** The key of the property at `path`; where there is none, as {@link value}. */
  key(path: JsonPath): Position {
    const found = this.range(path);
    return found?.keyStart === undefined ? this.value(path) : this.onOneLine(found.keyStart, found.keyEnd ?? found.start);
  }

  /** Where the value at `path` stands, and its key, if it has one; undefined where it is not there, or the text is broken. */
  range(path: JsonPath): Range | undefined {
    try {
      let found: Range | undefined = { start: skipSpace(this.text, 0), end: this.text.length };
      for (const key of path) found = found && this.childrenOf(found.start)?.get(key);
      return found;
    } catch {
      return undefined;
    }
  }

  /** The place of an offset. */
  at(offset: number, length = 0): Position {
    const starts = (this.lineStarts ??= lineStartsOf(this.text));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1, offset, length };
  }

  private onOneLine(start: number, end: number): Position {
    const longest = this.text.slice(start, Math.min(end, start + 200));
    const lineEnd = longest.search(/[\r\n]/);
    return this.at(start, lineEnd < 0 ? longest.length : lineEnd);
  }

  /**
   * Goes down the path level by level and passes over what lies beside it: a whole syntax tree of 100 000 tasks takes
   * seconds. Of a doubled key the last counts, as it does for JSON.parse. A text that is broken gives the tree instead.
   */
  private find(path: JsonPath): Range | undefined {
    try {
      let found: Range = { start: skipSpace(this.text, 0), end: this.text.length };
      for (const key of path) {
        const below = this.childrenOf(found.start)?.get(key);
        if (!below) break;
        found = below;
      }
      return found;
    } catch {
      return this.inTree(path);
    }
  }

  private childrenOf(start: number): ReadonlyMap<string | number, Range> | undefined {
    const known = this.children.get(start);
    if (known) return known;
    const bracket = this.text.charAt(start);
    if (bracket !== '{' && bracket !== '[') return undefined;
    const children = new Map<string | number, Range>();
    if (bracket === '{') for (const member of membersOf(this.text, start).members) children.set(member.key, member);
    else itemsOf(this.text, start).items.forEach((item, index) => children.set(index, item));
    this.children.set(start, children);
    return children;
  }

  private inTree(path: JsonPath): Range | undefined {
    this.tree ??= parseTree(this.text);
    if (!this.tree) return undefined;
    for (let length = path.length; length >= 0; length--) {
      const node = findNodeAtLocation(this.tree, path.slice(0, length));
      if (node) return { start: node.offset, end: node.offset + node.length };
    }
    return undefined;
  }
}

/** Offsets of a value, and of its key with the quotation marks. `end`s are behind. */
export interface Range {
  readonly start: number;
  readonly end: number;
  readonly keyStart?: number;
  readonly keyEnd?: number;
}

/** Keys that stand twice in one object, with both places. */
export function duplicateKeys(locator: Locator): readonly { key: string; first: Position; second: Position }[] {
  const open: Map<string, number>[] = [];
  const found: { key: string; first: Position; second: Position }[] = [];
  visit(locator.text, {
    onObjectBegin: () => void open.push(new Map()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty: (key, offset, length) => {
      const keys = open.at(-1);
      const first = keys?.get(key);
      if (first === undefined) keys?.set(key, offset);
      else found.push({ key, first: locator.at(first, length), second: locator.at(offset, length) });
    },
  });
  return found;
}

function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}
