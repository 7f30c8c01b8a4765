import * as vscode from 'vscode';
import * as z from 'zod';
import { plan } from '../../core/operations/plan';
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
      { title: 'Show Blocked Tasks', run: () => vscode.commands.executeCommand(COMMANDS.showBlockedTasks, { folder: folder.uri.toString() }) },
    ]);
    return;
  }
  const rows = tasks.map(({ task_id: taskId, title, reason, unlocks }, index) => ({
    label: `${index + 1}. ${plain(taskId, 80)}`,
    description: plain(title),
    detail: plain(`${reason}${unlocks.length === 0 ? '' : `; unlocks ${unlocks.join(', ')}`}`),
    taskId,
  }));
  const rest = left > 0 ? `; ${left} more pending ${left === 1 ? 'task' : 'tasks'} after these` : '';
  const choice = await vscode.window.showQuickPick(rows, {
    title: `Plan: the order of starts, one after the other${rest}`,
    placeHolder: 'Choose a task to show it in the tree',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (choice) await vscode.commands.executeCommand(COMMANDS.revealTask, { taskId: choice.taskId, folder: folder.uri.toString() });
}
