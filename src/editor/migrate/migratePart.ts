import * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import { registerCommands } from '../commands/command';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { loadWhenUsed } from '../loadWhenUsed';
import { ShownTexts } from './shownTexts';

/** What a person does once the manifest changed under the state: look at it, migrate, or record that it holds. Loaded when first asked for. */
export function registerMigration({ backlog, log }: { backlog(argument?: unknown): FolderBacklog; readonly log: Log }): vscode.Disposable {
  const texts = new ShownTexts();
  return vscode.Disposable.from(
    texts,
    registerCommands(
      [
        { id: COMMANDS.showManifestChanges, run: async (argument) => (await loadWhenUsed()).showManifestChanges(backlog(argument), texts) },
        { id: COMMANDS.migrateState, run: async (argument) => (await loadWhenUsed()).migrateState(backlog(argument), texts) },
        { id: COMMANDS.rebaselineState, run: async (argument) => (await loadWhenUsed()).rebaselineState(backlog(argument)) },
      ],
      log,
    ),
  );
}
