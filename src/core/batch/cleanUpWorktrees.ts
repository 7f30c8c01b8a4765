import type { World } from '../operations/world';
import type { Refusal } from '../ports';
import { ok, type Result } from '../result';
import type { CleanedUp, CleanUpCandidate } from './cleanUp';

/** The worktrees of tasks and batches that could go, with what hinders each. Never the main one, nor the one we are in. */
export function cleanUpCandidates(_world: World): Promise<Result<readonly CleanUpCandidate[], Refusal>> {
  return Promise.resolve(ok([]));
}

/**
 * Removes worktrees, each looked at once more, and forgets batches of which nothing is left.
 *
 * @param tops absolute tops, as the candidates have them
 */
export function cleanUp(
  _world: World,
  _tops: readonly string[],
  _options: { isCancelled?(): boolean; onStep?(top: string, index: number, count: number): void } = {},
): Promise<CleanedUp> {
  return Promise.resolve({ removed: [], refused: [] });
}
