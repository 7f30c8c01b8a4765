import * as vscode from 'vscode';
import { codeWords } from '../../core/projections/attentionGroups';
import type { Backlog } from '../backlog';
import { tell } from '../messages';
import { requireTrust } from '../requireTrust';
import { SECTION } from '../settings';

const KEY = 'gateSeverity';

/** Sets a code to `off` in the folder's own settings, and offers to take that back. */
export async function hideCode({ folder }: Backlog, code: string): Promise<void> {
  requireTrust('No setting is written');
  const before = severities(folder)?.[code];
  await write(folder, code, 'off');
  void tell('info', `“${codeWords(code)}” is not shown in ${folder.name} any more: ${code} is off in .vscode/settings.json.`, [
    { title: 'Undo', run: () => write(folder, code, before) },
  ]);
}

function severities(folder: vscode.WorkspaceFolder): Readonly<Record<string, unknown>> | undefined {
  const value = vscode.workspace.getConfiguration(SECTION, folder).inspect<unknown>(KEY)?.workspaceFolderValue;
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
}

/** Sets one code and leaves the others; undefined takes it out, and with the last the setting too. */
async function write(folder: vscode.WorkspaceFolder, code: string, severity: unknown): Promise<void> {
  const others = Object.entries(severities(folder) ?? {}).filter(([key]) => key !== code);
  const entries = severity === undefined ? others : [...others, [code, severity]];
  const value: unknown = entries.length > 0 ? Object.fromEntries(entries) : undefined;
  await vscode.workspace.getConfiguration(SECTION, folder).update(KEY, value, vscode.ConfigurationTarget.WorkspaceFolder);
}
