import * as vscode from 'vscode';
import { SECTION } from '../ids';
import type { ToolConfirmation } from './confirmation';

/** The person's own setting: a repository must not lift the question about what is written into it. */
export function readToolConfirmation(): ToolConfirmation {
  const own = vscode.workspace.getConfiguration(SECTION).inspect<unknown>('tools.confirm')?.globalValue;
  return own === 'except-criteria' ? 'except-criteria' : 'always';
}
