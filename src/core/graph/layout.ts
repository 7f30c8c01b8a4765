import type { GraphPlaces } from './places';
import { knotsOf } from './knots';
import { orderLayers } from './layerOrder';
import { layersOf } from './layers';
import { placeColumns } from './placeColumns';

/** What is laid out. `needs`: for each task the indexes of those it needs. `phases`: for each the number of its phase. */
export interface GraphInput {
  readonly needs: readonly (readonly number[])[];
  readonly phases: readonly number[];
}

/**
 * Lays a graph out in layers, from left to right: every dependency goes forward but for those that close a cycle, phases
 * follow one another, and few lines cross. What stands in no relation is packed below. The same input gives the same
 * layout, and statuses are no input. O((V + E) log V), without recursion.
 *
 * @returns with `knots`: for each task the number of its knot, or -1 where it is on no cycle
 */
export function layoutGraph({ needs, phases }: GraphInput): GraphPlaces & { readonly knots: Int32Array } {
  const knots = knotsOf(needs);
  // Of a knot the dependencies on later tasks are left out: what is left can't come round.
  const isForward = (need: number, at: number) => knots[at] === -1 || knots[need] !== knots[at] || need < at;
  const forward = needs.map((list, at) => list.filter((need) => isForward(need, at)));
  const waiters = turned(forward);
  const { bands, depths } = layersOf(forward, phases);
  const layered: number[][][] = [];
  const loose: number[][] = [];
  bands.forEach((band, at) => {
    const isLoose = forward[at]?.length === 0 && waiters[at]?.length === 0;
    const layers = (layered[band] ??= []);
    const list = isLoose ? (loose[band] ??= []) : (layers[depths[at] ?? 0] ??= []);
    list.push(at);
  });
  const phasesShown = [...layered.keys()].filter((band) => layered[band] !== undefined);
  const ordered = orderLayers(phasesShown.flatMap((band) => layered[band] ?? []), forward, waiters);
  let first = 0;
  const groups = phasesShown.map((phase) => {
    const count = layered[phase]?.length ?? 0;
    const layers = ordered.slice(first, first + count);
    first += count;
    return { phase, layers, loose: loose[phase] ?? [] };
  });
  return { ...placeColumns(groups, forward, waiters), knots };
}

/** For each task those that need it. */
function turned(needs: readonly (readonly number[])[]): number[][] {
  const waiters: number[][] = needs.map(() => []);
  needs.forEach((list, at) => list.forEach((need) => waiters[need]?.push(at)));
  return waiters;
}
