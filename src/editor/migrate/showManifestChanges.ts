import * as vscode from 'vscode';
import { changesText } from '../../core/migrate/changesText';
import { readable } from '../../core/operations/find';
import { formerManifest, type FormerManifest } from '../../core/operations/formerManifest';
import { t } from '../../core/words';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { tell } from '../messages';
import { refusalError } from '../refusalError';
import { requireTrust } from '../requireTrust';
import type { ShownTexts } from './shownTexts';

/**
 * Shows the manifest that the state was recorded against beside today's, in the editor's own comparison, which the
 * keyboard and screen readers know: only the tasks that differ, a renamed one in one place.
 */
export async function showManifestChanges({ world, folder }: FolderBacklog, texts: ShownTexts): Promise<void> {
  requireTrust(t('Git is not asked for the former manifest in Restricted Mode'));
  const { snapshot, former } = await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title: t('Looking for the former manifest') }, async () => {
    const read = readable(await world.here.snapshot());
    if (!read.ok) throw refusalError(read.error);
    return { snapshot: read.value, former: await formerManifest(world.here, read.value) };
  });
  const argument = { folder: folder.uri.toString() };
  if (!former) {
    void tell('info', t('The manifest that the state was recorded against is not known: the state names none, or git\'s history does not have it.'), [
      { title: t('Re-baseline'), run: () => vscode.commands.executeCommand(COMMANDS.rebaselineState, argument) },
      { title: t('Open State'), run: () => vscode.commands.executeCommand(COMMANDS.openState, argument) },
    ]);
    return;
  }
  const { before, after, counts } = changesText(former.tasks, snapshot.manifest?.tasks ?? []);
  if (counts === undefined) {
    void tell('info', t('The state was recorded against this manifest: no task was added, removed or changed since.'));
    return;
  }
  await vscode.commands.executeCommand('vscode.diff', texts.add('former tasks.md', before), texts.add('tasks now.md', after), titleOf(former, counts), { preview: true });
}

function titleOf({ from }: FormerManifest, counts: string): string {
  return from === undefined ? t('Manifest before ↔ now: {0}', counts) : t('Manifest of {0} ({1}) ↔ now: {2}', from.at.slice(0, 10), from.commit.slice(0, 8), counts);
}
