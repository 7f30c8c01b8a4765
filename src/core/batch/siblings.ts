import type { Sibling } from '../delegate/worktree';
import { isUnderWay } from '../select/eligibility';
import type { Snapshot } from '../snapshot';
import type { Batch } from './batch';
import { isSameTop } from './sameTop';

/**
 * What other agents work on beside a task that was started in a worktree of its own: the tasks of its batch that are
 * under way. Undefined where it belongs to no such batch, or is not worked on in the worktree that was made for it.
 *
 * @param batches newest first
 */
export function siblingsOf(taskId: string, batches: readonly Batch[], { byId }: Snapshot): readonly Sibling[] | undefined {
  const top = byId.get(taskId)?.work?.worktree;
  const batch = batches.find(({ mode, tasks }) => mode === 'worktrees' && tasks.some((task) => task.taskId === taskId && top !== undefined && isSameTop(task.worktree, top)));
  return batch?.tasks.flatMap((task) => {
    const view = task.taskId === taskId ? undefined : byId.get(task.taskId);
    return view && isUnderWay(view) ? [{ id: view.task.id, title: view.task.title }] : [];
  });
}
