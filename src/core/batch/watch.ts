import type { ChangedFile } from './worktrees';

/** What is seen of one task's working tree: read from the disk, and not from what an agent says. */
export interface WorktreeFacts {
  readonly taskId: string;
  /** Absolute top. */
  readonly worktree: string;
  /** Absent where git could not be asked. */
  readonly changes?: readonly ChangedFile[];
}

/** One agent at work, as tree, pulse and report show it. JSON-safe. */
export interface AgentView {
  readonly taskId: string;
  /** The batch it was started in; absent for a worktree that belongs to none. */
  readonly batchId?: string;
  readonly branch: string;
  readonly worktree: string;
  readonly done: number;
  readonly total: number;
  /** The last commit of its branch: ISO 8601. */
  readonly lastCommitAt?: string;
  readonly lastSubject?: string;
  readonly changedFiles: number;
  /** Files outside of the task's declared `file_scope`, sorted; empty where none is declared. The state file never counts. */
  readonly drift: readonly string[];
  /** Files that it and others changed, each with those others; sorted by path. */
  readonly overlaps: readonly { readonly path: string; readonly taskIds: readonly string[] }[];
}
