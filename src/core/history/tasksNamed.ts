import type { Said } from '../overlay/merges';
import { branchFor, type Settings } from '../settings';
import type { TaskBranch } from '../work';

/** The tasks that a commit's subject names, by id or by the name of their branch; each once. */
export type TasksNamed = (said: Pick<Said, 'ids' | 'branches'>) => readonly string[];

/**
 * Looks tasks up as the overlay does (`core/overlay`): an id as it is spelt, else without regard to case; a branch by the
 * pattern, or as it was linked.
 */
export function tasksNamed(ids: readonly string[], branches: readonly Pick<TaskBranch, 'name' | 'taskId'>[], settings: Pick<Settings, 'branchPattern'>): TasksNamed {
  const exact = new Set(ids);
  const bySpelling = grouped(ids.map((id) => [id, id]));
  const byId = (id: string): readonly string[] => (exact.has(id) ? [id] : (bySpelling.get(id.toLowerCase()) ?? []));
  const byBranch = grouped([...ids.map((id) => [branchFor(id, settings), id] as const), ...branches.flatMap(({ name, taskId }) => byId(taskId).map((id) => [name, id] as const))]);
  return (said) => [...new Set([...said.ids.flatMap(byId), ...said.branches.flatMap((name) => byBranch.get(name.toLowerCase()) ?? [])])];
}

function grouped(pairs: readonly (readonly [name: string, id: string])[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, id] of pairs) {
    const key = name.toLowerCase();
    const group = groups.get(key);
    if (group) group.push(id);
    else groups.set(key, [id]);
  }
  return groups;
}
