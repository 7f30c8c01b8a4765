import { inScopeOf } from '../plan/scope';
import type { Task } from '../manifest/task';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';
import type { TaskBranch } from '../work';
import type { Batch } from './batch';
import type { AgentView, WorktreeFacts } from './watch';

/** A task with a working tree of its own, elsewhere. */
interface At {
  readonly view: TaskView;
  readonly work: TaskBranch & { readonly worktree: string };
  readonly batchId?: string;
  /** Of its branch and working tree, without the state file. */
  readonly paths: readonly string[];
}

/**
 * What each agent does, from git and the disk and not from what it says: one for each worktree of a task, but the one we
 * are in. Newest batch first and in its order, then the rest in the manifest's.
 *
 * @param input.facts what was read of worktrees so far; a worktree without facts counts as unchanged
 */
export function agentViews(input: {
  readonly snapshot: Snapshot;
  readonly batches: readonly Batch[];
  readonly facts: readonly WorktreeFacts[];
  readonly settings: Pick<Settings, 'statePath'>;
}): readonly AgentView[] {
  const { snapshot, settings } = input;
  const all = inOrder(snapshot, input.batches).map(({ view, work, batchId }): At => {
    const known = input.facts.find(({ taskId, worktree }) => taskId === view.task.id && worktree === work.worktree);
    const stateFile = `${folderOf(work, settings)}${settings.statePath}`;
    const paths = [...new Set((known?.changes ?? []).map(({ path }) => path))].filter((path) => path !== stateFile).sort();
    return { view, work, paths, ...(batchId === undefined ? {} : { batchId }) };
  });
  const changers = changersOf(all);
  return all.map(({ view, work, paths, batchId }) => {
    const id = view.task.id;
    const [last] = work.commits;
    return {
      taskId: id,
      ...(batchId === undefined ? {} : { batchId }),
      branch: work.name,
      worktree: work.worktree,
      done: view.doneCount,
      total: view.criteria.length,
      ...(last ? { lastCommitAt: last.at, lastSubject: last.subject } : {}),
      changedFiles: paths.length,
      drift: driftOf(view.task, folderOf(work, settings), paths),
      overlaps: paths.flatMap((path) => {
        const taskIds = changers.get(path)?.filter((other) => other !== id) ?? [];
        return taskIds.length === 0 ? [] : [{ path, taskIds }];
      }),
    };
  });
}

function inOrder({ tasks, byId }: Snapshot, batches: readonly Batch[]): readonly Omit<At, 'paths'>[] {
  const found = new Map<string, Omit<At, 'paths'>>();
  const note = (view: TaskView | undefined, batchId?: string) => {
    const { work } = view ?? {};
    if (!view || work?.worktree === undefined || work.isHere || found.has(view.task.id)) return;
    found.set(view.task.id, { view, work: { ...work, worktree: work.worktree }, ...(batchId === undefined ? {} : { batchId }) });
  };
  for (const { id, mode, tasks: members } of batches) {
    if (mode === 'worktrees') for (const { taskId } of members) note(byId.get(taskId), id);
  }
  for (const view of tasks) note(view);
  return [...found.values()];
}

/** The tasks that changed each path, in the order of the views. */
function changersOf(all: readonly At[]): ReadonlyMap<string, readonly string[]> {
  const changers = new Map<string, string[]>();
  for (const { view, paths } of all) {
    for (const path of paths) {
      const known = changers.get(path);
      if (known) known.push(view.task.id);
      else changers.set(path, [view.task.id]);
    }
  }
  return changers;
}

/** The backlog's folder below the working tree's top, with a slash behind it; empty where it is the top. */
function folderOf({ worktree, stateFile }: At['work'], { statePath }: Pick<Settings, 'statePath'>): string {
  const [top, file] = [worktree, stateFile ?? ''].map((path) => path.replaceAll('\\', '/')) as [string, string];
  return file.startsWith(`${top}/`) && file.endsWith(`/${statePath}`) ? file.slice(top.length + 1, -statePath.length) : '';
}

/** Files outside of the declared scope. The task's own tests are meant to be written, and a scope often leaves them out. */
function driftOf({ fileScope = [], tests }: Task, folder: string, paths: readonly string[]): readonly string[] {
  const isInScope = inScopeOf(fileScope);
  if (!isInScope) return [];
  const own = new Set(tests.map(({ path }) => path));
  return paths.filter((path) => {
    if (!path.startsWith(folder)) return true;
    const below = path.slice(folder.length);
    return !isInScope(below) && !own.has(below);
  });
}
