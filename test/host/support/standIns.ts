import * as vscode from 'vscode';

type Asking = 'showWarningMessage' | 'showQuickPick' | 'showErrorMessage' | 'showInformationMessage' | 'createInputBox';

/** What a test puts in the place of the editor's own while it runs, and takes back when it is over. */
export class StandIns {
  private readonly restore: (() => void)[] = [];

  /** The person answers by `answer`, until the test is over or they answer anew. */
  answering(name: Asking, answer: (...args: never[]) => unknown): void {
    this.inPlaceOf(vscode.window, name, answer);
  }

  inPlaceOf(owner: Record<string, unknown>, name: string, value: unknown): void {
    const real = owner[name];
    owner[name] = value;
    this.atEnd(() => void (owner[name] = real));
  }

  atEnd(undo: () => void): void {
    this.restore.push(undo);
  }

  /** The last first: what was put in the place of a stand-in must not bring it back for the tests that follow. */
  over(): void {
    for (const undo of this.restore.splice(0).reverse()) undo();
  }
}
