import type { Refusal } from '../ports';
import type { Result } from '../result';

/** Tasks that were started together. Remembered outside the working trees, in git's common folder. JSON-safe. */
export interface Batch {
  /** Such as `slice-1.1-2`; unique among the batches of the repository. */
  readonly id: string;
  /** When it was started: ISO 8601. */
  readonly at: string;
  /** `worktrees`: each task in a working tree of its own. `coordinator`: one agent in one working tree, on `branch`. */
  readonly mode: 'worktrees' | 'coordinator';
  /** The branch that all its tasks are on, for a coordinator. */
  readonly branch?: string;
  /** What it was planned from, such as `Slice 1.1`. */
  readonly of: string;
  /** The commit of the base branch that it left from. */
  readonly baseCommit: string;
  readonly tasks: readonly BatchTask[];
}

export interface BatchTask {
  readonly taskId: string;
  readonly branch: string;
  /** Absolute top of its working tree, while it has one. */
  readonly worktree?: string;
  /** What the plan allowed for it. */
  readonly minutes: number;
}

/**
 * Remembers the batches of a backlog, over all working trees of its repository and all programs. The backlogs of one
 * repository share the place and not the batches: a task of another manifest would look as if it were gone.
 */
export interface BatchLog {
  /** Newest first. What can't be read counts as none, and is logged. */
  all(): Promise<readonly Batch[]>;
  /** The ids that are taken in the repository, by other backlogs too: an id names a branch. */
  ids(): Promise<readonly string[]>;
  /** Adds it, or takes the place of the one with its id. */
  keep(batch: Batch): Promise<Result<void, Refusal>>;
  forget(id: string): Promise<Result<void, Refusal>>;
}
