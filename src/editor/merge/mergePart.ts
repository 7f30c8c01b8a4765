import * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import { registerCommands } from '../commands/command';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { loadWhenUsed } from '../loadWhenUsed';
import { ShownTexts } from '../migrate/shownTexts';

/** Merging of the state file: how git does it, and what is done where it was not merged. Loaded when first asked for. */
export function registerMerging({ backlog, log }: { backlog(argument?: unknown): FolderBacklog; readonly log: Log }): vscode.Disposable {
  const texts = new ShownTexts('orchestrator-merge');
  return vscode.Disposable.from(
    texts,
    registerCommands(
      [
        { id: COMMANDS.resolveState, run: async (argument) => (await loadWhenUsed()).resolveConflicts(backlog(argument), texts) },
        { id: COMMANDS.setUpMergeDriver, run: async (argument) => (await loadWhenUsed()).setUpMerging(backlog(argument)) },
      ],
      log,
    ),
  );
}
