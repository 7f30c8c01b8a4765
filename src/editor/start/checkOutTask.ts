import * as path from 'node:path';
import { branchOf } from '../../core/branches';
import type { RepositoryFacts } from '../../core/git';
import { OrchestratorError } from '../../core/orchestratorError';
import { evaluateGates } from '../../core/rules/evaluate';
import type { TaskView } from '../../core/snapshot';
import { statusName } from '../../core/statusName';
import { t } from '../../core/words';
import type { FolderBacklog } from '../folderBacklog';
import { refusalError } from '../refusalError';

/** Where a task can go on now. */
export type CheckedOut =
  /** In this folder; without a branch where the task has none. */
  | { readonly kind: 'here'; readonly branch?: string }
  /** In another worktree, which has the branch. Nothing was changed. */
  | { readonly kind: 'elsewhere'; readonly branch: string; readonly root: string };

/** Whether there is anything to go on with. */
export function canResume({ status, branch }: TaskView): boolean {
  return status === 'in-progress' || (branch !== undefined && status !== 'completed' && status !== 'abandoned');
}

/**
 * Checks out the branch of a task that was begun, unless it is checked out here or elsewhere. The working tree must be
 * clean for that, so that no change gets onto another branch.
 *
 * @throws OrchestratorError in the words of the gate that is in the way, or of git
 */
export async function checkOutTask(backlog: FolderBacklog, taskId: string): Promise<CheckedOut> {
  const git = await backlog.readGit();
  if (git.kind !== 'repository') return open(backlog, taskId, undefined);
  const view = backlog.snapshot.byId.get(taskId);
  const branch = view && branchOf(view, git, backlog.settings);
  if (branch === undefined || (git.head.kind === 'branch' && git.head.name === branch)) return open(backlog, taskId, branch);
  const other = (await backlog.git.worktrees()).find((tree) => tree.branch === branch && path.resolve(tree.root) !== path.resolve(git.root));
  if (other) return { kind: 'elsewhere', branch, root: other.root };
  refuseUnclean(backlog, git);
  const switched = await backlog.git.switchTo(branch);
  await backlog.refresh();
  if (!switched.ok) throw refusalError(switched.error);
  return open(backlog, taskId, branch);
}

/** The gates of git, but for the one that wants the base branch: it is just what a task that goes on is not on. */
function refuseUnclean({ snapshot, settings }: FolderBacklog, git: RepositoryFacts): void {
  const { findings } = evaluateGates({ snapshot, git, settings });
  const found = findings.find(({ gate, code, effect }) => gate === 6 && effect === 'block' && code !== 'BLOCKED::NOT-ON-MAIN-BRANCH');
  if (found) throw refusalError({ code: found.fullCode, message: found.message, remedy: found.remedy });
}

/** The state file of the branch has the last word on what there is to do. */
async function open(backlog: FolderBacklog, taskId: string, branch: string | undefined): Promise<CheckedOut> {
  const view = (await backlog.freshSnapshot()).byId.get(taskId);
  if (view?.status !== 'completed' && view?.status !== 'abandoned') return { kind: 'here', ...(branch === undefined ? {} : { branch }) };
  throw new OrchestratorError('NOTHING-TO-RESUME', branch === undefined ? t('{0} is {1}', taskId, statusName(view.status)) : t('{0} is {1} on {2}, which is checked out now', taskId, statusName(view.status), branch), t('Reopen it first, if it is to go on after all.'));
}
