import { Graph } from '@dagrejs/graphlib';
import type { Snapshot } from '../snapshot';

/** Graph questions about one snapshot. The graph is built when first asked for (DESIGN section 7). */
export interface TaskGraph {
  /** All tasks that must be done before `id`, nearest first. */
  ancestors(id: string): readonly string[];
  /** All tasks that wait on `id`, nearest first. */
  descendants(id: string): readonly string[];
}

const graphs = new WeakMap<Snapshot, TaskGraph>();

/** The dependency graph of a snapshot, kept as long as the snapshot is. Edges run from dependency to dependent. */
export function taskGraph(snapshot: Snapshot): TaskGraph {
  const known = graphs.get(snapshot);
  if (known) return known;
  const graph = new Graph({ directed: true });
  for (const view of snapshot.tasks) graph.setNode(view.task.id);
  for (const view of snapshot.tasks) {
    for (const need of view.task.dependsOn) if (snapshot.byId.has(need)) graph.setEdge(need, view.task.id);
  }
  const made: TaskGraph = {
    ancestors: (id) => reach(id, (at) => graph.predecessors(at) ?? []),
    descendants: (id) => reach(id, (at) => graph.successors(at) ?? []),
  };
  graphs.set(snapshot, made);
  return made;
}

function reach(start: string, next: (id: string) => readonly string[]): string[] {
  const seen = new Set([start]);
  const found = [start];
  for (let i = 0; i < found.length; i++) {
    for (const id of next(found[i] ?? '')) {
      if (!seen.has(id)) {
        seen.add(id);
        found.push(id);
      }
    }
  }
  return found.slice(1);
}
