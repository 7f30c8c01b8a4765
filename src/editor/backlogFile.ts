import * as vscode from 'vscode';
import type { FileKind } from '../core/language/parts';
import type { Backlog, Backlogs } from './backlog';

/** Where one of the two files of a backlog lies. */
export function uriOf({ folder, settings }: Pick<Backlog, 'folder' | 'settings'>, kind: FileKind): vscode.Uri {
  return vscode.Uri.joinPath(folder.uri, kind === 'manifest' ? settings.manifestPath : settings.statePath);
}

/** The backlog whose file lies there; undefined where it is neither file of any. */
export function backlogFileAt({ all }: Backlogs, uri: vscode.Uri): { readonly backlog: Backlog; readonly kind: FileKind } | undefined {
  const wanted = uri.toString();
  for (const backlog of all) {
    for (const kind of ['manifest', 'state'] as const) if (uriOf(backlog, kind).toString() === wanted) return { backlog, kind };
  }
  return undefined;
}
