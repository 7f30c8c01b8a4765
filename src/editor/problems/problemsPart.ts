import * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import { registerCommands } from '../commands/command';
import type { FolderBacklog } from '../folderBacklog';
import { registerCodePages } from '../help/codePages';
import { COMMANDS } from '../ids';
import { layWhenShown } from '../layWhenShown';
import { loadWhenUsed } from '../loadWhenUsed';
import { backlogOf } from '../tree/backlogOf';
import type { WindowBacklogs } from '../windowBacklogs';

interface ProblemServices {
  readonly backlogs: WindowBacklogs;
  readonly log: Log;
  /** Resolves once the first view is shown: the marks follow it. */
  readonly loaded: Promise<void>;
}

/** What is wrong with the two files, and the ways to mend it: Problems and quick fixes. Nothing of it ever pops up. */
export function registerProblems({ backlogs, log, loaded }: ProblemServices): vscode.Disposable {
  return vscode.Disposable.from(
    registerCodePages(),
    layWhenShown({ loaded, log }, ({ registerProblemMarks }) => registerProblemMarks(backlogs)),
    registerCommands([{ id: COMMANDS.createDocument, run: async (argument) => (await loadWhenUsed()).createDocument(backlogOf(backlogs, argument), argument) }], log),
    followDocuments(backlogs, log),
  );
}

/** A document that comes or goes in the editor changes what is wrong; nothing else tells of it. */
function followDocuments(backlogs: WindowBacklogs, log: Log): vscode.Disposable {
  const refresh = (backlog: FolderBacklog) => void backlog.refresh().catch((error: unknown) => log.error(`${backlog.folder.name} could not be read`, error));
  const look = (uris: readonly vscode.Uri[]) => {
    for (const backlog of backlogs.all) if (uris.some((uri) => names(backlog, uri))) refresh(backlog);
  };
  return vscode.Disposable.from(
    vscode.workspace.onDidCreateFiles(({ files }) => look(files)),
    vscode.workspace.onDidDeleteFiles(({ files }) => look(files)),
    vscode.workspace.onDidRenameFiles(({ files }) => look(files.flatMap(({ oldUri, newUri }) => [oldUri, newUri]))),
    // Saving makes a file that was not there.
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      for (const backlog of backlogs.all) if (names(backlog, uri, 'missing')) refresh(backlog);
    }),
  );
}

/** Whether a task may name what lies there: a file below the folder, or a folder that holds such. */
function names({ folder, facts, settings }: FolderBacklog, uri: vscode.Uri, only?: 'missing'): boolean {
  const path = uri.path.startsWith(`${folder.uri.path}/`) ? uri.path.slice(folder.uri.path.length + 1) : undefined;
  if (path === undefined || !facts.documents) return false;
  for (const fact of facts.documents.values()) {
    if (only !== undefined && fact.kind !== only) continue;
    const named = fact.kind === 'found' ? fact.path : fact.ref.path;
    // A decision that is named by its number may be any file of its folder.
    if (named === undefined ? path.startsWith(settings.adrFolder) : named === path || named.startsWith(`${path}/`)) return true;
  }
  return false;
}
