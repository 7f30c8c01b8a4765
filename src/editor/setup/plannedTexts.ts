import * as vscode from 'vscode';
import { t } from '../../core/words';
import type { PlannedFile } from '../../core/setup/plan';

const SCHEME = 'orchestrator-setup';

/** Shows what a set-up would write, as documents that are nowhere on disk. */
export class PlannedTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  private turn = 0;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  /** Opens a file of a plan without taking the focus: the change where it is merged, the text where it is new, else the file. */
  async show(folder: vscode.Uri, { path, kind, after }: PlannedFile): Promise<void> {
    const file = vscode.Uri.joinPath(folder, path);
    const options = { preview: true, preserveFocus: true };
    if (after === undefined || (kind !== 'new' && kind !== 'merged')) {
      await vscode.commands.executeCommand('vscode.open', file, options);
      return;
    }
    const planned = vscode.Uri.from({ scheme: SCHEME, path: `/${path}`, query: String(++this.turn) });
    this.texts.set(planned.toString(), after);
    if (kind === 'merged') await vscode.commands.executeCommand('vscode.diff', file, planned, t('{0} (now ↔ after the set-up)', path), options);
    else await vscode.commands.executeCommand('vscode.open', planned, options, t('{0} (new)', path));
  }

  /** Forgets the texts; documents that are still open keep theirs. */
  forget(): void {
    this.texts.clear();
  }

  dispose(): void {
    this.registration.dispose();
  }
}
