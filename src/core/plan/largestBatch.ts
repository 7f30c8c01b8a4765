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

/** Walks the sets in their order, so that the first of each size is met first; what can't become larger is passed over. */
function largestOf<T>(candidates: readonly T[], most: number, doConflict: (a: T, b: T) => boolean): readonly T[] {
  let best: readonly T[] = [];
  grow([], 0);
  return best;

  function grow(chosen: readonly T[], from: number): void {
    if (chosen.length > best.length) best = chosen;
    for (let at = from; best.length < most && chosen.length + candidates.length - at > best.length; at++) {
      const candidate = candidates[at];
      if (candidate !== undefined && !chosen.some((one) => doConflict(one, candidate))) grow([...chosen, candidate], at + 1);
    }
  }
}
