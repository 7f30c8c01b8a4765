import type { Batch } from '../../core/batch/batch';

/** What is seen of a batch at one moment. */
export interface BatchSeen {
  readonly batch: Batch;
  /** Every task of it is completed, or its work is in the base branch. */
  readonly isDone: boolean;
}

/** Why a batch is worth a word now. */
export interface BatchEnd {
  readonly batch: Batch;
  readonly why: 'completed' | 'agents-ended';
}

/**
 * Tells once of each batch that it has come to its end: all its tasks are completed, or all agents that this window launched
 * for it have ended. What was at its end when it was first seen is no news.
 */
export class BatchEnds {
  private readonly told = new Set<string>();
  private readonly open = new Set<string>();
  /** The agents that run here, by batch. */
  private readonly running = new Map<string, { readonly batch: Batch; readonly agents: Set<string> }>();

  /** @param agents task ids; the batch's own id for its coordinator */
  launched(batch: Batch, agents: readonly string[]): void {
    this.open.add(batch.id);
    if (agents.length > 0) this.running.set(batch.id, { batch, agents: new Set(agents) });
  }

  /** An agent's process has ended. */
  ended(taskId: string): BatchEnd | undefined {
    for (const { batch, agents } of this.running.values()) {
      if (!agents.delete(taskId) || agents.size > 0) continue;
      this.running.delete(batch.id);
      return this.tell({ batch, why: 'agents-ended' });
    }
    return undefined;
  }

  /** The batches as they are now. */
  seen(batches: readonly BatchSeen[]): readonly BatchEnd[] {
    return batches.flatMap(({ batch, isDone }) => {
      if (!isDone) this.open.add(batch.id);
      const end = isDone && this.open.has(batch.id) ? this.tell({ batch, why: 'completed' }) : undefined;
      return end ? [end] : [];
    });
  }

  private tell(end: BatchEnd): BatchEnd | undefined {
    if (this.told.has(end.batch.id)) return undefined;
    this.told.add(end.batch.id);
    return end;
  }
}
