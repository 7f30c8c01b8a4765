import * as vscode from 'vscode';

/** Documents that stay open keep their text; of those that were closed, so many are kept for the way back. */
const KEPT = 12;

/** Texts that are nowhere on disk, shown read-only. */
export class ShownTexts implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly registration: vscode.Disposable;
  private turn = 0;

  constructor(private readonly scheme = 'orchestrator-manifest') {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  /** The address under which a text is shown; the end of its name says what language it is in. */
  add(name: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: this.scheme, path: `/${name}`, query: String(++this.turn) });
    this.texts.set(uri.toString(), text);
    for (const known of [...this.texts.keys()].slice(0, -KEPT)) this.texts.delete(known);
    return uri;
  }

  dispose(): void {
    this.registration.dispose();
  }
}
