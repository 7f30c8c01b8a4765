import type { Task } from '../manifest/task';
import { orderIndexes } from './order';

/** How the tasks of a manifest hang together, and what is wrong with it (spec, Coordination Workflow step 4). */
export interface Structure {
  /** In the manifest's order; of a doubled id only the first. */
  readonly tasks: readonly Task[];
  /** For each of `tasks` the ids of those that name it as a dependency, in the manifest's order. */
  readonly dependents: readonly (readonly string[])[];
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
export function structureOf(all: readonly Task[]): Structure {
  const places = new Map<string, number>();
  const tasks = all.filter(({ id }) => {
    const isFirst = !places.has(id);
    if (isFirst) places.set(id, places.size);
    return isFirst;
  });
  const unknownDependencies: { task: Task; dependency: string }[] = [];
  const needsOfAll = all.map((task) => {
    const needs = task.dependsOn.map((id) => places.get(id) ?? -1);
    if (!needs.includes(-1)) return needs;
    needs.forEach((place, at) => place === -1 && unknownDependencies.push({ task, dependency: task.dependsOn[at] ?? '' }));
    return needs.filter((place) => place !== -1);
  });
  const hasTwins = tasks.length < all.length;
  const needs = hasTwins ? tasks.map(({ index }) => needsOfAll[index] ?? []) : needsOfAll;
  return {
    tasks,
    dependents: dependentsOf(all, needsOfAll, tasks.length),
    duplicates: hasTwins ? duplicatesOf(all) : [],
    unknownDependencies,
    clashes: clashesOf(tasks),
    cycles: orderIndexes(needs).cycles.map((cycle) => cycle.map((index) => tasks[index]?.id ?? '')),
  };
}

const NONE: readonly string[] = [];

/** Turned around. Counted first: lists that grow item by item take the memory of seventeen for two. */
function dependentsOf(all: readonly Task[], needsOfAll: readonly (readonly number[])[], count: number): readonly (readonly string[])[] {
  const counts = new Int32Array(count);
  for (const needs of needsOfAll) for (const need of needs) counts[need] = (counts[need] ?? 0) + 1;
  const dependents = Array.from(counts, (length) => (length === 0 ? NONE : new Array<string>(length))) as string[][];
  const filled = new Int32Array(count);
  needsOfAll.forEach((needs, index) => {
    for (const need of needs) {
      const at = filled[need] ?? 0;
      (dependents[need] ?? [])[at] = all[index]?.id ?? '';
      filled[need] = at + 1;
    }
  });
  return dependents;
}

/** Capitals, digits and marks alone: two such ids that are not the same differ in more than case or form. */
const IN_CAPITALS = /^[ -`{-~]*$/;

/** File systems and remotes may not tell such branches apart. */
function clashesOf(tasks: readonly Task[]): [Task, Task][] {
  if (tasks.every(({ id }) => IN_CAPITALS.test(id))) return [];
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

function duplicatesOf(tasks: readonly Task[]): { id: string; indexes: number[] }[] {
  const indexes = new Map<string, number[]>();
  for (const { id, sourceIndex } of tasks) {
    const list = indexes.get(id);
    if (list) list.push(sourceIndex);
    else indexes.set(id, [sourceIndex]);
  }
  return [...indexes].filter(([, list]) => list.length > 1).map(([id, list]) => ({ id, indexes: list }));
}
