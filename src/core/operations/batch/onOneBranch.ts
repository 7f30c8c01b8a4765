import { claimTask } from '../claim';
import { undoEach, UndoSteps } from '../undoSteps';
import type { World } from '../world';
import type { BatchReady, BatchRequest, FailedInBatch, StartedInBatch } from '../../batch/batchStart';
import { rewrittenOf, type OnTaskStep } from './inWorktree';

/** All tasks of a coordinator's batch, as far as they could be started. */
export type BranchAttempt =
  | { readonly kind: 'tried'; readonly started: readonly StartedInBatch[]; readonly failed: readonly FailedInBatch[]; readonly warnings: readonly string[]; readonly undo: UndoSteps }
  | { readonly kind: 'cancelled'; readonly standing: readonly string[] };

/**
 * Makes the one branch of a coordinator's batch, checks it out here, and claims every task on it, each with a commit of
 * its own. A task that can't be claimed is left out; with none left the branch goes again.
 */
export async function startOnOneBranch(world: World, request: BatchRequest, ready: BatchReady, branch: string, onTaskStep: (index: number) => OnTaskStep): Promise<BranchAttempt> {
  const { git, store } = world.here;
  const undo = new UndoSteps(world.log);
  const started: StartedInBatch[] = [];
  const failed: FailedInBatch[] = [];
  const warnings: string[] = [];

  request.onStep({ kind: 'branch' });
  const made = await git.createBranch(branch, ready.base);
  if (!made.ok) return { kind: 'tried', started, failed: ready.tasks.map(({ view }) => ({ taskId: view.task.id, step: 'branch', refusal: made.error, standing: [] })), warnings, undo };
  // The commits of claims go with the branch.
  let tip = made.value.commit;
  undo.push(`the branch ${branch}`, async () => {
    const back = await git.switchTo(ready.base);
    return back.ok ? git.deleteBranchAt(branch, tip) : back;
  });

  for (const [index, { view, documents }] of ready.tasks.entries()) {
    const taskId = view.task.id;
    const own = new UndoSteps(world.log);
    const claim = request.isCancelled()
      ? ({ kind: 'cancelled' } as const)
      : await claimTask({ git, store, clock: world.clock }, view, { settings: world.settings, undo: own, isCancelled: () => request.isCancelled(), onStep: onTaskStep(index) });
    if (claim.kind === 'cancelled') return { kind: 'cancelled', standing: await undoEach([own, undo]) };
    if (claim.kind === 'failed') {
      world.log.warn(`start of ${taskId} failed at ${claim.step}: ${claim.refusal.code} ${claim.refusal.message}`);
      failed.push({ taskId, step: claim.step, refusal: claim.refusal, standing: await own.undoAll() });
      continue;
    }
    const { commit, updated } = claim;
    warnings.push(...rewrittenOf(taskId, claim));
    if (commit === undefined) undo.push(`the claim of ${taskId} in ${world.settings.statePath}`, () => store.restore(updated));
    else tip = commit;
    started.push({ taskId, branch, place: world.here, documents, ...(commit === undefined ? { claim: updated } : { claimCommit: commit }) });
  }
  return { kind: 'tried', started, failed, warnings, undo };
}
