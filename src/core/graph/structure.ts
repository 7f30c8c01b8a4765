import type { Task } from '../manifest/task';
import { orderByDependencies } from './order';

/** How the tasks of a manifest hang together, and what is wrong with it (spec, Coordination Workflow step 4). */
export interface Structure {
  /** Task id -> ids of the tasks that name it as a dependency, in the manifest's order. */
  readonly dependents: ReadonlyMap<string, readonly string[]>;
  /** Ids that stand more than once, with the indexes in the file's `tasks`. */
  readonly duplicates: readonly { readonly id: string; readonly indexes: readonly number[] }[];
  /** Dependencies on tasks that do not exist. */
  readonly unknownDependencies: readonly { readonly task: Task; readonly dependency: string }[];
  /** Each as a path that ends where it began. */
  readonly cycles: readonly (readonly string[])[];
}

/** Finds doubled ids, unknown dependencies and cycles, and turns the dependencies around. */
export function structureOf(tasks: readonly Task[]): Structure {
  const dependsOn = new Map<string, readonly string[]>();
  const repeated = new Set<string>();
  for (const task of tasks) {
    if (dependsOn.has(task.id)) repeated.add(task.id);
    else dependsOn.set(task.id, task.dependsOn);
  }
  const dependents = new Map<string, string[]>();
  const unknownDependencies: { task: Task; dependency: string }[] = [];
  for (const task of tasks) {
    for (const dependency of task.dependsOn) {
      const list = dependents.get(dependency);
      if (list) list.push(task.id);
      else dependents.set(dependency, [task.id]);
      if (!dependsOn.has(dependency)) unknownDependencies.push({ task, dependency });
    }
  }
  const duplicates = repeated.size > 0 ? indexesOf(repeated, tasks) : [];
  // A doubled id names its dependents doubly, so the order then turns the dependencies around by itself.
  const { cycles } = orderByDependencies(dependsOn, repeated.size > 0 ? undefined : dependents);
  return { dependents, duplicates, unknownDependencies, cycles };
}

function indexesOf(ids: ReadonlySet<string>, tasks: readonly Task[]): { id: string; indexes: number[] }[] {
  const indexes = new Map<string, number[]>();
  for (const { id, sourceIndex } of tasks) {
    if (!ids.has(id)) continue;
    const list = indexes.get(id);
    if (list) list.push(sourceIndex);
    else indexes.set(id, [sourceIndex]);
  }
  return [...indexes].map(([id, list]) => ({ id, indexes: list }));
}
