import * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import { registerCommands } from '../commands/command';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { migrateState } from './migrateState';
import { rebaselineState } from './rebaselineState';
import { ShownTexts } from './shownTexts';
import { showManifestChanges } from './showManifestChanges';

/** What a person does once the manifest changed under the state: look at it, migrate, or record that it holds. */
export function registerMigration({ backlog, log }: { backlog(argument?: unknown): FolderBacklog; readonly log: Log }): vscode.Disposable {
  const texts = new ShownTexts();
  return vscode.Disposable.from(
    texts,
    registerCommands(
      [
        { id: COMMANDS.showManifestChanges, run: (argument) => showManifestChanges(backlog(argument), texts) },
        { id: COMMANDS.migrateState, run: (argument) => migrateState(backlog(argument), texts) },
        { id: COMMANDS.rebaselineState, run: (argument) => rebaselineState(backlog(argument)) },
      ],
      log,
    ),
  );
}
