import type { TaskBranch } from '../work';

/**
 * Finds the branch on which a task is worked on. Ids are compared exactly, then without regard to case, unless the
 * other spelling is a task of its own. Of several branches of one task the nearest to the person's hands counts.
 */
export function taskBranches(branches: readonly TaskBranch[], isTask: (id: string) => boolean): (taskId: string) => TaskBranch | undefined {
  const byId = new Map<string, TaskBranch[]>();
  for (const branch of branches) {
    const key = branch.taskId.toLowerCase();
    const same = byId.get(key);
    if (same) same.push(branch);
    else byId.set(key, [branch]);
  }
  for (const same of byId.values()) same.sort(compare);
  return (taskId) => {
    const same = byId.get(taskId.toLowerCase());
    return same?.find((branch) => branch.taskId === taskId) ?? same?.find((branch) => !isTask(branch.taskId));
  };
}

/** Checked out here, then elsewhere, then with work of its own, then the later; the rest only makes the order certain. */
function compare(a: TaskBranch, b: TaskBranch): number {
  return (
    Number(b.isHere) - Number(a.isHere) ||
    Number(b.worktree !== undefined) - Number(a.worktree !== undefined) ||
    Number(a.isReachable) - Number(b.isReachable) ||
    (Date.parse(b.tipAt) || 0) - (Date.parse(a.tipAt) || 0) ||
    Number(b.isLinked) - Number(a.isLinked) ||
    (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) ||
    (a.tip < b.tip ? -1 : a.tip > b.tip ? 1 : 0)
  );
}
