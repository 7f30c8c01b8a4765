import * as path from 'node:path';
import * as vscode from 'vscode';
import { isInside } from '../../io/isInside';

/** Folders in which programs write by the thousand, and nothing that is anybody's work. */
const PASSED_OVER = new Set(['.git', 'node_modules']);

/**
 * Calls `heard` when a file below `top` may have changed, in whatever folder it lies: also outside of the workspace.
 * What this editor saves is heard at once, and what others write as soon as VS Code's watcher tells.
 */
export function listenToTree(top: string, heard: () => void): vscode.Disposable {
  const changed = (uri: vscode.Uri): void => {
    if (uri.scheme === 'file' && isInside(top, uri.fsPath) && !path.relative(top, uri.fsPath).split(path.sep).some((name) => PASSED_OVER.has(name))) heard();
  };
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.file(top), '**/*'));
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(changed),
    watcher.onDidChange(changed),
    watcher.onDidDelete(changed),
    vscode.workspace.onDidSaveTextDocument(({ uri }) => changed(uri)),
  );
}
