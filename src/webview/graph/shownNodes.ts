import { boxOf } from './boxes';
import { meets, type Box } from './camera';
import type { Drawing } from './drawing';
import type { Focus } from './look';

/** Nodes that meet the region and are not hidden, column by column. */
export function shownNodes(drawing: Drawing, { region, focus, hides }: { readonly region: Box; readonly focus: Focus | undefined; readonly hides: boolean }): readonly number[] {
  const isNear = ([first]: readonly number[]) => {
    if (first === undefined) return false;
    const { x, width } = boxOf(drawing, first);
    return x < region.x + region.width && x + width > region.x;
  };
  const isShown = (node: number) => (!hides || !focus || focus.kept.has(node)) && meets(region, boxOf(drawing, node));
  return drawing.columns.filter(isNear).flatMap((nodes) => nodes.filter(isShown));
}
