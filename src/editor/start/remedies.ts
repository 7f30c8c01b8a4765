import * as vscode from 'vscode';
import type { RemedyAction } from '../../core/rules/rule';
import { t } from '../../core/words';
import type { Backlog } from '../backlog';
import { COMMANDS } from '../ids';
import { tell, type MessageAction } from '../messages';
import { openPrd } from '../tree/openDocument';
import { alwaysAllow } from './alwaysAllow';

/** What a remedy needs beside the backlog: to try again, and to resume a branch. */
export interface RemedyContext {
  readonly backlog: Backlog;
  retry(): unknown;
  resume(taskId: string, branch: string): unknown;
}

/** Turns a finding's way out into a button (DESIGN section 3: "A blocked start offers what unblocks it"). */
export function remedyButton(action: RemedyAction, context: RemedyContext): MessageAction {
  const command = (title: string, id: string, ...args: unknown[]): MessageAction => ({
    title,
    run: () => vscode.commands.executeCommand(id, ...args),
  });
  switch (action.id) {
    case 'create-manifest':
      return command(t('Create Task Manifest…'), COMMANDS.createManifest, folderOf(context.backlog));
    case 'open-manifest':
      return command(t('Open Manifest'), COMMANDS.openManifest);
    case 'open-state':
      return command(t('Open State'), COMMANDS.openState);
    case 'open-problem':
      return command(t('Show Problem'), COMMANDS.openProblem, { kind: action.kind, taskId: action.taskId });
    case 'open-task':
      return command(t('Open Task'), COMMANDS.openTask, action.taskId);
    case 'explain-task':
      return command(t('Explain'), COMMANDS.explainTask, action.taskId);
    case 'reveal-task':
      return command(t('Show Task'), COMMANDS.revealTask, action.taskId);
    case 'complete-task':
      return command(t('Complete Task'), COMMANDS.completeTask, { taskId: action.taskId, ...folderOf(context.backlog) });
    case 'reopen-task':
      return command(t('Reopen Task'), COMMANDS.reopenTask, { taskId: action.taskId, ...folderOf(context.backlog) });
    case 'block-task':
      return command(t('Block Task…'), COMMANDS.blockTask, { taskId: action.taskId, ...folderOf(context.backlog) });
    case 'show-blocked':
      return command(t('Show Blocked Tasks'), COMMANDS.showBlockedTasks);
    case 'choose-another':
      return command(t('Choose Another Task'), COMMANDS.chooseTask);
    case 'source-control':
      return command(t('Open Source Control'), 'workbench.view.scm');
    case 'settings':
      return command(t('Open Settings'), 'workbench.action.openSettings', '@ext:implementation-orchestrator.implementation-orchestrator');
    case 'initialise-repository':
      return command(t('Initialise Repository'), 'git.init');
    case 'show-manifest-changes':
      return command(t('Show Manifest Changes'), COMMANDS.showManifestChanges, folderOf(context.backlog));
    case 'migrate-state':
      return command(t('Migrate State…'), COMMANDS.migrateState, folderOf(context.backlog));
    case 'rebaseline':
      return command(t('Re-baseline'), COMMANDS.rebaselineState, folderOf(context.backlog));
    case 'resolve-state':
      return command(t('Resolve Conflicts…'), COMMANDS.resolveState, folderOf(context.backlog));
    case 'open-prd':
      return { title: t('Open PRD'), run: () => openPrd(context.backlog) };
    case 'always-allow':
      return { title: t('Always Allow in This Project'), run: () => alwaysAllow(action.code, context.backlog, () => context.retry()) };
    case 'retry':
      return { title: t('Try Again'), run: () => context.retry() };
    case 'resume-branch':
      return { title: t('Resume'), run: () => context.resume(action.taskId, action.branch) };
    case 'switch-to-base':
      return { title: t('Switch to {0}', action.branch), run: () => switchToBase(action.branch, context) };
  }
}

/** The backlog as an argument of a command. */
function folderOf({ folder }: Backlog): { readonly folder: string } {
  return { folder: folder.uri.toString() };
}

async function switchToBase(branch: string, { backlog, retry }: RemedyContext): Promise<void> {
  const switched = await backlog.git.switchTo(branch);
  await backlog.refresh();
  if (!switched.ok) {
    await tell('error', `${switched.error.code}: ${switched.error.message}. ${switched.error.remedy}`);
    return;
  }
  await tell('info', t('{0} is checked out.', branch), [{ title: t('Try Again'), run: retry }]);
}
