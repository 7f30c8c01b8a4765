import * as vscode from 'vscode';
import type { Batch } from '../../core/batch/batch';
import { batchFault, batchSize, type BatchChoice, type BatchRow } from '../../core/batch/batchChoice';
import type { BatchScope } from '../../core/batch/batchScopes';
import { MOST_PARALLEL, type BacklogPlan } from '../../core/plan/backlogPlan';
import type { Snapshot } from '../../core/snapshot';
import { t } from '../../core/words';
import { plain } from '../tree/plain';

/** Asks what a batch is started from; the one chosen last stands first. */
export async function pickScope(scopes: readonly BatchScope[]): Promise<BatchScope | undefined> {
  const rows = scopes.map((one) => ({ label: plain(one.label), description: plain(one.description), one }));
  return (await vscode.window.showQuickPick(rows, { title: t('Start Parallel Batch: of what?'), placeHolder: t('A slice, a phase or the whole backlog'), matchOnDescription: true }))?.one;
}

interface TaskItem extends vscode.QuickPickItem {
  readonly row?: BatchRow;
}

/**
 * Asks which tasks are started together: those of the plan are ticked, and below stands what else could start, with the
 * reason why it is not among them. What speaks against those that are ticked is told; whether they start all the same, the
 * gates ask.
 *
 * @param of such as `Slice 1.1`
 */
export async function pickTasks(choice: BatchChoice, plan: BacklogPlan, snapshot: Snapshot, of: string): Promise<readonly BatchRow[] | undefined> {
  const pick = vscode.window.createQuickPick<TaskItem>();
  const others = choice.rows.filter(({ isPlanned }) => !isPlanned);
  const planned = choice.rows.filter(({ isPlanned }) => isPlanned).map(itemOf);
  pick.canSelectMany = true;
  pick.ignoreFocusOut = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.placeholder = t('Tick tasks in and out, and press Enter');
  pick.items = [...planned, ...(others.length > 0 ? [{ label: t('Not in this batch'), kind: vscode.QuickPickItemKind.Separator }, ...others.map(itemOf)] : [])];
  pick.selectedItems = planned;
  const chosen = () => choice.rows.filter((row) => pick.selectedItems.some((item) => item.row === row));
  const draw = () => {
    const fault = batchFault(chosen().map(({ taskId }) => taskId), plan, snapshot);
    pick.title = t('Parallel batch of {0}: {1}', plain(of, 60), batchSize(chosen()));
    pick.prompt = plain([...new Set([fault, ...choice.remarks])].filter(Boolean).join(' '), 500);
  };
  draw();
  try {
    return await new Promise((resolve) => {
      pick.onDidChangeSelection(draw);
      pick.onDidAccept(() => {
        const rows = chosen();
        if (rows.length > 0 && rows.length <= MOST_PARALLEL) resolve(rows);
      });
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

function itemOf(row: BatchRow): TaskItem {
  return { row, label: plain(row.taskId, 80), description: plain(row.title), detail: plain(row.why, 300) };
}

const ways = (): readonly { readonly mode: Batch['mode']; readonly label: string; readonly detail: string }[] => [
  { mode: 'worktrees', label: `$(repo-forked) ${t('One agent for each task')}`, detail: t('Each in a worktree and on a branch of its own, and launched at once') },
  { mode: 'coordinator', label: `$(organization) ${t('One coordinator here')}`, detail: t('One agent in this folder, on one branch, that hands the tasks to agents of its own') },
];

/** Asks in which of the two ways a batch runs; the one chosen last stands first, so that Enter takes it. */
export async function pickWay(last: Batch['mode'] | undefined, count: number): Promise<Batch['mode'] | undefined> {
  const rows = [...ways().filter(({ mode }) => mode === last), ...ways().filter(({ mode }) => mode !== last)];
  return (await vscode.window.showQuickPick(rows, { title: t('How do the {0} tasks run?', count), ignoreFocusOut: true }))?.mode;
}
