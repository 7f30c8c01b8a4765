import { t } from '../words';

/**
 * Orders tasks by their dependencies and finds cycles: one pass, linear, without recursion (DESIGN section 7).
 *
 * @param needs for each task the indexes of those it needs
 * @returns `order`: indexes, dependencies first, without the tasks that hang on a cycle; `cycles`: each as a path
 * that ends where it began
 */
export function orderIndexes(needs: readonly (readonly number[])[]): { order: readonly number[]; cycles: readonly (readonly number[])[] } {
  const waiting = new Int32Array(needs.length);
  // All dependents in one array, those of task n between starts[n] and starts[n + 1].
  const starts = new Int32Array(needs.length + 1);
  for (const list of needs) for (const need of list) starts[need + 1] = (starts[need + 1] ?? 0) + 1;
  for (let n = 0; n < needs.length; n++) starts[n + 1] = (starts[n + 1] ?? 0) + (starts[n] ?? 0);
  const dependents = new Int32Array(starts[needs.length] ?? 0);
  const filled = starts.slice();
  const order: number[] = [];
  needs.forEach((list, index) => {
    waiting[index] = list.length;
    if (list.length === 0) order.push(index);
    for (const need of list) {
      const at = filled[need] ?? 0;
      dependents[at] = index;
      filled[need] = at + 1;
    }
  });
  for (let next = 0; next < order.length; next++) {
    const done = order[next] ?? 0;
    for (let at = starts[done] ?? 0; at < (starts[done + 1] ?? 0); at++) {
      const index = dependents[at] ?? 0;
      const left = (waiting[index] ?? 0) - 1;
      waiting[index] = left;
      if (left === 0) order.push(index);
    }
  }
  return { order, cycles: order.length === needs.length ? [] : findCycles(needs, waiting) };
}

/**
 * One cycle for each knot of tasks that wait on each other. Following any unordered dependency from
 * an unordered task must come round, since every unordered task has one.
 */
function findCycles(needs: readonly (readonly number[])[], waiting: Int32Array): number[][] {
  const cycles: number[][] = [];
  const seen = new Uint8Array(needs.length);
  for (let start = 0; start < needs.length; start++) {
    if (waiting[start] === 0 || seen[start] === 1) continue;
    const walk = new Map<number, number>();
    const path: number[] = [];
    let at: number | undefined = start;
    while (at !== undefined && !walk.has(at) && seen[at] === 0) {
      walk.set(at, path.length);
      path.push(at);
      at = needs[at]?.find((need) => (waiting[need] ?? 0) > 0);
    }
    for (const index of path) seen[index] = 1;
    const first = at === undefined ? undefined : walk.get(at);
    if (at !== undefined && first !== undefined) cycles.push([...path.slice(first), at]);
  }
  return cycles;
}

/** A cycle as text, cut to 20 names: `A -> B -> A`. */
export function cycleText(cycle: readonly string[], separator = ' -> '): string {
  if (cycle.length <= 21) return cycle.join(separator);
  return [...cycle.slice(0, 20), t('… ({0} more)', cycle.length - 21), cycle.at(-1)].join(separator);
}
