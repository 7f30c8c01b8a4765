import * as vscode from 'vscode';
import { tell } from '../messages';

/** What is said once a task that has a branch got another id. */
export interface RenameNotice {
  readonly notice: string;
  readonly taskId: string;
  /** Of the backlog, as a URI text. */
  readonly folder: string;
}

/** How long the preview of a rename may stand open. */
const LONGEST_MS = 10 * 60_000;

/** Waits until a rename was made, since the editor does not tell whether a person took it, and says what is left to do. */
export class AfterRename implements vscode.Disposable {
  private waiting: vscode.Disposable | undefined;

  expect(document: vscode.TextDocument, { notice, taskId }: RenameNotice): void {
    this.waiting?.dispose();
    const wanted = JSON.stringify(taskId);
    const listening = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document !== document || !event.contentChanges.some(({ text }) => wanted.includes(text) && text !== '')) return;
      if (!document.getText().includes(wanted)) return;
      this.dispose();
      void tell('info', notice);
    });
    const timer = setTimeout(() => this.dispose(), LONGEST_MS);
    this.waiting = vscode.Disposable.from(listening, new vscode.Disposable(() => clearTimeout(timer)));
  }

  dispose(): void {
    this.waiting?.dispose();
    this.waiting = undefined;
  }
}
