import type { BatchRequest } from '../../src/core/batch/batchStart';
import { task, type RawTask } from './builders';

/** A task that may run beside others, in a folder of its own. */
export function parallelTask(id: string, given: Partial<RawTask> = {}): RawTask {
  return task({ task_id: id, parallel: true, conflicts_with: [], file_scope: [`src/${id.toLowerCase()}/**`], ...given });
}

/** A request for worktrees, apart from what is given. */
export function batchRequest(taskIds: readonly string[], given: Partial<BatchRequest> = {}): BatchRequest {
  return { taskIds, mode: 'worktrees', of: 'Slice 1.1', overrides: new Set(), isCancelled: () => false, onStep: () => undefined, ...given };
}
