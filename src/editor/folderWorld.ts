import * as vscode from 'vscode';
import type { World } from '../core/operations/world';
import type { Log, StateStore, Workplace } from '../core/ports';
import type { Settings } from '../core/settings';
import { createDocumentTexts } from '../io/documentTexts';
import { createWorld } from '../io/world';
import { configuredGit } from './configuredGit';

/** As locks and the undo journal name this program. */
export const PROGRAM = 'Visual Studio Code';

interface FolderPorts extends Pick<Workplace, 'git' | 'context' | 'snapshot' | 'projectFacts'> {
  readonly settings: () => Settings;
  readonly log: Log;
  readonly store: () => StateStore;
}

/** What the operations run on in a workspace folder: what its backlog has read, in this working tree and in its other worktrees. */
export function folderWorld(root: string, { settings, log, git, context, store, snapshot, projectFacts }: FolderPorts): World {
  return createWorld({
    root,
    settings,
    trusted: () => vscode.workspace.isTrusted,
    by: PROGRAM,
    log,
    gitPath: configuredGit,
    here: {
      root,
      snapshot,
      git,
      get store() {
        return store();
      },
      context,
      documents: createDocumentTexts({ root }),
      projectFacts,
    },
  });
}
