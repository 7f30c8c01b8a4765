import * as vscode from 'vscode';
import { t } from '../../core/words';
import type { Backlog } from '../backlog';
import { whisper } from '../messages';
import { requireTrust } from '../requireTrust';

/** Asks where the pulse's text is to be kept, and writes it there. Does nothing where the person called it off. */
export async function savePulse(text: string, backlog: Pick<Backlog, 'folder'> | undefined): Promise<void> {
  requireTrust(t('Nothing is saved in Restricted Mode'));
  const name = `pulse-${localDay(new Date())}.md`;
  const file = await vscode.window.showSaveDialog({
    title: t('Save Pulse as Markdown'),
    filters: { Markdown: ['md'] },
    ...(backlog ? { defaultUri: vscode.Uri.joinPath(backlog.folder.uri, name) } : {}),
  });
  if (!file) return;
  await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text.endsWith('\n') ? text : `${text}\n`));
  whisper(t('The pulse is saved as {0}', file.path.replace(/^.*\//, '')));
}

/** `2026-01-31` where the person is, whatever their language: it is the name of a file. */
function localDay(now: Date): string {
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
