/** Where a task's status was read (DESIGN section 3: "Every task view says where its status comes from"). */
export type StatusSource =
  /** No record of it anywhere: it is pending. */
  | { readonly kind: 'none' }
  /** The state file of the working tree. */
  | { readonly kind: 'file' }
  /** Another working tree of the repository, which is on the task's branch; not necessarily committed. */
  | { readonly kind: 'worktree'; readonly branch: string; readonly root: string }
  /** The tip of the task's branch, here or on a remote. */
  | { readonly kind: 'branch'; readonly branch: string; readonly remote?: string }
  /** The base branch, whose record is newer than what is checked out. `isAhead`: on its remote, and not here yet. */
  | { readonly kind: 'base'; readonly branch: string; readonly isAhead?: true };

/** That a task's work is in the base branch, by what its history says. */
export interface Merge {
  readonly commit: string;
  /** Committer's time, ISO 8601. */
  readonly at: string;
  /** `fast-forward`: its commits are there one by one. */
  readonly how: 'squash' | 'merge' | 'fast-forward';
  /** Of the pull request, where the subject names it. */
  readonly pull?: number;
  readonly subject: string;
}
