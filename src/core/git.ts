/** One changed path of `git status`, as a person would name it. */
export interface DirtyPath {
  readonly path: string;
  readonly kind: 'staged' | 'unstaged' | 'untracked' | 'conflicted' | 'submodule';
}

export type GitOperation = 'merge' | 'rebase' | 'cherry-pick' | 'revert' | 'bisect' | 'am';

export type Head =
  | { readonly kind: 'branch'; readonly name: string; readonly commit: string }
  | { readonly kind: 'detached'; readonly commit: string }
  /** A branch without commits. */
  | { readonly kind: 'unborn'; readonly name: string };

/** What git says of the backlog's folder now. Read with hooks and fsmonitor neutralised (DESIGN section 6). */
export type GitFacts =
  /** Not asked yet, or not to be asked (untrusted workspace). */
  | { readonly kind: 'unread'; readonly reason: string }
  | { readonly kind: 'git-missing'; readonly reason: string }
  | { readonly kind: 'not-a-repository'; readonly reason: string }
  /** git itself refuses: `safe.directory`, a bare repository, a broken one. */
  | { readonly kind: 'refused'; readonly reason: string }
  | RepositoryFacts;

export interface RepositoryFacts {
  readonly kind: 'repository';
  /** Absolute path of the working tree's top. */
  readonly root: string;
  readonly head: Head;
  readonly dirty: readonly DirtyPath[];
  readonly operation?: GitOperation;
  /** Short names of the local branches. */
  readonly branches: readonly string[];
  /** Short names of the remote branches without the remote, for example `feat/X`. */
  readonly remoteBranches: readonly string[];
}
