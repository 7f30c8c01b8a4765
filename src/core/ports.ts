import type { TaskDocuments } from './documents';
import type { ProjectFacts } from './facts';
import type { GitFacts } from './git';
import type { LineHistory } from './history/lineHistory';
import type { TextEdit } from './json/textEdit';
import type { Task } from './manifest/task';
import type { Stages } from './mergeState/stages';
import type { Result } from './result';
import type { Settings } from './settings';
import type { FileBefore } from './setup/plan';
import type { Snapshot } from './snapshot';
import type { StatePatch } from './state/patch';
import type { TaskState } from './state/taskState';
import type { RepositoryWork, WorkCommit } from './work';

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
  /** The working trees of the repository, this one included; none where git can't be asked. */
  worktrees(): Promise<readonly Worktree[]>;
  /** The commits of `branch` that `base` does not have, newest first, at most 200; none where git can't be asked. */
  commitsOn(branch: string, base: string): Promise<readonly Commit[]>;
  /** What branches, worktrees and the base branch's history tell of tasks; undefined where git can't be asked. Cached by refs. */
  work(query: WorkQuery): Promise<RepositoryWork | undefined>;
  /** Remembers in git's own configuration of a local branch which task is worked on there; undefined forgets it. */
  linkBranch(branch: string, taskId: string | undefined): Promise<Result<void, Refusal>>;
  /** What makes git merge a file (relative to the backlog's root) by a driver of this name; undefined where git can't be asked. */
  mergeDriver(name: string, path: string): Promise<MergeDriver | undefined>;
  /** Writes a merge driver into the repository's own configuration, which its worktrees share; undefined takes it out. */
  setMergeDriver(name: string, driver: { readonly title: string; readonly command: string } | undefined): Promise<Result<void, Refusal>>;
  /** The forms of a file (relative to the backlog's root) that git keeps while it is not merged; undefined where it is, or git can't be asked. */
  conflictStages(path: string): Promise<Stages | undefined>;
  /** The last commit in the history of what is checked out that changed a file (relative to the backlog's root). */
  lastChange(path: string): Promise<WorkCommit | undefined>;
  /** Former contents of a file (relative to the backlog's root), newest first, each content once, at most `most`. */
  versions(path: string, most: number): Promise<readonly FileVersion[]>;
  /**
   * The past of the base branch's first-parent line, as far as it is bounded; undefined where git can't be asked, or the
   * reading was called off. Kept by commit, and read on from there where the line only grew.
   */
  history(query: HistoryQuery): Promise<LineHistory | undefined>;
}

export type WorkQuery = Pick<Settings, 'statePath' | 'branchPattern' | 'baseBranches' | 'maxFileBytes'>;

export interface HistoryQuery extends Pick<Settings, 'manifestPath' | 'statePath' | 'maxFileBytes'> {
  /** The tip of the base branch: a full hash. */
  readonly commit: string;
  /** Asked between two versions of a file. */
  isCancelled?(): boolean;
}

/** A file as a commit has it. */
export interface FileVersion {
  readonly commit: string;
  /** Committer's time, ISO 8601. */
  readonly at: string;
  readonly text: string;
}

/** What git knows of a merge driver. */
export interface MergeDriver {
  /** The driver that git's attributes name for the file, whichever of their files says so. */
  readonly attribute?: string;
  /** The command line of the driver in the repository's configuration. */
  readonly command?: string;
}

export interface Worktree {
  /** Absolute path of its top. */
  readonly root: string;
  /** The branch that is checked out; absent on a detached HEAD. */
  readonly branch?: string;
}

export interface Commit {
  readonly hash: string;
  readonly subject: string;
  /** Committer's time, ISO 8601. */
  readonly at: string;
}

