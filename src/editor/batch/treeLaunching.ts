import * as path from 'node:path';
import * as vscode from 'vscode';
import type { AgentDescriptor } from '../../core/delegate/descriptor';
import type { Log } from '../../core/ports';
import type { Settings } from '../../core/settings';
import type { Snapshot } from '../../core/snapshot';
import { t } from '../../core/words';
import type { PendingLaunches } from '../../io/batch/pendingLaunches';
import type { Dispatcher, Handed } from '../agents/dispatcher';

/** What became of one launch in a worktree, told together with the others. Sentences are whole. */
export type TreeLaunch = { readonly taskId: string } & (
  | { readonly kind: 'launched'; readonly how: string }
  /** Its prompt waits for the window that opens its worktree. */
  | { readonly kind: 'window' }
  /** Its prompt is a file, for a person to hand over. */
  | { readonly kind: 'kept'; readonly file: vscode.Uri }
  | { readonly kind: 'failed'; readonly why: string; readonly file?: vscode.Uri }
  | { readonly kind: 'cancelled' }
);

/** The working tree that an agent is to work in. */
export interface LaunchPlace {
  /** The backlog's folder there: absolute. */
  readonly root: string;
  readonly snapshot: Snapshot;
  readonly settings: Settings;
}

/**
 * Hands prompts to agents that work in worktrees. A program simply runs there. The editor's chat and Claude's extension
 * work in the folder of their window, so theirs is opened, and the prompt waits for it.
 */
export class TreeLaunching {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly pending: PendingLaunches,
    private readonly log: Log,
  ) {}

  /** @param count how many are launched together: the clipboard serves only one */
  async launch(place: LaunchPlace, handed: Handed, agent: AgentDescriptor, count: number): Promise<TreeLaunch> {
    const { taskId } = handed;
    const folder = folderAt(place.root);
    const isOpen = folder.index >= 0;
    if (!isOpen && (agent.kind === 'chat' || agent.kind === 'claude-extension')) return this.leaveForWindow(place.root, handed, agent);
    if (agent.kind === 'clipboard' && count > 1) {
      const file = await this.dispatcher.keepPrompt(taskId, handed.prompt);
      return file ? { taskId, kind: 'kept', file } : { taskId, kind: 'failed', why: t('The prompt could not be saved as a file; the log has the details.') };
    }
    const { result, promptFile } = await this.dispatcher.attempt({ folder, ...place }, handed, agent);
    if (result.kind === 'launched') return { taskId, kind: 'launched', how: result.how };
    return { taskId, kind: 'failed', why: result.why, ...(promptFile ? { file: promptFile } : {}) };
  }

  private async leaveForWindow(root: string, { taskId, prompt }: Handed, agent: AgentDescriptor): Promise<TreeLaunch> {
    try {
      await this.pending.put(root, { taskId, prompt, agent });
      await openInNewWindow(root);
      return { taskId, kind: 'window' };
    } catch (error) {
      this.log.error(`${taskId}: its worktree could not be opened`, error);
      const file = await this.dispatcher.keepPrompt(taskId, prompt);
      return { taskId, kind: 'failed', why: t('A window of its worktree could not be opened; the log has the details.'), ...(file ? { file } : {}) };
    }
  }
}

export async function openInNewWindow(root: string): Promise<void> {
  await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(root), { forceNewWindow: true });
}

/** The folder of the window at `root`, or one of the same shape with the index -1. */
function folderAt(root: string): vscode.WorkspaceFolder {
  const uri = vscode.Uri.file(root);
  return vscode.workspace.workspaceFolders?.find((folder) => folder.uri.toString() === uri.toString()) ?? { uri, name: path.basename(root), index: -1 };
}
