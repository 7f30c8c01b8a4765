import type { Snapshot, TaskView } from '../snapshot';
import { t } from '../words';

/** A task that can't move, and why, in one line. */
export interface WaitingTask {
  readonly view: TaskView;
  readonly reason: string;
}

/** Tasks recorded as blocked, then pending ones whose dependencies are not done; each in the manifest's order. */
export function waitingTasks(snapshot: Snapshot): readonly WaitingTask[] {
  const blocked = snapshot.tasks.filter(({ status, merge }) => status === 'blocked' && !merge);
  const waiting = snapshot.tasks.filter(({ status, unmet, merge }) => status === 'pending' && unmet.length > 0 && !merge);
  return [
    ...blocked.map((view) => ({ view, reason: view.entry?.blockedReason ?? t('Blocked; the state file gives no reason') })),
    ...waiting.map((view) => ({ view, reason: t('Waits on {0}', list(view.unmet)) })),
  ];
}

function list(ids: readonly string[]): string {
  return ids.length <= 4 ? ids.join(', ') : t('{0} and {1} more', ids.slice(0, 4).join(', '), ids.length - 4);
}
