import type { Drawing } from './drawing';

export type GraphKey = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'Home' | 'End';

/** What can be reached: all where it is undefined. */
type Kept = ReadonlySet<number> | undefined;

/**
 * The node that a key leads to: up and down through its column and on to the next, left to the nearest it needs, right to the nearest that
 * needs it. Where there is none, to what stands beside it. Up and down reach every node. Left and right are those of
 * text that runs to the right.
 */
export function nextNode(drawing: Drawing, from: number, key: GraphKey, kept?: Kept): number | undefined {
  const { columns, columnOf, needs, waiters } = drawing;
  const isKept = (node: number) => kept === undefined || kept.has(node);
  const column = columnOf[from] ?? 0;
  switch (key) {
    case 'Home':
      return columns.flat().find(isKept);
    case 'End':
      return columns.flat().findLast(isKept);
    case 'ArrowUp':
    case 'ArrowDown': {
      // On through the other columns: where every line passes a column by, nothing else leads there.
      const nodes = columns.flat().filter((node) => node === from || isKept(node));
      return nodes[nodes.indexOf(from) + (key === 'ArrowUp' ? -1 : 1)];
    }
    case 'ArrowLeft':
      return nearest(drawing, from, (needs[from] ?? []).filter(isKept)) ?? beside(drawing, from, columns.slice(0, column).reverse(), isKept);
    case 'ArrowRight':
      return nearest(drawing, from, (waiters[from] ?? []).filter(isKept)) ?? beside(drawing, from, columns.slice(column + 1), isKept);
  }
}

function beside(drawing: Drawing, from: number, columns: Drawing['columns'], isKept: (node: number) => boolean): number | undefined {
  const column = columns.find((nodes) => nodes.some(isKept));
  return nearest(drawing, from, column?.filter(isKept) ?? []);
}

function nearest({ shape: { x, y } }: Drawing, from: number, nodes: readonly number[]): number | undefined {
  const distance = (node: number) => Math.abs((x[node] ?? 0) - (x[from] ?? 0)) + Math.abs((y[node] ?? 0) - (y[from] ?? 0));
  return nodes.filter((node) => node !== from).reduce<number | undefined>((best, node) => (best === undefined || distance(node) < distance(best) ? node : best), undefined);
}
