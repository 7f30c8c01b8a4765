import type { StateEntry, TaskState } from './state/taskState';

/**
 * What branches, worktrees and the history of the base branch tell of tasks (DESIGN section 3, "State belongs to
 * branches"). Read by `io/git/work.ts`, laid over the working tree's state by `core/overlay`. Frozen and JSON-safe
 * apart from the states.
 */
export interface RepositoryWork {
  /** Changes whenever anything below does: equal keys mean equal works. */
  readonly key: string;
  /** Where finished work lands: the first of the setting's base branches that is here, else on a remote. */
  readonly base?: BaseWork;
  /** The branches of tasks, by name: those that fit the pattern and those that were linked by hand. */
  readonly branches: readonly TaskBranch[];
  /** Commits of the base branch, newest first, bounded: for merges and for evidence. */
  readonly landed: readonly WorkCommit[];
}

export interface BaseWork {
  /** Short name, such as `main`, or `origin/main` where there is no local one. */
  readonly name: string;
  readonly commit: string;
  readonly isCheckedOut: boolean;
  /** The state file at its tip. Absent where the base is checked out (the working tree's file holds), or it can't be read. */
  readonly state?: TaskState;
  /** The state file where the base and what is checked out parted: who changed an entry since is told by comparing. */
  readonly forkState?: TaskState;
  /** The same branch on its remote, while that has commits the local one lacks. */
  readonly ahead?: { readonly name: string; readonly commits: number; readonly state?: TaskState };
}

/** A branch on which one task is worked on. Of a local and a remote one of the same name, the one with the later tip. */
export interface TaskBranch {
  /** As the branch's name or the link spells it; compared without regard to case. */
  readonly taskId: string;
  /** Short, without a remote's name. */
  readonly name: string;
  /** Set where the tip is a remote's. */
  readonly remote?: string;
  readonly isLinked: boolean;
  readonly tip: string;
  /** Committer's time of the tip, ISO 8601. */
  readonly tipAt: string;
  /** Absolute top of the working tree that has it checked out, this one included. */
  readonly worktree?: string;
  /** Absolute path of the state file in that working tree. */
  readonly stateFile?: string;
  /** Checked out in the backlog's own working tree: its file holds, and `entry` is absent. */
  readonly isHere: boolean;
  /** The entry that the branch holds for its own task: of the working tree's file where it is checked out elsewhere, else of the tip. */
  readonly entry?: StateEntry;
  /** Why the state file there could not be read, in one clause. */
  readonly problem?: string;
  /** Its tip is in the base branch's history: it is merged, or nothing was committed on it yet. */
  readonly isReachable: boolean;
  /** Its commits that the base branch lacks, newest first, at most 200. */
  readonly commits: readonly WorkCommit[];
}

export interface WorkCommit {
  readonly hash: string;
  /** Committer's time, ISO 8601. */
  readonly at: string;
  readonly subject: string;
  readonly body: string;
  /** Paths it changed, relative to the repository's top; only where they were asked for. */
  readonly files?: readonly string[];
}
