import type { Snapshot, TaskView } from '../snapshot';
import { sortedTasks } from './sortedTasks';

/** Blocked tasks that hang together by their dependencies. */
export interface BlockerCluster {
  /** The task that most of them share, as a dependency or as one that waits on them; the first of these in the manifest. */
  readonly hub: string;
  /** In the manifest's order. */
  readonly blocked: readonly TaskView[];
}

/** So many blockers in one cluster are more than bad luck (spec, "Collaboration Hooks"). */
const REPEATED = 3;

/**
 * Groups of three or more blocked tasks that are tied to each other: one waits on another, or they share a dependency
 * that is not satisfied, or an open task waits on them both. Linear in the dependencies of the blocked tasks.
 */
export function blockerClusters(snapshot: Snapshot): readonly BlockerCluster[] {
  const { byId } = snapshot;
  const { blocked } = sortedTasks(snapshot);
  if (blocked.length < REPEATED) return [];
  const groups = new Groups();
  const shares = new Map<string, number>();
  for (const view of blocked) {
    for (const id of tiesOf(view, byId)) {
      groups.join(view.task.id, id);
      shares.set(id, (shares.get(id) ?? 0) + 1);
    }
  }
  const members = new Map<string, TaskView[]>();
  for (const view of blocked) {
    const root = groups.rootOf(view.task.id);
    const list = members.get(root);
    if (list) list.push(view);
    else members.set(root, [view]);
  }
  const order = (id: string) => byId.get(id)?.task.index ?? Number.MAX_SAFE_INTEGER;
  return [...members.values()]
    .filter((list) => list.length >= REPEATED)
    .map((list) => {
      let hub = list[0]?.task.id ?? '';
      for (const id of list.flatMap((view) => tiesOf(view, byId))) {
        const [more, most] = [shares.get(id) ?? 0, shares.get(hub) ?? 0];
        if (more > most || (more === most && order(id) < order(hub))) hub = id;
      }
      return { hub, blocked: list };
    });
}

function tiesOf({ unmet, dependents }: TaskView, byId: Snapshot['byId']): readonly string[] {
  const isOpen = (id: string) => {
    const status = byId.get(id)?.status;
    return status !== 'completed' && status !== 'abandoned';
  };
  return [...unmet, ...dependents.filter(isOpen)];
}

/** Disjoint sets of ids. Without recursion, since chains may be long. */
class Groups {
  private readonly parent = new Map<string, string>();

  rootOf(id: string): string {
    let root = id;
    for (let up = this.parent.get(root); up !== undefined; up = this.parent.get(root)) root = up;
    for (let at = id; at !== root; ) {
      const up = this.parent.get(at) ?? root;
      this.parent.set(at, root);
      at = up;
    }
    return root;
  }

  join(a: string, b: string): void {
    const [one, other] = [this.rootOf(a), this.rootOf(b)];
    if (one !== other) this.parent.set(other, one);
  }
}
