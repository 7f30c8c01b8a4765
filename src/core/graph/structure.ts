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
  const indexes = new Map<string, number[]>();
  const dependsOn = new Map<string, readonly string[]>();
  for (const task of tasks) {
    const list = indexes.get(task.id);
    if (list) list.push(task.sourceIndex);
    else indexes.set(task.id, [task.sourceIndex]);
    if (!dependsOn.has(task.id)) dependsOn.set(task.id, task.dependsOn);
  }
  const dependents = new Map<string, string[]>();
  const unknownDependencies: { task: Task; dependency: string }[] = [];
  for (const task of tasks) {
    for (const dependency of task.dependsOn) {
      if (!dependsOn.has(dependency)) unknownDependencies.push({ task, dependency });
      const list = dependents.get(dependency);
      if (list) list.push(task.id);
      else dependents.set(dependency, [task.id]);
    }
  }
  const duplicates = [...indexes].filter(([, list]) => list.length > 1).map(([id, list]) => ({ id, indexes: list }));
  return { dependents, duplicates, unknownDependencies, cycles: orderByDependencies(dependsOn).cycles };
}
