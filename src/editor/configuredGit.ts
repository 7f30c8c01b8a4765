import * as vscode from 'vscode';

/** The program of the setting `git.path`, from user settings alone: a workspace must not name what is run. */
export function configuredGit(): string | undefined {
  const value = vscode.workspace.getConfiguration('git').inspect<unknown>('path')?.globalValue;
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : undefined;
}
