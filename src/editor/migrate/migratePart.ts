import * as vscode from 'vscode';
import { rebaseline } from '../../core/operations/rebaseline';
import type { Log } from '../../core/ports';
import { registerCommands } from '../commands/command';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { confirm, whisper } from '../messages';
import { recordChange, saidOf } from '../record/recordChange';
import { refusalError } from '../refusalError';
import { requireTrust } from '../requireTrust';
import { migrateState } from './migrateState';
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

async function rebaselineState(backlog: FolderBacklog): Promise<void> {
  requireTrust('Nothing is recorded');
  const preview = await rebaseline.preview?.(backlog.world, {});
  if (preview && !preview.ok) throw refusalError(preview.error);
  const { title, lines } = preview?.value ?? { title: rebaseline.title, lines: [] };
  if (!(await confirm(`${title}?`, lines.join('\n\n'), 'Re-baseline'))) return;
  const answer = await recordChange(backlog, rebaseline, {});
  if (answer) whisper(saidOf(answer), { title: 'Undo', command: COMMANDS.undoLastChange, arguments: [{ folder: backlog.folder.uri.toString() }] });
}
