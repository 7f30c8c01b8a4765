import type { Settings } from '../settings';
import type { Snapshot } from '../snapshot';
import type { Batch } from './batch';
import type { AgentView, WorktreeFacts } from './watch';

/** What each agent does, one for each worktree of a task that is not the one we are in: newest batch first, then the rest. */
export function agentViews(_input: {
  readonly snapshot: Snapshot;
  readonly batches: readonly Batch[];
  /** What was read of worktrees so far; a worktree without facts counts as unchanged. */
  readonly facts: readonly WorktreeFacts[];
  readonly settings: Pick<Settings, 'statePath'>;
}): readonly AgentView[] {
  return [];
}
