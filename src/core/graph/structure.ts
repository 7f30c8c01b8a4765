import type { Task } from '../manifest/task';
import { orderIndexes } from './order';

/** How the tasks of a manifest hang together, and what is wrong with it (spec, Coordination Workflow step 4). */
export interface Structure {
  /** Task id -> ids of the tasks that name it as a dependency, in the manifest's order. */
  readonly dependents: ReadonlyMap<string, readonly string[]>;
  /** Ids that stand more than once, with the indexes in the file's `tasks`. */
  readonly duplicates: readonly { readonly id: string; readonly indexes: readonly number[] }[];
  /** Dependencies on tasks that do not exist. */
  readonly unknownDependencies: readonly { readonly task: Task; readonly dependency: string }[];
  /** Tasks whose ids are equal but for case or Unicode form, each with the first of its kind. */
  readonly clashes: readonly (readonly [Task, Task])[];
  /** Each as a path that ends where it began. */
  readonly cycles: readonly (readonly string[])[];
}

/** Finds doubled ids, unknown dependencies and cycles, and turns the dependencies around. */
export function structureOf(tasks: readonly Task[]): Structure {
  const places = new Map<string, number>();
  const first: Task[] = [];
  const repeated = new Set<string>();
  for (const task of tasks) {
    if (places.has(task.id)) {
      repeated.add(task.id);
    } else {
      places.set(task.id, first.length);
      first.push(task);
    }
  }
  const needs: number[][] = first.map(() => []);
  const waiters: (string[] | undefined)[] = new Array<string[] | undefined>(first.length);
  const dependents = new Map<string, string[]>();
  const unknownDependencies: { task: Task; dependency: string }[] = [];
  let place = 0;
  for (const task of tasks) {
    const own = task === first[place] ? needs[place++] : undefined;
    for (const dependency of task.dependsOn) {
      const at = places.get(dependency);
      if (at !== undefined) own?.push(at);
      else unknownDependencies.push({ task, dependency });
      const list = at === undefined ? dependents.get(dependency) : waiters[at];
      if (list) {
        list.push(task.id);
        continue;
      }
      const made = [task.id];
      dependents.set(dependency, made);
      if (at !== undefined) waiters[at] = made;
    }
  }
  const { cycles } = orderIndexes(needs);
  return {
    dependents,
    duplicates: repeated.size > 0 ? indexesOf(repeated, tasks) : [],
    unknownDependencies,
    clashes: clashesOf(first),
    cycles: cycles.map((cycle) => cycle.map((index) => first[index]?.id ?? '')),
  };
}

/** File systems and remotes may not tell such branches apart. */
function clashesOf(tasks: readonly Task[]): [Task, Task][] {
  const known = new Map<string, Task>();
  const clashes: [Task, Task][] = [];
  for (const task of tasks) {
    const folded = task.id.normalize('NFC').toLowerCase();
    const other = known.get(folded);
    if (other) clashes.push([task, other]);
    else known.set(folded, task);
  }
  return clashes;
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
