import { OrchestratorError } from '../../core/orchestratorError';
import type { TaskView } from '../../core/snapshot';
import { t } from '../../core/words';
import type { Backlog } from '../backlog';
import { plain } from './plain';
import { folderOf } from './taskIdOf';

/** The backlog of the argument's folder; else the active one, or another that alone has the task. */
export function backlogOf<B extends Backlog>(
  { all, active }: { readonly all: readonly B[]; readonly active: B | undefined },
  argument: unknown,
  taskId?: string,
): B {
  const folder = folderOf(argument);
  const named = folder === undefined ? undefined : all.find((backlog) => backlog.folder.uri.toString() === folder);
  const holds = (backlog: B | undefined) => taskId !== undefined && backlog?.snapshot.byId.has(taskId) === true;
  const found = named ?? (holds(active) ? active : all.find(holds)) ?? active;
  if (found) return found;
  throw noFolder();
}

/** What a command answers in a window without a folder. */
export function noFolder(): OrchestratorError {
  return new OrchestratorError('NO-FOLDER', t('No folder is open'), t('Open the folder of your project, then try again.'));
}

/**
 * The task that a row, a link or another command names, as it is now.
 *
 * @throws OrchestratorError when it has left the manifest
 */
export function viewIn({ snapshot, folder }: Backlog, taskId: string): TaskView {
  const view = snapshot.byId.get(taskId);
  if (view) return view;
  const remedy = t('It may have left the manifest; the tree shows what is there now.');
  throw new OrchestratorError('NO-SUCH-TASK', t('{0} is no task of {1}', plain(taskId, 80), plain(folder.name, 80)), remedy);
}
