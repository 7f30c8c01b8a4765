import type { World } from '../operations/world';
import type { Finding } from '../rules/rule';
import type { BatchOutcome, BatchReady, BatchRequest } from './batchStart';

/** Gates and choice on fresh readings: tasks that may be started together, or why not. Changes nothing. */
export function lookAtBatch(_world: World, _request: Pick<BatchRequest, 'taskIds' | 'mode' | 'overrides'>): Promise<BatchReady | { readonly kind: 'blocked'; readonly findings: readonly Finding[] }> {
  return Promise.resolve({ kind: 'blocked', findings: [] });
}

/**
 * Starts tasks together (spec, Mode B): each on a branch in a worktree of its own, or all on one branch here for one
 * coordinator. Launching is the caller's.
 */
export function startBatch(_world: World, _request: BatchRequest): Promise<BatchOutcome> {
  return Promise.resolve({ kind: 'blocked', findings: [] });
}
