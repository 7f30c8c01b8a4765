import type { DirtyPath } from '../git';
import type { Refusal, Workplace } from '../ports';
import type { Result } from '../result';

/**
 * Working trees of one repository, as batches use them. Whatever changes the repository goes through its one queue, over
 * all windows and processes, and waits for git's own locks.
 */
export interface Worktrees {
  /**
   * Makes a working tree on a new branch that leaves from `from`, at the place that the settings name. Fails whole: what it
   * made is taken away again. Links what the settings name of ignored files.
   */
  add(request: { readonly taskId: string; readonly branch: string; readonly from: string }): Promise<Result<AddedWorktree, Refusal>>;
  /** Takes back what `add` made: only while nothing was done there. The branch goes too, while it is still at `commit`. */
  takeBack(added: AddedWorktree, commit: string): Promise<Result<void, Refusal>>;
  /** The backlog in another working tree of the repository. */
  place(root: string): Workplace;
  /** What stands in a working tree: what may be lost if it goes. `base` is the name of the base branch. */
  look(top: string, base: string): Promise<WorktreeLook | undefined>;
  /** Bytes on disk; links are not followed. Undefined once it was cancelled. */
  diskUse(top: string, isCancelled?: () => boolean): Promise<number | undefined>;
  /**
   * Removes a working tree, and looks itself once more whether anything would be lost. Its branch goes where its work has
   * landed in the base branch, by history or as a squash merge (`hasLanded`), and stays otherwise. `commit`: what was
   * looked at when that was decided; with another one checked out it is refused.
   */
  remove(top: string, options: { readonly base: string; readonly hasLanded: boolean; readonly commit?: string }): Promise<Result<RemovedWorktree, Refusal>>;
  /** Files that its branch and its working tree changed since it left the base branch; undefined where git can't be asked. */
  changes(top: string, base: string): Promise<readonly ChangedFile[] | undefined>;
  /** Fetches the remote of the base branch, if it has one: a refusal is a warning to the caller. `isCancelled` is asked while it goes on. */
  fetch(isCancelled?: () => boolean): Promise<Result<void, Refusal>>;
}

export interface AddedWorktree {
  /** Absolute path of its top. */
  readonly top: string;
  /** The backlog's folder in it: absolute. */
  readonly root: string;
  readonly branch: string;
  /** Where the branch begins. */
  readonly commit: string;
  /** What was linked into it, relative to its top. */
  readonly linked: readonly string[];
  /** What went not as wished and hinders nobody, as sentences. */
  readonly warnings: readonly string[];
}

export interface WorktreeLook {
  readonly top: string;
  /** Absent on a detached HEAD. */
  readonly branch?: string;
  /** What is checked out. */
  readonly commit?: string;
  /** Changed, staged and untracked files; what we linked ourselves does not count. */
  readonly dirty: readonly DirtyPath[];
  /** Commits that no remote branch and not the base branch has. */
  readonly unpushed: number;
  /** git's own lock on the working tree, with its reason; a merge or rebase under way. */
  readonly held?: string;
}

export interface RemovedWorktree {
  readonly top: string;
  /** The branch that went with it. */
  readonly branch?: string;
}

/** A file that was changed, relative to the top of the working tree. */
export interface ChangedFile {
  readonly path: string;
  /** Not committed yet. */
  readonly isOpen: boolean;
}
