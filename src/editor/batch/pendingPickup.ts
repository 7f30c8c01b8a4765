import * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import type { PendingLaunches } from '../../io/batch/pendingLaunches';
import type { FolderBacklog } from '../folderBacklog';
import type { AgentLaunching } from '../start/agentLaunching';
import type { WindowBacklogs } from '../windowBacklogs';

/** Hands over the prompt that waits for this window, once: when its folder is read, and the person trusts it. */
export class PendingPickup implements vscode.Disposable {
  private readonly trusted: vscode.Disposable;
  private isDisposed = false;

  constructor(
    private readonly backlogs: Pick<WindowBacklogs, 'all'>,
    private readonly pending: PendingLaunches,
    private readonly launch: AgentLaunching['launchPending'],
    private readonly log: Log,
  ) {
    this.trusted = vscode.workspace.onDidGrantWorkspaceTrust(() => this.takeAll());
    this.takeAll();
  }

  dispose(): void {
    this.isDisposed = true;
    this.trusted.dispose();
  }

  private takeAll(): void {
    if (this.isDisposed || !vscode.workspace.isTrusted) return;
    for (const backlog of this.backlogs.all) {
      this.take(backlog).catch((error: unknown) => this.log.error('a prompt that waits for this window could not be handed over', error));
    }
  }

  private async take(backlog: FolderBacklog): Promise<void> {
    const launch = await this.pending.take(backlog.folder.uri.fsPath);
    if (launch) await this.launch(backlog, launch);
  }
}
