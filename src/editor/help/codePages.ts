import * as vscode from 'vscode';
import { loadWhenUsed } from '../loadWhenUsed';

/** `package.json` has what lies under it open as a Markdown preview. */
const SCHEME = 'orchestrator-help';

/** The page of a code's help. The link of a diagnostic can't be a command, and a page needs no network. */
export function helpUri(code: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${code.split('::').slice(0, 2).join('/')}.md` });
}

/** Serves the pages, whose texts are loaded with the first. */
export function registerCodePages(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: async ({ path }) => (await loadWhenUsed()).codePage(path.slice(1).replace(/\.md$/, '').replace('/', '::')),
  });
}
