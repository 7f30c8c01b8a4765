import { undoStart } from '../undoStart';
import type { World } from '../world';
import type { Refusal } from '../../ports';
import { err, ok, type Result } from '../../result';
import { baseBranchOf } from '../../rules/gitRules';
import type { Batch } from '../../batch/batch';
import type { StartedInBatch } from '../../batch/batchStart';
import { t } from '../../words';

/** As much of a start as its undoing needs. */
type StartedHere = Pick<StartedInBatch, 'taskId' | 'place' | 'added' | 'claim' | 'claimCommit'>;

/** What became of a batch that was to be taken back. */
export interface UndoneBatch {
  readonly undone: readonly string[];
  readonly refused: readonly { readonly taskId: string; readonly refusal: Refusal }[];
}

/**
 * Takes a batch back while nothing was done on it: of worktrees each by itself, so that what an agent has begun stays and
 * is told; a coordinator's branch as a whole. The batch is forgotten with its last task.
 */
export async function undoBatch(world: World, batch: Batch, tasks: readonly StartedHere[]): Promise<UndoneBatch> {
  const facts = await world.here.git.facts();
  const base = facts.kind === 'repository' ? baseBranchOf(facts, world.settings) : undefined;
  if (base === undefined) return { undone: [], refused: tasks.map(({ taskId }) => ({ taskId, refusal: refusal(t('there is no base branch to go back to'), t('Keep the work, and look at the branches yourself.')) })) };
  const results = batch.mode === 'coordinator' ? await undoBranch(world, batch, tasks, base) : await undoWorktrees(world, tasks, base);
  const undone = results.flatMap(({ taskId, result }) => (result.ok ? [taskId] : []));
  const left = batch.tasks.filter(({ taskId }) => !undone.includes(taskId));
  // What is not remembered any more, or still is, hinders nobody: the log says so.
  const remembered = left.length === 0 ? await world.batches.forget(batch.id) : undone.length > 0 ? await world.batches.keep({ ...batch, tasks: left }) : ok(undefined);
  if (!remembered.ok) world.log.warn(`the batch ${batch.id} is remembered as it was: ${remembered.error.message}`);
  return { undone, refused: results.flatMap(({ taskId, result }) => (result.ok ? [] : [{ taskId, refusal: result.error }])) };
}

type Undone = readonly { readonly taskId: string; readonly result: Result<void, Refusal> }[];

async function undoWorktrees(world: World, tasks: readonly StartedHere[], base: string): Promise<Undone> {
  const results: { readonly taskId: string; readonly result: Result<void, Refusal> }[] = [];
  for (const task of [...tasks].reverse()) results.push({ taskId: task.taskId, result: await undoWorktree(world, task, base) });
  return results;
}

async function undoWorktree({ trees, settings }: World, { added, place, claim, claimCommit }: StartedHere, base: string): Promise<Result<void, Refusal>> {
  if (!added) return ok(undefined);
  if (!claim) return trees.takeBack(added, claimCommit ?? added.commit);
  // The claim must stand as long as the worktree does, so what else was done there is looked for first.
  const look = await trees.look(added.top, base);
  const others = look?.dirty.filter(({ path }) => !`/${path}`.endsWith(`/${settings.statePath}`)) ?? [];
  if (others.length > 0) return err(refusal(t('there are changes that are not committed in {0} ({1})', added.top, others.slice(0, 3).map(({ path }) => path).join(', ')), t('Keep the work, or move the changes away first.')));
  const restored = await place.store.restore(claim);
  return restored.ok ? trees.takeBack(added, added.commit) : restored;
}

/** The branch goes whole, while it ends with the last claim. */
async function undoBranch({ here }: World, { branch, baseCommit, at }: Batch, tasks: readonly StartedHere[], base: string): Promise<Undone> {
  const [first, ...others] = tasks;
  if (!first || branch === undefined) return [];
  let result: Result<void, Refusal> = ok(undefined);
  // With commits on it the branch stays, and then its claims do too.
  const isBare = (await here.git.resolve(`refs/heads/${branch}`)) === baseCommit;
  for (const { claim } of others.reverse()) if (isBare && result.ok && claim) result = await here.store.restore(claim);
  const claimCommit = tasks.findLast((task) => task.claimCommit !== undefined)?.claimCommit;
  const { claim } = first;
  if (result.ok) result = await undoStart({ taskId: first.taskId, branch, base, baseCommit, at, ...(claimCommit ? { claimCommit } : {}), ...(claim ? { claim } : {}) }, here);
  return tasks.map(({ taskId }) => ({ taskId, result }));
}

function refusal(why: string, remedy: string): Refusal {
  return { code: 'UNDO-REFUSED', message: t('The batch was not undone: {0}', why), remedy };
}
