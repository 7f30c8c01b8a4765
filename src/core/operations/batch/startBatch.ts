import { oneLine } from '../../delegate/plainText';
import { findingOf, logLifted } from '../start';
import { undoEach, type UndoSteps } from '../undoSteps';
import { findingText } from '../warnings';
import type { World } from '../world';
import type { Batch } from '../../batch/batch';
import { batchBranch } from '../../batch/batchId';
import type { BatchOutcome, BatchReady, BatchRequest, FailedInBatch, StartedInBatch } from '../../batch/batchStart';
import { startInWorktree, type OnTaskStep } from './inWorktree';
import { lookAtBatch } from './lookAtBatch';
import { startOnOneBranch } from './onOneBranch';

/**
 * Starts tasks together (spec, Mode B): each on a branch in a worktree of its own, or all on one branch here for one
 * coordinator. In order: gates, agreement, the start lock, fetch, gates again, then task by task. What fails is taken
 * back whole and told; what is cancelled is taken back as a whole. Launching is the caller's.
 */
export async function startBatch(world: World, request: BatchRequest): Promise<BatchOutcome> {
  request.onStep({ kind: 'gates' });
  const first = await lookAtBatch(world, request);
  if ('kind' in first) return first;
  if (request.mayStart && !(await request.mayStart(first))) return NOTHING_DONE;
  const held = await world.startLock.hold(`starting ${first.tasks.map(({ view }) => view.task.id).join(', ')}`, () => startHeld(world, request));
  return held.ok ? held.value : { kind: 'blocked', findings: [findingOf(held.error)] };
}

const NOTHING_DONE: BatchOutcome = { kind: 'cancelled', standing: [] };

/** Under the lock: what is on the remote is known before anything is made. */
async function startHeld(world: World, request: BatchRequest): Promise<BatchOutcome> {
  if (request.isCancelled()) return NOTHING_DONE;
  request.onStep({ kind: 'fetch' });
  const fetched = await world.trees.fetch(() => request.isCancelled());
  if (request.isCancelled()) return NOTHING_DONE;
  const ready = await lookAtBatch(world, request);
  if ('kind' in ready) return ready;
  const notes = fetched.ok ? [] : [`The remote was not fetched, so what is new there is not known: ${oneLine(fetched.error.message)}`];
  const tried = request.mode === 'worktrees' ? await inWorktrees(world, request, ready) : await onOneBranch(world, request, ready);
  if (tried.kind === 'cancelled') return tried;
  const { started, failed, warnings } = tried;
  if (started.length === 0) return { kind: 'failed', failed };
  const now = world.clock.now();
  const batch = batchOf(request, ready, started, now);
  for (const { taskId } of started) logLifted(world.log, request.overrides, { taskId, warnings: ready.warnings, at: now });
  const kept = await world.batches.keep(batch);
  const unkept = kept.ok ? [] : [`The batch is not remembered, so nobody can ask for its report: ${oneLine(kept.error.message)}`];
  return { kind: 'started', batch, tasks: started, failed, warnings: [...ready.warnings.map(findingText), ...notes, ...warnings, ...unkept] };
}

function batchOf({ mode, of }: BatchRequest, ready: BatchReady, started: readonly StartedInBatch[], at: Date): Batch {
  const minutes = new Map(ready.tasks.map((task) => [task.view.task.id, task.minutes]));
  return {
    id: ready.id,
    at: at.toISOString(),
    mode,
    ...(mode === 'coordinator' ? { branch: batchBranch(ready.id) } : {}),
    of,
    baseCommit: ready.baseCommit,
    tasks: started.map(({ taskId, branch, added }) => ({ taskId, branch, ...(added ? { worktree: added.top } : {}), minutes: minutes.get(taskId) ?? 0 })),
  };
}

type Tried =
  | { readonly kind: 'tried'; readonly started: readonly StartedInBatch[]; readonly failed: readonly FailedInBatch[]; readonly warnings: readonly string[] }
  | { readonly kind: 'cancelled'; readonly standing: readonly string[] };

async function inWorktrees(world: World, request: BatchRequest, ready: BatchReady): Promise<Tried> {
  const started: StartedInBatch[] = [];
  const failed: FailedInBatch[] = [];
  const warnings: string[] = [];
  const undos: UndoSteps[] = [];
  for (const [index, task] of ready.tasks.entries()) {
    const attempt = request.isCancelled() ? ({ kind: 'cancelled', standing: [] } as const) : await startInWorktree(world, request, ready, task, taskStep(request, ready, index));
    if (attempt.kind === 'failed') failed.push(attempt.failed);
    if (attempt.kind === 'started') {
      started.push(attempt.started);
      warnings.push(...attempt.warnings);
      undos.push(attempt.undo);
    }
    if (attempt.kind === 'cancelled') return { kind: 'cancelled', standing: [...attempt.standing, ...(await undoEach([...undos].reverse())), ...failed.flatMap(({ standing }) => standing)] };
  }
  return { kind: 'tried', started, failed, warnings };
}

async function onOneBranch(world: World, request: BatchRequest, ready: BatchReady): Promise<Tried> {
  const attempt = await startOnOneBranch(world, request, ready, batchBranch(ready.id), (index) => taskStep(request, ready, index));
  if (attempt.kind === 'cancelled') return attempt;
  const { started, failed, warnings, undo } = attempt;
  if (started.length > 0) return { kind: 'tried', started, failed, warnings };
  const standing = await undo.undoAll();
  return { kind: 'tried', started, failed: failed.map((one) => ({ ...one, standing: [...one.standing, ...standing] })), warnings: [] };
}

function taskStep(request: BatchRequest, { tasks }: BatchReady, index: number): OnTaskStep {
  const taskId = tasks[index]?.view.task.id ?? '';
  return (kind) => request.onStep({ kind, taskId, index: index + 1, count: tasks.length });
}
