import * as vscode from 'vscode';
import * as z from 'zod';
import { plan } from '../../core/operations/plan';
import { counted, t } from '../../core/words';
import type { FolderBacklog } from '../folderBacklog';
import { inEditor } from '../forPersons';
import { COMMANDS } from '../ids';
import { tell } from '../messages';
import { refusalError } from '../refusalError';
import { plain } from '../tree/plain';

/** What the operation answers as data. */
const planSchema = z.object({
  tasks: z.array(z.object({ task_id: z.string(), title: z.string(), reason: z.string(), unlocks: z.array(z.string()) })),
  pending_after: z.number(),
});

/** As many as the operation plans at once. */
const MOST = 20;

/** The order in which tasks would be started, each with its reason; accepting one shows it in the tree. */
export async function showPlan({ world, folder }: FolderBacklog): Promise<void> {
  const answer = await plan.run(world, { max: MOST });
  if (!answer.ok) throw refusalError(answer.error);
  const { tasks, pending_after: left } = planSchema.parse(answer.value.data);
  if (tasks.length === 0) {
    void tell('info', inEditor(answer.value.text), [
      { title: t('Show Blocked Tasks'), run: () => vscode.commands.executeCommand(COMMANDS.showBlockedTasks, { folder: folder.uri.toString() }) },
    ]);
    return;
  }
  const rows = tasks.map(({ task_id: taskId, title, reason, unlocks }, index) => ({
    label: `${index + 1}. ${plain(taskId, 80)}`,
    description: plain(title),
    detail: plain(unlocks.length === 0 ? reason : t('{0}; unlocks {1}', reason, unlocks.join(', '))),
    taskId,
  }));
  const choice = await vscode.window.showQuickPick(rows, {
    title: left > 0
        ? counted(left, 'Plan: the order of starts, one after the other; {0} more pending task after these', 'Plan: the order of starts, one after the other; {0} more pending tasks after these')
        : t('Plan: the order of starts, one after the other'),
    placeHolder: t('Choose a task to show it in the tree'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (choice) await vscode.commands.executeCommand(COMMANDS.revealTask, { taskId: choice.taskId, folder: folder.uri.toString() });
}
