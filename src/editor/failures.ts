import * as vscode from 'vscode';
import { OrchestratorError } from '../core/orchestratorError';
import { t } from '../core/words';
import { whatIsThis } from './help/whatIsThis';
import { COMMANDS } from './ids';
import { safeText, tell, type MessageAction } from './messages';

/** Shows why something failed, with a button that leads out of it. Errors that are not safe to show point to the log. */
export async function tellFailure(error: unknown): Promise<void> {
  const text = safeText(error);
  await tell('error', text, wayOut(error instanceof OrchestratorError ? error.code : '', text));
}

/** So much of a message without a button is shown: the editor cuts it to one line. */
const ONE_LINE = 60;

function wayOut(code: string, text: string): readonly MessageAction[] {
  const kind = code.split('::', 2).join('::');
  const taskId = code.slice(kind.length + '::'.length);
  const command = (title: string, id: string, ...args: unknown[]) => [{ title, run: () => vscode.commands.executeCommand(id, ...args) }];
  switch (kind) {
    case 'BLOCKED::CRITERIA-OPEN':
      return command(t('Record Criteria…'), COMMANDS.recordDone, taskId);
    case 'BLOCKED::MISSING-TESTS':
      return command(t('Open in Manifest'), COMMANDS.openTask, taskId);
    case 'BLOCKED::DIRTY-GIT-STATUS':
      return command(t('Open Source Control'), 'workbench.view.scm');
    case 'UNTRUSTED-WORKSPACE':
      return command(t('Manage Workspace Trust'), 'workbench.trust.manage');
    case 'BLOCKED::MANIFEST-MISSING':
      return command(t('Create Task Manifest…'), COMMANDS.createManifest);
    case 'BLOCKED::MANIFEST-INVALID':
    case 'BLOCKED::STATE-INVALID':
      return command(t('Show Problems'), COMMANDS.openProblem);
    default:
      if (kind.startsWith('BLOCKED::')) return [whatIsThis(kind)];
      return code !== '' && text.length <= ONE_LINE ? [] : command(t('Show Log'), COMMANDS.showLog);
  }
}
