import * as vscode from 'vscode';
import { linesOf, planResolution, resolveState, type Resolution } from '../../core/operations/resolveState';
import { counted, t } from '../../core/words';
import { uriOf } from '../backlogFile';
import { closeComparison } from '../closeComparison';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { tell } from '../messages';
import type { ShownTexts } from '../migrate/shownTexts';
import { recordChange } from '../record/recordChange';
import { refusalError } from '../refusalError';
import { requireTrust } from '../requireTrust';
import { plain } from '../tree/plain';

/** Puts both sides of a state file with conflict markers together: shows the change of the file, asks, and offers the way back. */
export async function resolveConflicts(backlog: FolderBacklog, texts: Pick<ShownTexts, 'add'>): Promise<void> {
  requireTrust(t('Nothing is resolved in Restricted Mode'));
  const planned = await planResolution(backlog.world, {});
  if (!planned.ok) throw refusalError(planned.error);
  const plan = planned.value;
  const argument = { folder: backlog.folder.uri.toString() };
  if (plan.before === plan.after) return nothingToDo(plan, argument);
  const resolved = texts.add('resolved task-state.json', plan.after);
  await vscode.commands.executeCommand('vscode.diff', uriOf(backlog, 'state'), resolved, t('Task state: with conflicts ↔ resolved'), { preview: true, preserveFocus: true });
  const chosen = await choose(plan);
  if (!chosen) return;
  const answer = await recordChange(backlog, resolveState, chosen);
  await closeComparison(resolved);
  if (!answer) return;
  const left = (answer.data as { readonly left: readonly unknown[] }).left.length;
  const said = left === 0 ? t('The task state is resolved. Stage the file once you have looked at it.') : counted(left, 'The task state is resolved, but for {0} value that you have to choose: each is marked in the file, with a quick fix.', 'The task state is resolved, but for {0} values that you have to choose: each is marked in the file, with a quick fix.');
  void tell(left === 0 ? 'info' : 'warning', said, [
    ...(left === 0 ? [] : [{ title: t('Show Problems'), run: () => vscode.commands.executeCommand('workbench.actions.view.problems') }]),
    { title: t('Undo'), run: () => vscode.commands.executeCommand(COMMANDS.undoLastChange, argument) },
    { title: t('Open State'), run: () => vscode.commands.executeCommand(COMMANDS.openState, argument) },
  ]);
}

type Choice = { readonly take?: 'ours' | 'theirs' };

type Row = vscode.QuickPickItem & { readonly choice?: Choice };

/** Beside the shown change of the file; undefined when the person turned away. */
async function choose(plan: Resolution): Promise<Choice | undefined> {
  const { left } = plan;
  const taking = (take: 'ours' | 'theirs'): Row => ({ label: `$(check-all) ${take === 'ours' ? t('Resolve, and Take Ours for What Is Left') : t('Resolve, and Take Theirs for What Is Left')}`, choice: { take } });
  const rows: Row[] = [
    { label: `$(check) ${t('Resolve')}`, description: left.length === 0 ? t('can be undone') : t('{0} left to choose, marked in the file; can be undone', left.length), choice: {} },
    ...(left.length === 0 ? [] : [taking('ours'), taking('theirs')]),
    { label: t('Good to know'), kind: vscode.QuickPickItemKind.Separator },
    ...linesOf(plan).map((line) => ({ label: `$(info) ${plain(line.trim(), 300)}` })),
  ];
  const chosen = await vscode.window.showQuickPick(rows, {
    ignoreFocusOut: true,
    title: t('Resolve conflicts in the task state: the change of the file is shown behind'),
    placeHolder: t('Resolve, or leave everything as it is with Escape'),
  });
  // A row that only tells something leads nowhere.
  return chosen && chosen.choice === undefined ? choose(plan) : chosen?.choice;
}

function nothingToDo({ left }: Resolution, argument: { readonly folder: string }): void {
  const text = left.length === 0 ? t('The state file holds no conflict markers.') : counted(left.length, 'The state file holds no conflict markers. {0} value is left to choose, each marked in the file with a quick fix.', 'The state file holds no conflict markers. {0} values are left to choose, each marked in the file with a quick fix.');
  void tell('info', text, [
    ...(left.length === 0 ? [] : [{ title: t('Show Problems'), run: () => vscode.commands.executeCommand('workbench.actions.view.problems') }]),
    { title: t('Open State'), run: () => vscode.commands.executeCommand(COMMANDS.openState, argument) },
  ]);
}
