import type { TaskDocuments } from './documents';
import type { GitFacts } from './git';
import type { Task } from './manifest/task';
import type { Result } from './result';
import type { StatePatch } from './state/patch';
import type { TaskState } from './state/taskState';

/** A step of the world that failed: safe to show, with a code and a way out. */
export interface Refusal {
  /** `BLOCKED::…` or an io code such as `STATE-LOCKED`, `GIT-HOOK-REFUSED`. */
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

/** git, as far as the product uses it. Mutations go one at a time. Refusals carry git's own words. */
export interface Git {
  facts(): Promise<GitFacts>;
  /** Whether git takes the name for a branch (`check-ref-format`, after our own allow-list). */
  checkBranchName(name: string): Promise<Result<string, Refusal>>;
  /** Makes a branch at `from` and switches to it, in one step that fails whole. Resolves to the commit it starts at. */
  createBranch(name: string, from: string): Promise<Result<{ readonly commit: string }, Refusal>>;
  switchTo(branch: string): Promise<Result<void, Refusal>>;
  /** Commits these paths (relative to the repository's root of the backlog) and nothing else. Hooks run. */
  commit(message: string, paths: readonly string[]): Promise<Result<{ readonly commit: string }, Refusal>>;
  /** Removes a branch only while it points at `commit`; refuses otherwise. Never the one checked out. */
  deleteBranchAt(name: string, commit: string): Promise<Result<void, Refusal>>;
  /** The full hash a revision stands for, or undefined. */
  resolve(revision: string): Promise<string | undefined>;
}

/** The one writer of the state file (DESIGN section 5). */
export interface StateStore {
  /**
   * Locks, reads, asks `decide` for a patch, writes durably, unlocks. `decide` may be asked again
   * when the file changed underneath. Resolves when the change is safe on disk.
   */
  update(decide: (state: TaskState) => Result<StatePatch, Refusal>): Promise<Result<UpdatedState, Refusal>>;
  /** Puts back what an update found, if the file still holds exactly what the update left. */
  restore(updated: UpdatedState): Promise<Result<void, Refusal>>;
}

export interface UpdatedState {
  /** The bytes before, for undo; undefined when the file was made. */
  readonly before: string | undefined;
  readonly after: string;
}

/** Looks whether documents are there, inside the workspace. Never reads their content. */
export interface ContextFiles {
  check(task: Task): Promise<TaskDocuments>;
}

/** Lets one start go at a time in a repository, over all windows and processes (DESIGN, "Start, in order"). */
export interface StartLock {
  /** Runs `action` under the lock, or refuses at once, naming the holder. */
  hold<T>(what: string, action: () => Promise<T>): Promise<Result<T, Refusal>>;
}

export interface Clock {
  now(): Date;
}

export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string, error?: unknown): void;
}
