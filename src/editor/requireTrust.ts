import * as vscode from 'vscode';
import { OrchestratorError } from '../core/orchestratorError';
import { t } from '../core/words';

/**
 * Refuses in Restricted Mode (DESIGN section 6). A command's `enablement` keeps it out of menus alone: other commands
 * and extensions can still execute it.
 *
 * @param nothing what does not happen: `Nothing is recorded in Restricted Mode`
 */
export function requireTrust(nothing: string): void {
  if (!vscode.workspace.isTrusted) throw new OrchestratorError('UNTRUSTED-WORKSPACE', nothing, t('Trust this workspace, then try again.'));
}
