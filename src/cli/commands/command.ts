import type { Result } from '../../core/result';
import type { Settings } from '../../core/settings';
import type { Snapshot, TaskView } from '../../core/snapshot';
import type { Paint } from '../../core/paint';

interface CommandRow {
  readonly name: string;
  readonly summary: string;
  /** Runs even where the files are missing or broken, because it tells about that. */
  readonly takesBrokenFiles?: boolean;
}

/** What a sub-command is given: one reading of the backlog, and where the answer goes. */
export interface CommandInput {
  readonly snapshot: Snapshot;
  readonly settings: Settings;
  /** Absolute path of the backlog's root. */
  readonly root: string;
  readonly now: Date;
  readonly paint: Paint;
}

type Run<Input> = (input: Input) => Answer | Promise<Answer>;

/**
 * One sub-command: a row of the table from which dispatch and help derive. `args` is as in the usage line;
 * an id that is given is a task of the snapshot when `run` is called.
 */
export type Command =
  | (CommandRow & { readonly args: ''; readonly run: Run<CommandInput> })
  | (CommandRow & { readonly args: '[ID]'; readonly run: Run<CommandInput & { readonly task?: TaskView }> })
  | (CommandRow & { readonly args: 'ID'; readonly run: Run<CommandInput & { readonly task: TaskView }> });

/** What a sub-command answers: the same for machines and for people. */
export interface Answer {
  readonly json: unknown;
  /** Safe on a terminal: data in it went through `plainText` or `oneLine`. */
  readonly text: string;
  /** 0 done, 1 nothing to do or blocked, 3 invalid data (DESIGN section 4). */
  readonly exitCode: 0 | 1 | 3;
  /** One line each, for standard error. */
  readonly notes?: readonly string[];
}

/** A sub-command that can't be run: one line for standard error. */
export interface Fault {
  readonly message: string;
  readonly exitCode: 1 | 2 | 3;
}

export type Outcome<T> = Result<T, Fault>;
