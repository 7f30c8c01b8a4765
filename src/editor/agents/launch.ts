import type * as vscode from 'vscode';
import type { AgentDescriptor } from '../../core/delegate/descriptor';

/** One prompt on its way to an agent. */
export interface AgentLaunch {
  readonly prompt: string;
  /** Holds exactly the prompt, outside the repository. */
  readonly promptFile: vscode.Uri;
  readonly taskId: string;
  readonly title: string;
  /** The documents of the task that exist. */
  readonly contextFiles: readonly vscode.Uri[];
  /** Where the agent works: a folder of the window, or of a worktree that is open in none. */
  readonly folder: vscode.WorkspaceFolder;
  readonly branch: string;
  /** The agent of the spec that the prompt is for: `task-implementer`, `task-batch-coordinator`. */
  readonly role: string;
}

/** Whether an agent can be launched now. JSON-safe; sentences without a full stop. */
export type Availability =
  | { readonly kind: 'available'; /** False: it will open, but the person may have to sign in first. */ readonly isReady: boolean; readonly note?: string }
  | { readonly kind: 'unavailable'; readonly reason: string; readonly remedy: string };

/** What became of one launch; `how` and `why` are whole sentences. */
export type LaunchResult = { readonly kind: 'launched'; readonly how: string } | { readonly kind: 'failed'; readonly why: string };

/** One way of launching. Neither method throws on purpose; the dispatcher catches what does. */
export interface Launcher<D extends AgentDescriptor = AgentDescriptor> {
  isAvailable(descriptor: D, folder: vscode.WorkspaceFolder): Promise<Availability>;
  launch(descriptor: D, launch: AgentLaunch): Promise<LaunchResult>;
}

export const READY: Availability = { kind: 'available', isReady: true };

export function unavailable(reason: string, remedy: string): Availability {
  return { kind: 'unavailable', reason, remedy };
}
