import { realpathSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';

/**
 * The state file as it is open with edits that are not saved, by whatever path; undefined where it is not. Saving them
 * after a change of the file would take the change back, or meet it as a conflict (RELIABILITY, bad input 35).
 *
 * @param root absolute path of the working tree
 * @param statePath relative to it
 */
export function unsavedState(root: string, statePath: string): vscode.TextDocument | undefined {
  const file = realPath(path.join(root, statePath));
  return vscode.workspace.textDocuments.find(({ isDirty, uri }) => isDirty && uri.scheme === 'file' && realPath(uri.fsPath) === file);
}

/** One that is not there yet is only its path. */
function realPath(file: string): string {
  try {
    return realpathSync.native(file);
  } catch {
    return path.normalize(file);
  }
}
