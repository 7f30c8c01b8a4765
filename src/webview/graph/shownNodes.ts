import { CELL } from '../../core/graph/graphLayout';
import { meets, type Box } from './camera';
import type { Drawing } from './drawing';
import type { Focus } from './look';

/** Nodes that meet the region and are not hidden, column by column. */
export function shownNodes({ shape: { x, y }, columns }: Drawing, { region, focus, hides }: { readonly region: Box; readonly focus: Focus | undefined; readonly hides: boolean }): readonly number[] {
  const placeOf = (node: number): Box => ({ x: x[node] ?? 0, y: y[node] ?? 0, width: CELL.width, height: CELL.height });
  const isNear = ([first = 0]: readonly number[]) => (x[first] ?? 0) < region.x + region.width && (x[first] ?? 0) + CELL.width > region.x;
  const isShown = (node: number) => (!hides || !focus || focus.kept.has(node)) && meets(region, placeOf(node));
  return columns.filter(isNear).flatMap((nodes) => nodes.filter(isShown));
}
