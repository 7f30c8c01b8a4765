/**
 * Places entries of a column as near to where they want to be as their order and their distance allow; what would overlap
 * shares its middle (pooling of adjacent violators, which is exact for squared distances). Linear.
 *
 * @param wanted from top to bottom; may overlap or be out of order
 * @param step the least distance between neighbours
 */
export function spread(wanted: readonly number[], step: number): readonly number[] {
  const pools: { sum: number; count: number }[] = [];
  wanted.forEach((place, index) => {
    let pool = { sum: place - index * step, count: 1 };
    for (let above = pools.at(-1); above && above.sum / above.count >= pool.sum / pool.count; above = pools.at(-1)) {
      pool = { sum: above.sum + pool.sum, count: above.count + pool.count };
      pools.pop();
    }
    pools.push(pool);
  });
  return pools.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count)).map((base, index) => base + index * step);
}
