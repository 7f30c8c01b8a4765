import { RISKS } from '../manifest/task';
import type { Merge } from '../overlay/source';
import type { Snapshot, TaskView } from '../snapshot';
import type { Settings } from '../settings';

/** Why a task can't be started now, or that it can. Order: the first that holds is told. */
export type Standing =
  | { readonly kind: 'eligible' }
  | { readonly kind: 'in-progress' }
  | { readonly kind: 'completed' }
  | { readonly kind: 'abandoned' }
  | { readonly kind: 'blocked'; readonly reason: string | undefined }
  | { readonly kind: 'unknown-status'; readonly rawStatus: string }
  | { readonly kind: 'waiting'; readonly unmet: readonly string[] }
  /** Its work is in the base branch, and the record does not say that it is completed. */
  | { readonly kind: 'merged'; readonly merge: Merge }
  /** It has a branch on which nothing is recorded of it (DESIGN section 3, "Selection"). */
  | { readonly kind: 'elsewhere'; readonly branch: string }
  /** Provisional, and these High risk tasks have not begun (spec, Enforcement & Guardrails). */
  | { readonly kind: 'provisional'; readonly highPending: readonly string[] };

/** What stands between a task and its start (DESIGN section 3, "Selection"). */
export function standingOf(view: TaskView, snapshot: Snapshot): Standing {
  if (view.merge && isOpen(view)) return { kind: 'merged', merge: view.merge };
  switch (view.status) {
    case 'in-progress':
    case 'completed':
    case 'abandoned':
      return { kind: view.status };
    case 'blocked':
      return { kind: 'blocked', reason: view.entry?.blockedReason };
    case 'unknown':
      return { kind: 'unknown-status', rawStatus: view.entry?.rawStatus ?? '' };
    case 'pending':
      break;
  }
  if (view.unmet.length > 0) return { kind: 'waiting', unmet: view.unmet };
  if (view.branch !== undefined) return { kind: 'elsewhere', branch: view.branch };
  const highPending = view.task.provisional ? pendingHighTasks(snapshot) : [];
  return highPending.length > 0 ? { kind: 'provisional', highPending } : { kind: 'eligible' };
}

/** Whether the record says that there is work left. */
export function isOpen({ status }: TaskView): boolean {
  return status === 'pending' || status === 'in-progress' || status === 'blocked';
}

/** Whether a task's work is in the base branch while its record is still open: nothing of it is under way, and nothing is left to start. */
export function isMergedOpen(view: TaskView): boolean {
  return view.merge !== undefined && isOpen(view);
}

/** Tasks on which work is under way, here or on any branch; what is merged is not (spec, Enforcement & Guardrails). */
export function underWay(tasks: readonly TaskView[]): readonly TaskView[] {
  return tasks.filter(isUnderWay);
}

export function isUnderWay({ status, merge }: TaskView): boolean {
  return status === 'in-progress' && merge === undefined;
}

/** Non-provisional High risk tasks that have not begun. */
export function pendingHighTasks(snapshot: Snapshot): readonly string[] {
  return snapshot.tasks
    .filter(({ task, status, merge }) => task.risk === 'High' && !task.provisional && !merge && (status === 'pending' || status === 'blocked'))
    .map(({ task }) => task.id);
}

/** All tasks that can be started now, best first. */
export function eligibleTasks(snapshot: Snapshot, ranking: Settings['ranking']): readonly TaskView[] {
  const highPending = snapshot.tasks.some(({ task }) => task.provisional) ? pendingHighTasks(snapshot) : [];
  const eligible = snapshot.tasks.filter(
    ({ task, status, unmet, branch, merge }) =>
      status === 'pending' && unmet.length === 0 && branch === undefined && !merge && (!task.provisional || highPending.length === 0),
  );
  return rank(eligible, snapshot, ranking);
}

/**
 * By risk, then the manifest's order; or by phase and slice as they first appear, then risk, then order.
 *
 * @param views in the manifest's order: dealing them out keeps it, and takes a fraction of sorting thousands
 */
export function rank(views: readonly TaskView[], snapshot: Snapshot, ranking: Settings['ranking']): readonly TaskView[] {
  const byRisk = RISKS.flatMap((risk) => views.filter(({ task }) => task.risk === risk));
  if (ranking === 'risk') return byRisk;
  const groups = new Map<string, TaskView[]>();
  const key = ({ task }: TaskView) => JSON.stringify([task.phase, task.slice]);
  for (const view of snapshot.tasks) if (!groups.has(key(view))) groups.set(key(view), []);
  for (const view of byRisk) groups.get(key(view))?.push(view);
  return [...groups.values()].flat();
}
