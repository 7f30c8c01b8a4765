import { orderIndexes } from './order';

/** Where a task stands from left to right: phase after phase, and within a phase one layer after the other. */
export interface Layers {
  /** For each task the phase in whose band it stands: its own, or a later one that it waits on. */
  readonly bands: readonly number[];
  /** For each task its layer within the band, from 0. */
  readonly depths: readonly number[];
}

/**
 * Puts each task behind all that it needs, as far left as its phase allows. Linear, without recursion.
 *
 * @param needs for each task the indexes of those it needs; without cycles
 * @param phases for each task the number of its phase, in the order of the phases
 */
export function layersOf(needs: readonly (readonly number[])[], phases: readonly number[]): Layers {
  const bands = [...phases];
  const depths = phases.map(() => 0);
  for (const at of orderIndexes(needs).order) {
    let band = phases[at] ?? 0;
    for (const need of needs[at] ?? []) band = Math.max(band, bands[need] ?? 0);
    let depth = 0;
    for (const need of needs[at] ?? []) if (bands[need] === band) depth = Math.max(depth, (depths[need] ?? 0) + 1);
    bands[at] = band;
    depths[at] = depth;
  }
  return { bands, depths };
}
