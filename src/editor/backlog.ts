import type * as vscode from 'vscode';
import type { Batch } from '../core/batch/batch';
import type { AgentView } from '../core/batch/watch';
import type { ProjectFacts } from '../core/facts';
import type { GitFacts } from '../core/git';
import type { ContextFiles, Git, StartLock, StateStore } from '../core/ports';
import type { Attention } from '../core/rules/anomaly';
import type { Settings } from '../core/settings';
import type { Snapshot } from '../core/snapshot';
import type { CodeChoice } from './start/allowedCodes';

/** One workspace folder's backlog: what is true of it now, and the ports to act on it. */
export interface Backlog {
  readonly folder: vscode.WorkspaceFolder;
  /** Changes as a whole; never mutated. */
  readonly snapshot: Snapshot;
  /** Read after the first view is shown; `unread` until then and in an untrusted workspace. */
  readonly gitFacts: GitFacts;
  /** Read after git was asked, and again when the files or git changed; empty until then. */
  readonly facts: ProjectFacts;
  readonly settings: Settings;
  /** Anomalies and escalations; the same object while nothing of them changed. */
  readonly attention: Attention;
  /** Who works in the worktrees of tasks; the same array while nothing of them changed. */
  readonly agents: readonly AgentView[];
  /** What was started together in the repository, newest first; empty until git was asked. */
  readonly batches: readonly Batch[];
  readonly git: Git;
  readonly store: StateStore;
  readonly context: ContextFiles;
  readonly startLock: StartLock;
  /** Fires after `snapshot`, `gitFacts`, `facts` or `settings` changed. */
  readonly onDidChange: vscode.Event<void>;
  /** Reads files and git again. Resolves when the views have been told. */
  refresh(): Promise<void>;
  /** Asks git again; the facts are also kept and told. */
  readGit(): Promise<GitFacts>;
  /** Codes that the person lets pass, or does not want to see, in this folder for good; `settings` has them as `warn` or `off`. */
  chosen(choice: CodeChoice): readonly string[];
  /** Chooses so for a code from now on, or takes that back. Resolves when the settings hold it. */
  choose(choice: CodeChoice, code: string, isChosen: boolean): Promise<void>;
}

/** All backlogs of the window. */
export interface Backlogs {
  readonly all: readonly Backlog[];
  /** The one that commands and the status bar mean: chosen by the person, else that of the active editor, else the first. */
  readonly active: Backlog | undefined;
  /** True once every folder was looked at for the first time. */
  readonly isLoaded: boolean;
  /** Fires when a backlog comes, goes, changes, or becomes active. */
  readonly onDidChange: vscode.Event<void>;
}
