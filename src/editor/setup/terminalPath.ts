import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import { t } from '../../core/words';
import { launcherFolder } from '../../io/setupLauncher';
import type { Backlogs } from '../backlog';

/**
 * Lets integrated terminals, and the agents in them, find `vtm`: in a trusted workspace with a backlog, behind
 * everything that is on the PATH already.
 */
export class TerminalPath implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[] = [];
  private isOffered = false;

  constructor(
    private readonly collection: vscode.EnvironmentVariableCollection,
    private readonly backlogs: Backlogs,
    private readonly refreshLauncher: () => Promise<void>,
    private readonly log: Log,
  ) {
    collection.persistent = false;
    collection.description = t('Lets agents in terminals find the command vtm of the Implementation Orchestrator');
    this.disposables.push(
      backlogs.onDidChange(() => void this.follow()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.follow()),
    );
    void this.follow();
  }

  dispose(): void {
    vscode.Disposable.from(...this.disposables).dispose();
  }

  private async follow(): Promise<void> {
    const isWanted = vscode.workspace.isTrusted && this.backlogs.all.length > 0;
    if (isWanted === this.isOffered) return;
    this.isOffered = isWanted;
    if (!isWanted) {
      this.collection.clear();
      return;
    }
    try {
      await this.refreshLauncher();
      // The last backlog may have gone meanwhile.
      if (this.isOffered) this.collection.append('PATH', `${path.delimiter}${launcherFolder()}`, { applyAtProcessCreation: true, applyAtShellIntegration: true });
    } catch (error) {
      this.log.error('vtm could not be offered to terminals', error);
    }
  }
}
