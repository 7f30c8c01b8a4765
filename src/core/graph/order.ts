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
 * @param dependents the same turned around, where the caller has it: id -> ids that need it, each once for each naming
 */
export function orderByDependencies(
  dependsOn: ReadonlyMap<string, readonly string[]>,
  dependents: ReadonlyMap<string, readonly string[]> = turnedAround(dependsOn),
): DependencyOrder {
  const waiting = new Map<string, number>();
  const order: string[] = [];
  for (const [id, needs] of dependsOn) {
    let known = 0;
    for (const need of needs) if (dependsOn.has(need)) known++;
    waiting.set(id, known);
    if (known === 0) order.push(id);
  }
  for (let next = 0; next < order.length; next++) {
    for (const id of dependents.get(order[next] ?? '') ?? []) {
      const left = (waiting.get(id) ?? 0) - 1;
      waiting.set(id, left);
      if (left === 0) order.push(id);
    }
  }
  return { order, cycles: order.length === dependsOn.size ? [] : findCycles(dependsOn, waiting) };
}

function turnedAround(dependsOn: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const dependents = new Map<string, string[]>();
  for (const [id, needs] of dependsOn) {
    for (const need of needs) {
      const list = dependents.get(need);
      if (list) list.push(id);
      else dependents.set(need, [id]);
    }
  }
  return dependents;
}

/**
 * One cycle for each knot of tasks that wait on each other. Following any unordered dependency from
 * an unordered task must come round, since every unordered task has one.
 */
function findCycles(dependsOn: ReadonlyMap<string, readonly string[]>, waiting: ReadonlyMap<string, number>): string[][] {
  const cycles: string[][] = [];
  const seen = new Set<string>();
  for (const [start, left] of waiting) {
    if (left === 0 || seen.has(start)) continue;
    const walk = new Map<string, number>();
    const path: string[] = [];
    let at: string | undefined = start;
    while (at !== undefined && !walk.has(at) && !seen.has(at)) {
      walk.set(at, path.length);
      path.push(at);
      at = (dependsOn.get(at) ?? []).find((need) => (waiting.get(need) ?? 0) > 0);
    }
    for (const id of path) seen.add(id);
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
