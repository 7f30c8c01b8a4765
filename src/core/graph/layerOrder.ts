/** There and back twice: more hardly takes crossings away. */
const SWEEPS = 4;

/** For each task the indexes of others. */
type Lists = readonly (readonly number[])[];

/**
 * Orders the tasks of each layer so that few dependencies cross: each goes to the middle of those it is joined with, from
 * layer to layer, there and back. Equals keep the order of their indexes. A fixed number of sweeps, each a sort.
 *
 * @param layers indexes of tasks, layer by layer
 * @param needs for each task those it needs, in any earlier layer
 * @param waiters for each task those that need it, in any later layer
 */
export function orderLayers(layers: Lists, needs: Lists, waiters: Lists): readonly (readonly number[])[] {
  const ordered = layers.map((layer) => [...layer]);
  /** Counted from the middle of the layer, so that long and short ones can be compared. */
  const places = new Float64Array(needs.length);
  const wanted = new Float64Array(needs.length);
  const settle = (layer: readonly number[]) => layer.forEach((at, place) => (places[at] = place - (layer.length - 1) / 2));
  ordered.forEach(settle);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isForward = sweep % 2 === 0;
    const joined = isForward ? needs : waiters;
    for (const layer of isForward ? ordered : ordered.toReversed()) {
      for (const at of layer) wanted[at] = middleOf(joined[at] ?? [], places) ?? places[at] ?? 0;
      layer.sort((one, other) => (wanted[one] ?? 0) - (wanted[other] ?? 0) || one - other);
      settle(layer);
    }
  }
  return ordered;
}

/** The mean of the places, or undefined where there are none. */
export function middleOf(others: readonly number[], places: { readonly [at: number]: number }): number | undefined {
  if (others.length === 0) return undefined;
  let sum = 0;
  for (const other of others) sum += places[other] ?? 0;
  return sum / others.length;
}
