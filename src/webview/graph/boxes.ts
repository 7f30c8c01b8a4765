import { CELL } from '../../core/graph/places';
import type { Box } from './camera';
import type { Drawing } from './drawing';

/** Room above and below the picture for the names of the phases, in pixels. */
export const HEAD = 34;

/** Where a node stands. */
export function boxOf({ shape: { x, y } }: Drawing, node: number): Box {
  return { x: x[node] ?? 0, y: y[node] ?? 0, width: CELL.width, height: CELL.height };
}

/** The box around all nodes with the names of the phases, or around some of them. */
export function boxAround(drawing: Drawing, nodes?: ReadonlySet<number>): Box {
  const { width, height } = drawing.shape;
  if (!nodes || nodes.size === 0) return { x: 0, y: -HEAD, width, height: height + 2 * HEAD };
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  for (const node of nodes) {
    const box = boxOf(drawing, node);
    [left, top] = [Math.min(left, box.x), Math.min(top, box.y)];
    [right, bottom] = [Math.max(right, box.x + box.width), Math.max(bottom, box.y + box.height)];
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}
