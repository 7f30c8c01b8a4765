import { readGraphShape, type GraphShape } from '../../core/graphProtocol';
import { lastResult } from '../shared/lastResult';

/** The graph as the page works with it: made once for a manifest. Nodes are numbers, as in the shape. */
export interface Drawing {
  readonly shape: GraphShape;
  /** For each node those it needs, and those that need it. */
  readonly needs: readonly (readonly number[])[];
  readonly waiters: readonly (readonly number[])[];
  /** Nodes from left to right, each column from top to bottom. */
  readonly columns: readonly (readonly number[])[];
  /** For each node its column. */
  readonly columnOf: readonly number[];
}

/** The drawing of a board's `shape`; the same one as long as the text is. Undefined where it is no shape. */
export const drawingOf = lastResult((text: string): Drawing | undefined => {
  const shape = readGraphShape(text);
  return shape && made(shape);
});

function made(shape: GraphShape): Drawing {
  const { ids, edges } = shape;
  const needs: number[][] = ids.map(() => []);
  const waiters: number[][] = ids.map(() => []);
  for (let at = 0; at < edges.length; at += 2) {
    const need = edges[at] ?? 0;
    const node = edges[at + 1] ?? 0;
    needs[node]?.push(need);
    waiters[need]?.push(node);
  }
  const columns = columnsOf(shape);
  const columnOf = ids.map(() => 0);
  columns.forEach((column, place) => column.forEach((node) => (columnOf[node] = place)));
  return { shape, needs, waiters, columns, columnOf };
}

/** Many short columns are sorted sooner than all nodes at once. */
function columnsOf({ ids, x, y }: GraphShape): number[][] {
  const columns = new Map<number, number[]>();
  for (let node = 0; node < ids.length; node++) {
    const left = x[node] ?? 0;
    const column = columns.get(left);
    if (column) column.push(node);
    else columns.set(left, [node]);
  }
  return [...columns]
    .sort(([one], [other]) => one - other)
    .map(([, column]) => column.sort((one, other) => (y[one] ?? 0) - (y[other] ?? 0)));
}
