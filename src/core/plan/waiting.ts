import type { Snapshot, TaskView } from '../snapshot';

/** What pending tasks of the whole backlog wait for, while a plan goes on. */
export class Waiting {
  /** Task id -> how many of its dependencies are not done yet. */
  private readonly left = new Map<string, number>();
  /** Ids that anything waits for; others, such as what has landed, let nothing start anew. */
  private readonly awaited = new Set<string>();
  private readonly done = new Set<string>();

  constructor(private readonly snapshot: Snapshot) {
    for (const { task, status, unmet } of snapshot.tasks) {
      if (status !== 'pending' || unmet.length === 0) continue;
      this.left.set(task.id, new Set(unmet).size);
      for (const id of unmet) this.awaited.add(id);
    }
  }

  isReady({ task }: TaskView): boolean {
    return (this.left.get(task.id) ?? 0) === 0;
  }

  /** Its dependencies that are not done yet. */
  unmetOf({ unmet }: TaskView): readonly string[] {
    return [...new Set(unmet)].filter((id) => !this.done.has(id));
  }

  /** Counts a task as done; gives the pending tasks that waited for it, in the manifest's order. */
  finish(taskId: string): readonly TaskView[] {
    this.done.add(taskId);
    const waiters = this.waitersOf(taskId);
    for (const { task } of waiters) this.left.set(task.id, (this.left.get(task.id) ?? 1) - 1);
    return waiters;
  }

  private waitersOf(taskId: string): readonly TaskView[] {
    if (!this.awaited.has(taskId)) return [];
    const { byId } = this.snapshot;
    return [...new Set(byId.get(taskId)?.dependents)].flatMap((id) => byId.get(id) ?? []).filter(({ status }) => status === 'pending');
  }
}
