import * as vscode from 'vscode';

/** `package.json` has what lies under it open as a Markdown preview. */
export const HELP_SCHEME = 'orchestrator-help';

/** The page of a code's help. The link of a diagnostic can't be a command, and a page needs no network. */
export function helpUri(code: string): vscode.Uri {
  return vscode.Uri.from({ scheme: HELP_SCHEME, path: `/${code.split('::').slice(0, 2).join('/')}.md` });
}
