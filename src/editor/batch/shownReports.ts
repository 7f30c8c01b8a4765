import * as vscode from 'vscode';
import { t } from '../../core/words';

const SCHEME = 'orchestrator-batch';

/** A report as it is shown: which batch's, of which folder. */
interface Report {
  readonly batchId: string;
  readonly folder: vscode.Uri;
  readonly text: string;
}

/** Reports of batches, shown read-only as they were when they were asked for. Text of files in them is never rendered. */
export class ShownReports implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  /** By address: what is open follows when its report is asked for again. */
  private readonly texts = new Map<string, string>();

  readonly onDidChange = this.changed.event;
  // After the event, which is looked for here.
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? `${t('This report is no longer kept. Run Show Batch Report again.')}\n`;
  }

  /** Opens a report; an open one is brought up to date. */
  async show({ batchId, folder, text }: Report): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${batchId.replace(/[^\w.-]+/g, '-')} report.md`, query: folder.toString() });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  }

  dispose(): void {
    vscode.Disposable.from(this.registration, this.changed).dispose();
  }
}
