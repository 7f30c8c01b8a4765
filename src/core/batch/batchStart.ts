import type { TaskDocuments } from '../documents';
import type { Refusal, UpdatedState, Workplace } from '../ports';
import type { Result } from '../result';
import type { Finding } from '../rules/rule';
import type { TaskView } from '../snapshot';
import type { Batch } from './batch';
import type { AddedWorktree } from './worktrees';

/** A batch that is asked for (spec, Mode B). */
export interface BatchRequest {
  /** In the order of the plan; 1 to `MOST_PARALLEL`. */
  readonly taskIds: readonly string[];
  readonly mode: Batch['mode'];
  /** What it was planned from, such as `Slice 1.1`. */
  readonly of: string;
  /** Full codes that a person lifted for this once ("Start anyway"). */
  readonly overrides: ReadonlySet<string>;
  /** True once the person cancelled; asked between the steps. */
  isCancelled(): boolean;
  onStep(step: BatchStep): void;
  /** Asked once the gates are passed, before anything is changed; false cancels. */
  mayStart?(ready: BatchReady): Promise<boolean>;
  /** Makes a new worktree ready, such as `npm ci`. A refusal takes the task back. */
  setUp?(added: AddedWorktree, taskId: string): Promise<Result<void, Refusal>>;
}

export type BatchStep =
  | { readonly kind: 'gates' | 'fetch' }
  /** The one branch of a coordinator. */
  | { readonly kind: 'branch' }
  | { readonly kind: 'worktree' | 'set-up' | 'claim' | 'commit'; readonly taskId: string; /** From 1. */ readonly index: number; readonly count: number };

/** Tasks that may be started together, with all that the steps need to know of them. */
export interface BatchReady {
  /** What the batch will be called. */
  readonly id: string;
  readonly tasks: readonly { readonly view: TaskView; readonly branch: string; readonly documents: TaskDocuments; readonly minutes: number }[];
  readonly base: string;
  readonly baseCommit: string;
  readonly warnings: readonly Finding[];
}

/** A task of a batch that stands: claimed on its branch, in its working tree. */
export interface StartedInBatch {
  readonly taskId: string;
  readonly branch: string;
  /** Where its agent works: for a coordinator the backlog's own working tree. */
  readonly place: Workplace;
  readonly added?: AddedWorktree;
  readonly documents: TaskDocuments;
  /** Absent where the setting leaves the claim uncommitted. */
  readonly claimCommit?: string;
  /** The state file before and after, where the claim was not committed. */
  readonly claim?: UpdatedState;
}

/** A task of a batch that could not be started. What was done for it is undone; `standing` names what could not be. */
export interface FailedInBatch {
  readonly taskId: string;
  readonly step: BatchStep['kind'];
  readonly refusal: Refusal;
  readonly standing: readonly string[];
}

export type BatchOutcome =
  /** At least one task stands; the others are in `failed`. */
  | { readonly kind: 'started'; readonly batch: Batch; readonly tasks: readonly StartedInBatch[]; readonly failed: readonly FailedInBatch[]; readonly warnings: readonly string[] }
  | { readonly kind: 'blocked'; readonly findings: readonly Finding[] }
  | { readonly kind: 'failed'; readonly failed: readonly FailedInBatch[] }
  | { readonly kind: 'cancelled'; readonly standing: readonly string[] };
