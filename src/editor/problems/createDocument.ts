import * as z from 'zod';
import * as vscode from 'vscode';
import { OrchestratorError } from '../../core/orchestratorError';
import { t } from '../../core/words';
import type { FolderBacklog } from '../folderBacklog';
import { refusalError } from '../refusalError';
import { requireTrust } from '../requireTrust';

const argumentSchema = z.object({ path: z.string(), text: z.string() });

/**
 * Makes a document that a task names, and opens it. Nothing that is there is written over, and nothing is made outside
 * of the folder.
 *
 * @param argument `path` relative to the folder, and the `text` to begin with
 */
export async function createDocument(backlog: FolderBacklog, argument: unknown): Promise<void> {
  requireTrust(t('No document is made in Restricted Mode'));
  const given = argumentSchema.safeParse(argument);
  if (!given.success) {
    throw new OrchestratorError('NO-DOCUMENT', t('No document is named'), t('Open the manifest, and choose Create at a document that is not there.'));
  }
  const { path, text } = given.data;
  const made = await backlog.world.newFiles.create(path, text);
  if (!made.ok) throw refusalError(made.error);
  await vscode.window.showTextDocument(vscode.Uri.joinPath(backlog.folder.uri, path));
  await backlog.refresh();
}
