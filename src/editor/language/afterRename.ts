import * as vscode from 'vscode';
import type { BranchLeft } from '../../core/language/words';
import { t } from '../../core/words';
import { COMMANDS } from '../ids';
import { tell } from '../messages';
import type { OpenBoth } from './openTexts';

/** A task that has a branch, under its new id. */
export interface RenamedTask extends BranchLeft {
  readonly taskId: string;
  /** Of the backlog, as a URI text. */
  readonly folder: string;
}

/** How long the preview of a rename may stand open. */
const LONGEST_MS = 10 * 60_000;

/** Waits until a rename was made, since the editor does not tell whether a person took it, and says what is left to do. */
export class AfterRename implements vscode.Disposable {
  private waiting: vscode.Disposable | undefined;

  expect(documents: OpenBoth['documents'], renamed: RenamedTask): void {
    this.waiting?.dispose();
    const wanted = JSON.stringify(renamed.taskId);
    const listening = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (document !== documents.manifest || contentChanges.length === 0 || !document.getText().includes(wanted)) return;
      this.dispose();
      void tell('info', renamed.notice, [{ title: t('Save and Link Branch'), run: () => link(documents, renamed) }]);
    });
    const timer = setTimeout(() => this.dispose(), LONGEST_MS);
    this.waiting = vscode.Disposable.from(listening, new vscode.Disposable(() => clearTimeout(timer)));
  }

  dispose(): void {
    this.waiting?.dispose();
    this.waiting = undefined;
  }
}

/** A branch is linked to a task of the files on disk, so both are saved first. */
async function link({ manifest, state }: OpenBoth['documents'], { branch, taskId, folder }: RenamedTask): Promise<void> {
  for (const document of [manifest, state]) if (document?.isDirty && !(await document.save())) return;
  await vscode.commands.executeCommand(COMMANDS.linkBranch, { folder, branch, taskId });
}
