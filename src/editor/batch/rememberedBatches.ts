import * as vscode from 'vscode';
import type { Batch } from '../../core/batch/batch';
import type { StartedInBatch } from '../../core/batch/batchStart';
import type { World } from '../../core/operations/world';
import type { PlanScope } from '../../core/plan/backlogPlan';
import { CONTEXT_KEYS } from '../ids';

const KEYS = { scope: 'batch.scope', mode: 'batch.mode', started: 'batch.started' } as const;
/** How many batches can be undone. A batch is only undone while nothing was built on it. */
const KEPT = 10;

/** A start of a batch, as the editor's memory keeps it. */
interface Remembered {
  readonly folder: string;
  readonly batch: Batch;
  readonly tasks: readonly Omit<StartedInBatch, 'place' | 'documents'>[];
}

/** What this workspace remembers of batches: how they were started last, and what "Undo Batch Start" needs. */
export class RememberedBatches {
  constructor(private readonly memento: vscode.Memento) {
    this.tellMenus();
  }

  get scope(): PlanScope | undefined {
    return this.memento.get<PlanScope>(KEYS.scope);
  }

  get mode(): Batch['mode'] | undefined {
    return this.memento.get<Batch['mode']>(KEYS.mode);
  }

  async chose(scope: PlanScope, mode: Batch['mode']): Promise<void> {
    await this.memento.update(KEYS.scope, scope);
    await this.memento.update(KEYS.mode, mode);
  }

  async started(folder: vscode.Uri, batch: Batch, tasks: readonly StartedInBatch[]): Promise<void> {
    const kept = tasks.map(({ place: _, documents: __, ...rest }) => rest);
    await this.write([...this.all, { folder: folder.toString(), batch, tasks: kept }].slice(-KEPT));
  }

  /** The batches that were started from a folder, newest first, each with its tasks as undoing takes them. */
  of(folder: vscode.Uri, world: Pick<World, 'here' | 'trees'>): readonly { readonly batch: Batch; readonly tasks: readonly StartedInBatch[] }[] {
    const known = this.all.filter((one) => one.folder === folder.toString()).reverse();
    return known.map(({ batch, tasks }) => ({
      batch,
      tasks: tasks.map((task) => ({ ...task, place: task.added ? world.trees.place(task.added.root) : world.here, documents: { taskId: task.taskId, context: [], tests: [] } })),
    }));
  }

  /** Keeps of a batch only these tasks; none: the batch is forgotten. */
  async keepOnly(batchId: string, taskIds: readonly string[]): Promise<void> {
    const kept = this.all.map((one) => (one.batch.id === batchId ? { ...one, tasks: one.tasks.filter(({ taskId }) => taskIds.includes(taskId)) } : one));
    await this.write(kept.filter(({ tasks }) => tasks.length > 0));
  }

  private get all(): readonly Remembered[] {
    return this.memento.get<readonly Remembered[]>(KEYS.started) ?? [];
  }

  private async write(all: readonly Remembered[]): Promise<void> {
    await this.memento.update(KEYS.started, all);
    this.tellMenus();
  }

  private tellMenus(): void {
    void vscode.commands.executeCommand('setContext', CONTEXT_KEYS.canUndoBatch, this.all.length > 0);
  }
}
