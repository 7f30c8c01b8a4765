/** Lists up to this long are compared item by item: of ten thousand short ones, a set for each costs more. */
const SHORT = 8;

const NONE: readonly [] = [];

/** Items that stand in the list before: for each its index, and that of the first like it. */
export function twins(list: readonly string[]): readonly (readonly [index: number, first: number])[] {
  const isDistinct = list.length <= SHORT ? list.every((item, index) => list.indexOf(item) === index) : new Set(list).size === list.length;
  if (isDistinct) return NONE;
  const firsts = new Map<string, number>();
  return list.flatMap((item, index) => {
    const first = firsts.get(item);
    if (first === undefined) firsts.set(item, index);
    return first === undefined ? [] : [[index, first] as const];
  });
}
