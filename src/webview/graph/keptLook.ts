import type { GraphBoard } from '../../core/graphProtocol';
import type { GraphKept } from '../shared/keptState';
import type { Drawing } from './drawing';
import type { GraphLook } from './look';
import { matches } from './matches';
import { relatives } from './relatives';

/** All that is kept but the place, and what was asked for. */
type Chosen = Omit<GraphKept, 'camera' | 'asked'>;

/** What of the look outlives the page. Tasks by their ids, since nodes are numbers of one manifest alone. */
export function keptOf({ active, focus, isCardOpen, hides, query }: GraphLook, { shape: { ids } }: Drawing): Chosen {
  const [activeId, focusId] = [ids[active ?? -1], ids[focus?.node ?? -1]];
  return {
    isCardOpen,
    hides,
    query,
    depth: focus?.depth ?? 0,
    ...(activeId === undefined ? {} : { active: activeId }),
    ...(focusId === undefined ? {} : { focus: focusId }),
  };
}

/** The look at another drawing: what was chosen is found again by its id. What is gone is chosen no more. */
export function lookAt(drawing: Drawing, { active: _, focus: __, ...look }: GraphLook, kept: Chosen): GraphLook {
  const { ids } = drawing.shape;
  const nodeOf = (id: string | undefined) => (id === undefined ? -1 : ids.indexOf(id));
  const [active, focus] = [nodeOf(kept.active), nodeOf(kept.focus)];
  return {
    ...look,
    isCardOpen: kept.isCardOpen && active >= 0,
    hides: kept.hides,
    query: kept.query,
    found: matches(drawing, kept.query),
    ...(active < 0 ? {} : { active }),
    ...(focus < 0 ? {} : { focus: { node: focus, depth: kept.depth, kept: relatives(drawing, focus, kept.depth) } }),
  };
}

/** Where the work is: the leftmost task that is in progress, else what comes next. */
export function whereWorkIs({ stages, stageOf, next }: GraphBoard, { columns, columnOf }: Drawing): number | undefined {
  const digit = stages.findIndex(({ stage }) => stage === 'in-progress');
  if (digit < 0) return next ?? columns[0]?.[0];
  let leftmost = stageOf.indexOf(String(digit));
  for (let node = leftmost; node >= 0; node = stageOf.indexOf(String(digit), node + 1)) if ((columnOf[node] ?? 0) < (columnOf[leftmost] ?? 0)) leftmost = node;
  const column = columns[columnOf[leftmost] ?? 0] ?? [];
  return column.find((node) => stageOf.charAt(node) === String(digit)) ?? next;
}
