import type { Refusal } from '../ports';
import type { WorktreeLook } from './worktrees';

/** One working tree that could be cleaned up, as it is offered. */
export interface CleanUpCandidate {
  readonly look: WorktreeLook;
  readonly taskId?: string;
  readonly batchId?: string;
  /** Its work is in the base branch, or there is none. */
  readonly hasLanded: boolean;
  /** Why it is refused, in one clause; absent where it may go. */
  readonly refusal?: string;
  readonly bytes?: number;
}

/** What became of the working trees that were to go. */
export interface CleanedUp {
  readonly removed: readonly { readonly top: string; readonly branch?: string; readonly bytes?: number }[];
  readonly refused: readonly { readonly top: string; readonly refusal: Refusal }[];
}
