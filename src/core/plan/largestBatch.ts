/** Up to so many candidates the largest batch is found for certain, and as long as pairs may be looked at. */
const WINDOW = 30;
/** The same once too many pairs were looked at. */
const NARROW = 14;

export interface FoundBatch<T> {
  /** In the order of the candidates. */
  readonly batch: readonly T[];
  /** It might be larger: too many pairs had been looked at to compare the later candidates with it. */
  readonly isCut: boolean;
}

/**
 * The largest set of candidates of which no two conflict; of equally large ones the first by the candidates' order.
 * Certain for the first candidates; one that is smaller than asked for is filled up with later ones, so that none could
 * be added.
 *
 * @param candidates in the order of preference; walked no further than needed
 * @param most how many at once, a handful
 * @param isSpent whether so many pairs were looked at that only a few more are
 */
export function largestBatch<T>(candidates: Iterable<T>, most: number, doConflict: (a: T, b: T) => boolean, isSpent: () => boolean = () => false): FoundBatch<T> {
  const window: T[] = [];
  const width = isSpent() ? NARROW : WINDOW;
  let batch: readonly T[] | undefined;
  let isCut = false;
  for (const candidate of candidates) {
    if (window.length < width) {
      window.push(candidate);
      continue;
    }
    batch ??= largestOf(window, most, doConflict);
    if (batch.length >= most) break;
    isCut = isSpent();
    if (isCut) break;
    if (batch.every((one) => !doConflict(one, candidate))) batch = [...batch, candidate];
  }
  return { batch: batch ?? largestOf(window, most, doConflict), isCut };
}

/** Tries sizes from the largest on, and of each the sets in their order. */
function largestOf<T>(candidates: readonly T[], most: number, doConflict: (a: T, b: T) => boolean): readonly T[] {
  for (let size = Math.min(most, candidates.length); size > 0; size--) {
    const found = firstOfSize(size, 0, []);
    if (found) return found;
  }
  return [];

  function firstOfSize(size: number, from: number, chosen: readonly T[]): readonly T[] | undefined {
    if (size === 0) return chosen;
    for (let at = from; at <= candidates.length - size; at++) {
      const candidate = candidates[at];
      if (candidate === undefined || chosen.some((one) => doConflict(one, candidate))) continue;
      const found = firstOfSize(size - 1, at + 1, [...chosen, candidate]);
      if (found) return found;
    }
    return undefined;
  }
}
