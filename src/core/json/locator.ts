import { findNodeAtLocation, parseTree, visit, type Node } from 'jsonc-parser';
import type { JsonPath, Position } from '../problem';

/** Finds places in one JSON text. The syntax tree is built when a place is first asked for. */
export class Locator {
  private tree: Node | undefined;
  private lineStarts: number[] | undefined;

  constructor(readonly text: string) {}

  /** The value at `path`; a path that is not there gives its nearest existing ancestor. */
  value(path: JsonPath): Position {
    const node = this.nodeAt(path);
    return node ? this.at(node.offset, Math.min(node.length, 200)) : this.at(0, 0);
  }

  /** The name of the property at `path`, quotes included; falls back to {@link value}. */
  key(path: JsonPath): Position {
    const node = this.nodeAt(path);
    const name = node?.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
    return name ? this.at(name.offset, name.length) : this.value(path);
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

  private nodeAt(path: JsonPath): Node | undefined {
    this.tree ??= parseTree(this.text);
    if (!this.tree) return undefined;
    for (let length = path.length; length >= 0; length--) {
      const node = findNodeAtLocation(this.tree, path.slice(0, length));
      if (node) return node;
    }
    return this.tree;
  }
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