/** The one writer of a state file (DESIGN section 5). */
export interface StateStore {
  /**
   * Locks, reads, asks `decide` for a patch, writes durably, unlocks. `decide` may be asked again
   * when the file changed underneath. Resolves when the change is safe on disk.
   *
   * @param what the operation and what it touched, such as `ac-done MONEY--T02-AC01`: for the undo journal
   */
  update(decide: (state: TaskState) => Result<StatePatch, Refusal>, what: string): Promise<Result<UpdatedState, Refusal>>;
  /**
   * As `update`, for a change of many entries or of the file's own fields: `decide` is given the text, and answers with
   * what takes its place. Refuses with `STATE-MISSING` where there is no file.
   */
  edit(decide: (text: string, state: TaskState) => Result<StateEdit, Refusal>, what: string): Promise<Result<UpdatedState, Refusal>>;
  /** The file's text as it is, also where it is no state file; undefined where there is none. */
  text(): Promise<Result<string | undefined, Refusal>>;
  /** As `edit`, also for a file that is broken; a text that is no state file is refused all the same. */
  mend(decide: (text: string) => Result<StateEdit, Refusal>, what: string): Promise<Result<UpdatedState, Refusal>>;
  /** Puts back what an update found, if the file still holds exactly what the update left. */
  restore(updated: UpdatedState): Promise<Result<void, Refusal>>;
  /** The newest change in the undo journal that was not undone, by whatever program it was made. */
  lastChange(): Promise<StateChange | undefined>;
  /**
   * Takes back a change of the journal: to the byte where the file is as the change left it; where others changed
   * other tasks since, only the task's entry. Refuses when the entry itself was changed since.
   */
  undo(change: StateChange): Promise<Result<void, Refusal>>;
}

/** A change of a state file's text. */
export interface StateEdit {
  readonly text: string;
  /** In the offsets of the text before, the first first; they do not overlap. */
  readonly edits: readonly TextEdit[];
  /** When it is made: ISO 8601. */
  readonly at: string;
}

export interface UpdatedState {
  /** The bytes before, for undo; undefined when the file was made. */
  readonly before: string | undefined;
  readonly after: string;
}

/** A change of a state file, as the undo journal remembers it. The journal lies outside the working tree. */
export interface StateChange {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  /** Empty where the change was not of one task. */
  readonly taskId: string;
  /** The operation and what it touched. */
  readonly what: string;
  /** The program that made it, such as `vtm`. */
  readonly by: string;
}

/** Reads documents of a task, which {@link ContextFiles} has found. */
export interface DocumentTexts {
  /** `path` relative to the root, as a found {@link DocumentFact} has it. Refuses what is no text, or too large to read. */
  read(path: string): Promise<Result<DocumentText, Refusal>>;
}

export interface DocumentText {
  readonly text: string;
  /** Changes with the text. */
  readonly version: string;
}

/** Remembers what was handed out of a task's documents, over all programs, outside the working tree. Never fails a caller. */
export interface ReadingLog {
  note(range: ReadRange): Promise<void>;
  of(taskId: string): Promise<readonly ReadRange[]>;
}

/** A part of a document in one version: UTF-16 offsets, `to` excluded. */
export interface ReadRange {
  readonly taskId: string;
  readonly path: string;
  readonly version: string;
  readonly from: number;
  readonly to: number;
}

/** Makes files that are not there yet. */
export interface NewFiles {
  /** Writes durably, folders included; refuses when there is anything at `path` (relative to the root). */
  create(path: string, text: string): Promise<Result<void, Refusal>>;
}

/** Small files of a project that a set-up adds to. None leads out of the project. */
export interface ProjectFiles {
  read(path: string): Promise<FileBefore>;
  /** Writes `after` only over the very text that was read; undefined stands for no file, before and after. */
  exchange(path: string, before: string | undefined, after: string | undefined): Promise<Result<void, Refusal>>;
}

/** The program that settings and git's configuration name: it stays where it is when the extension is updated. */
export interface Launcher {
  /** Absolute. */
  readonly path: string;
  /** Makes it, or brings it up to date. */
  refresh(): Promise<Result<void, Refusal>>;
}

/** One working tree of a backlog with the ports to act in it. */
export interface Workplace {
  /** Absolute. */
  readonly root: string;
  /** The files as they are now, read anew. */
  snapshot(): Promise<Snapshot>;
  readonly git: Git;
  readonly store: StateStore;
  readonly context: ContextFiles;
  readonly documents: DocumentTexts;
  /** The facts that rules beside the files and git's status rest on. `snapshot` is of this place. */
  projectFacts(snapshot: Snapshot): Promise<ProjectFacts>;
}

/** Looks whether documents are there, inside the workspace, and what they cost to read. Never opens what lies outside. */
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
