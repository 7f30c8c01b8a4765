import { OrchestratorError } from '../../core/orchestratorError';
import type { Backlog } from '../backlog';
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
  throw new OrchestratorError('NO-FOLDER', 'No folder is open', 'Open the folder of your project, then try again.');
}
