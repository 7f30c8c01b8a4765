import { t } from '../../core/words';
import type { Backlog } from '../backlog';
import { backlogOf, viewIn } from '../tree/backlogOf';
import { pickTask } from '../tree/pickTask';
import { taskIdOf } from '../tree/taskIdOf';

interface Services<B extends Backlog> {
  readonly backlogs: { readonly all: readonly B[]; readonly active: B | undefined; choose(backlog: B): Promise<void> };
  /** Shows a task of the active backlog. */
  show(taskId: string): Promise<void>;
}

/**
 * The command that shows a task in the graph: that of the row or the id it is called with, else one from a list.
 *
 * @throws OrchestratorError when the task has left the manifest
 */
export function showInGraph<B extends Backlog>({ backlogs, show }: Services<B>): (argument: unknown) => Promise<void> {
  return async (argument) => {
    const given = taskIdOf(argument);
    const backlog = backlogOf(backlogs, argument, given);
    const taskId = given ?? (await pickTask(backlog, { title: t('Show which task in the graph?') }));
    if (taskId === undefined) return;
    const { task } = viewIn(backlog, taskId);
    if (backlog !== backlogs.active) await backlogs.choose(backlog);
    await show(task.id);
  };
}
