/**
 * Times of commits in their order, made to go forward: clocks are wrong at times, by hours or by decades. The longest
 * run that goes forward is believed; a time that does not fit in is taken for that of the believed one before it.
 *
 * @param times milliseconds, in the order of the commits, oldest first
 * @param now nothing is later
 */
export function steadyTimes(times: readonly number[], now: number): readonly number[] {
  const clamped = times.map((time) => (Number.isNaN(time) ? now : Math.min(time, now)));
  const believed = longestForward(clamped);
  let last = clamped[believed.values().next().value ?? 0] ?? now;
  return clamped.map((time, index) => (last = believed.has(index) ? time : last));
}

/** Indexes of the longest run that never goes back, ascending; in n log n. */
function longestForward(times: readonly number[]): ReadonlySet<number> {
  /** By length of a run, less one: the index at which the run with the earliest end of that length ends. */
  const ends: number[] = [];
  const before: number[] = [];
  for (const [index, time] of times.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((times[ends[middle] ?? 0] ?? 0) <= time) low = middle + 1;
      else high = middle;
    }
    before[index] = low === 0 ? -1 : (ends[low - 1] ?? -1);
    ends[low] = index;
  }
  const run: number[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) run.push(index);
  return new Set(run.reverse());
}
