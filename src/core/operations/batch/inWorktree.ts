import { oneLine } from '../../delegate/plainText';
import { claimTask, type Claimed } from '../claim';
import { UndoSteps } from '../undoSteps';
import type { World } from '../world';
import type { Refusal, Workplace } from '../../ports';
import { err, ok, type Result } from '../../result';
import type { TaskView } from '../../snapshot';
import type { BatchReady, BatchRequest, BatchStep, FailedInBatch, StartedInBatch } from '../../batch/batchStart';
import type { AddedWorktree } from '../../batch/worktrees';
import { t } from '../../words';

type ReadyTask = BatchReady['tasks'][number];

/** One task of a batch on its way: what stands can be taken back. */
export type TaskAttempt =
  | { readonly kind: 'started'; readonly started: StartedInBatch; readonly warnings: readonly string[]; readonly undo: UndoSteps }
  | { readonly kind: 'failed'; readonly failed: FailedInBatch }
  | { readonly kind: 'cancelled'; readonly standing: readonly string[] };

/** Asks for a step of one task, and tells which of how many it is. */
export type OnTaskStep = (kind: Extract<BatchStep, { taskId: string }>['kind']) => void;

/**
 * Starts one task in a working tree of its own: worktree, set-up, claim, commit. Fails whole.
 *
 * The manifest that counts is that of the commit the branch leaves from, since the agent will read it there.
 */
export async function startInWorktree(world: World, request: BatchRequest, ready: BatchReady, task: ReadyTask, onStep: OnTaskStep): Promise<TaskAttempt> {
  const taskId = task.view.task.id;
  const undo = new UndoSteps(world.log);
  const failed = async (step: FailedInBatch['step'], refusal: Refusal): Promise<TaskAttempt> => {
    world.log.warn(`start of ${taskId} failed at ${step}: ${refusal.code} ${refusal.message}`);
    return { kind: 'failed', failed: { taskId, step, refusal, standing: await undo.undoAll() } };
  };
  const cancelled = async (): Promise<TaskAttempt> => ({ kind: 'cancelled', standing: await undo.undoAll() });

  onStep('worktree');
  const made = await world.trees.add({ taskId, branch: task.branch, from: ready.baseCommit });
  if (!made.ok) return failed('worktree', made.error);
  const added = made.value;
  undo.push(worktreeName(added), () => world.trees.takeBack(added, added.commit));
  if (request.isCancelled()) return cancelled();

  const place = world.trees.place(added.root);
  const there = await taskThere(place, taskId, ready);
  if (!there.ok) return failed('worktree', there.error);

  if (request.setUp) {
    onStep('set-up');
    const setUp = await request.setUp(added, taskId);
    if (request.isCancelled()) return cancelled();
    if (!setUp.ok) return failed('set-up', setUp.error);
  }

  const { git, store } = place;
  const claim = await claimTask({ git, store, clock: world.clock }, there.value, { settings: world.settings, undo, isCancelled: () => request.isCancelled(), onStep });
  if (claim.kind === 'cancelled') return cancelled();
  if (claim.kind === 'failed') return failed(claim.step, claim.refusal);
  const { commit } = claim;
  if (commit !== undefined) undo.replaceAll(worktreeName(added), () => world.trees.takeBack(added, commit));
  const documents = await place.context.check(there.value.task);
  const started = { taskId, branch: added.branch, place, added, documents, ...(commit === undefined ? { claim: claim.updated } : { claimCommit: commit }) };
  return { kind: 'started', started, warnings: [...added.warnings.map(oneLine), ...rewrittenOf(taskId, claim), ...differences(task, there.value, started, ready)], undo };
}

/** What is to be said of a claim that a hook wrote over. */
export function rewrittenOf(taskId: string, { rewritten }: Pick<Claimed, 'rewritten'>): readonly string[] {
  return rewritten === undefined ? [] : [`${oneLine(taskId)}: ${oneLine(rewritten)}.`];
}

function worktreeName({ top }: AddedWorktree): string {
  return `the worktree ${top}`;
}

/** The task as the worktree has it. */
async function taskThere(place: Workplace, taskId: string, { base, baseCommit }: BatchReady): Promise<Result<TaskView, Refusal>> {
  const snapshot = await place.snapshot();
  const view = snapshot.byId.get(taskId);
  if (view) return ok(view);
  const at = `${base} (${baseCommit.slice(0, 8)})`;
  const what = snapshot.manifest ? `The manifest at ${at} does not have ${taskId}` : `There is no manifest that can be read at ${at}`;
  return err({ code: `BLOCKED::NOT-IN-BASE::${taskId}`, message: t('{0}, and a worktree leaves from there', what), remedy: t('Commit the manifest on {0}, then start the task again.', base) });
}

/** What is otherwise in the worktree than here, where the task was chosen. */
function differences({ view, documents }: ReadyTask, there: TaskView, started: Pick<StartedInBatch, 'documents'>, { base }: BatchReady): readonly string[] {
  const id = oneLine(view.task.id);
  const known = new Set(documents.context.flatMap((fact) => (fact.kind === 'found' ? [fact.path] : [])));
  const gone = started.documents.context.flatMap(({ kind, ref }) => (kind === 'missing' && ref.path !== undefined && known.has(ref.path) ? [oneLine(ref.path)] : []));
  return [
    ...(JSON.stringify(view.task.raw) === JSON.stringify(there.task.raw) ? [] : [`${id} reads otherwise in the manifest of ${oneLine(base)}, and that counts in its worktree.`]),
    ...(gone.length === 0 ? [] : [`The worktree of ${id} lacks ${gone.slice(0, 3).join(', ')}${gone.length > 3 ? ` and ${gone.length - 3} more` : ''}, not committed on ${oneLine(base)}.`]),
  ];
}
