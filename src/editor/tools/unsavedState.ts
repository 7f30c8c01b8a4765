import { realpathSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { oneLine } from '../../core/delegate/plainText';
import type { Refusal } from '../../core/ports';

/**
 * Refuses a change of a state file that is open with edits that are not saved: saving them afterwards would take the
 * change back, or meet it as a conflict (RELIABILITY, bad input 35). Undefined where nothing is in the way.
 *
 * @param root absolute path of the working tree
 * @param statePath relative to it
 */
export function unsavedState(root: string, statePath: string): Refusal | undefined {
  const file = realPath(path.join(root, statePath));
  const isOpen = vscode.workspace.textDocuments.some(({ isDirty, uri }) => isDirty && uri.scheme === 'file' && realPath(uri.fsPath) === file);
  if (!isOpen) return undefined;
  return {
    code: 'STATE-UNSAVED',
    message: `${oneLine(statePath)} is open in the editor with edits that are not saved, so nothing was recorded`,
    remedy: 'Ask the person to save or revert it, then call this tool again.',
  };
}

/** The file may be open by another path to it; one that is not there yet is only its path. */
function realPath(file: string): string {
  try {
    return realpathSync.native(file);
  } catch {
    return path.normalize(file);
  }
}
