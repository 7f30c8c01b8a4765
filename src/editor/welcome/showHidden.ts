import * as vscode from 'vscode';
import { t } from '../../core/words';
import { whisper } from '../messages';
import { NOTICES, type Unasked } from '../unasked';

/** Asks which of the notifications that a person turned off shall be shown again. */
export async function showHidden(unasked: Unasked): Promise<void> {
  const rows = unasked.hidden.map((id) => ({ label: NOTICES[id](), picked: true, id }));
  if (rows.length === 0) {
    whisper(t('No notification is hidden'));
    return;
  }
  const chosen = await vscode.window.showQuickPick(rows, { canPickMany: true, title: t('Show which notifications again?') });
  if (!chosen || chosen.length === 0) return;
  await unasked.showAgain(chosen.map(({ id }) => id));
  whisper(t('They are shown again'));
}
