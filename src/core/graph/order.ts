/** What one pass over the dependencies tells (DESIGN section 7: iterative, linear, no recursion). */
export interface DependencyOrder {
  /** Task ids, dependencies first; tasks of a cycle are left out. */
  readonly order: readonly string[];
  /** Each cycle as a path that ends where it began: a, b, a. */
  readonly cycles: readonly (readonly string[])[];
}

/**
 * Orders tasks by their dependencies and finds cycles.
 *
 * @param dependsOn task id -> ids it needs; ids that are no keys are passed over
 */
export function orderByDependencies(dependsOn: ReadonlyMap<string, readonly string[]>): DependencyOrder {
  const ids = [...dependsOn.keys()];
  const indexes = new Map<string, number>();
  for (const id of ids) indexes.set(id, indexes.size);
  const needs = ids.map((id) => (dependsOn.get(id) ?? []).flatMap((need) => indexes.get(need) ?? []));
  const { order, cycles } = orderIndexes(needs);
  const names = (list: readonly number[]) => list.map((index) => ids[index] ?? '');
  return { order: names(order), cycles: cycles.map(names) };
}

/**
 * The same over places in a list, where looking up costs nothing.
 *
 * @param needs for each task the indexes of those it needs
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
  return [...cycle.slice(0, 20), `… (${cycle.length - 21} more)`, cycle.at(-1)].join(separator);
}
