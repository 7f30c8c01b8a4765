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
  const { ids, edges, x, y } = shape;
  const needs: number[][] = ids.map(() => []);
  const waiters: number[][] = ids.map(() => []);
  for (let at = 0; at < edges.length; at += 2) {
    const [need = 0, node = 0] = [edges[at], edges[at + 1]];
    needs[node]?.push(need);
    waiters[need]?.push(node);
  }
  const byPlace = [...ids.keys()].sort((one, other) => (x[one] ?? 0) - (x[other] ?? 0) || (y[one] ?? 0) - (y[other] ?? 0));
  const columns: number[][] = [];
  const columnOf = ids.map(() => 0);
  let left: number | undefined;
  for (const node of byPlace) {
    if (x[node] !== left) columns.push([]);
    left = x[node];
    columns.at(-1)?.push(node);
    columnOf[node] = columns.length - 1;
  }
  return { shape, needs, waiters, columns, columnOf };
}
