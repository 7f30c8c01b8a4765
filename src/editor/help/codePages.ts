import * as vscode from 'vscode';
import { loadWhenUsed } from '../loadWhenUsed';
import { HELP_SCHEME } from './helpUri';

/** Serves the pages of codes, whose texts are loaded with the first. */
export function registerCodePages(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(HELP_SCHEME, {
    provideTextDocumentContent: async ({ path }) => (await loadWhenUsed()).codePage(path.slice(1).replace(/\.md$/, '').replace('/', '::')),
  });
}
