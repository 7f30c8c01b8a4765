import { oneLine } from '../../delegate/plainText';
import { readable } from '../find';
import type { World } from '../world';
import type { Refusal, Worktree } from '../../ports';
import { err, ok, type Result } from '../../result';
import { baseBranchOf } from '../../rules/gitRules';
import { names } from '../../rules/anomalies/words';
import type { Snapshot, TaskView } from '../../snapshot';
import type { Batch, BatchTask } from '../../batch/batch';
import type { CleanedUp, CleanUpCandidate } from '../../batch/cleanUp';
import { isSameTop } from '../../batch/sameTop';
import type { WorktreeLook } from '../../batch/worktrees';
import { counted, t } from '../../words';

/** What is known of the repository when worktrees are looked at. */
interface Known {
  readonly snapshot: Snapshot;
  readonly batches: readonly Batch[];
  readonly trees: readonly Worktree[];
  readonly base: string;
}

/**
 * The worktrees of tasks and batches that could go, with what hinders each: work that is not committed or pushed, unless
 * it has landed. Never the main one, nor the one we are in. In the order in which git lists them.
 */
export async function cleanUpCandidates(world: World): Promise<Result<readonly CleanUpCandidate[], Refusal>> {
  const known = await lookAround(world);
  if (!known.ok) return known;
  const found = await Promise.all(known.value.trees.map((tree) => candidateOf(world, known.value, tree)));
  return ok(found.filter((one) => one !== undefined));
}

/**
 * Removes worktrees one after the other, each looked at once more, and forgets batches of which nothing is left: all
 * their worktrees gone, and all their work landed.
 *
 * @param tops absolute tops, as the candidates have them
 */
export async function cleanUp(
  world: World,
  tops: readonly string[],
  options: { isCancelled?(): boolean; onStep?(top: string, index: number, count: number): void } = {},
): Promise<CleanedUp> {
  const removed: CleanedUp['removed'][number][] = [];
  const refused: CleanedUp['refused'][number][] = [];
  const wanted = [...new Set(tops)];
  for (const [index, top] of wanted.entries()) {
    if (options.isCancelled?.()) break;
    options.onStep?.(top, index + 1, wanted.length);
    const done = await removeOne(world, top);
    if (done.ok) removed.push(done.value);
    else refused.push({ top, refusal: done.error });
  }
  if (removed.length > 0) await forgetFinished(world);
  return { removed, refused };
}

async function removeOne(world: World, top: string): Promise<Result<CleanedUp['removed'][number], Refusal>> {
  const known = await lookAround(world);
  if (!known.ok) return known;
  const tree = known.value.trees.find(({ root }) => root === top);
  const candidate = tree && (await candidateOf(world, known.value, tree));
  if (!candidate) return err({ code: 'NO-TASK-WORKTREE', message: t('{0} is no worktree of a task that could be removed from here', oneLine(top)), remedy: t('Look which there are with vtm clean-up.') });
  if (candidate.refusal !== undefined) return err(held(top, candidate.refusal));
  const bytes = await world.trees.diskUse(top);
  const { look: { commit }, hasLanded } = candidate;
  const gone = await world.trees.remove(top, { base: known.value.base, hasLanded, ...(commit === undefined ? {} : { commit }) });
  return gone.ok ? ok({ ...gone.value, ...(bytes === undefined ? {} : { bytes }) }) : gone;
}

/** A worktree that may not go, in the words of what hinders it. */
function held(top: string, why: string): Refusal {
  return { code: 'WORKTREE-HOLDS-WORK', message: t('{0} was not removed: {1}', oneLine(top), why), remedy: t('Commit and push what is to be kept, or merge it; then try again.') };
}

async function lookAround({ here, batches, settings }: World): Promise<Result<Known, Refusal>> {
  const [read, git, all, trees] = await Promise.all([here.snapshot(), here.git.facts(), batches.all(), here.git.worktrees()]);
  const snapshot = readable(read);
  if (!snapshot.ok) return snapshot;
  if (git.kind !== 'repository') return err({ code: 'BLOCKED::NOT-A-GIT-REPOSITORY', message: t('git can\'t be asked here, so worktrees are not known'), remedy: t('Work in a repository that git accepts.') });
  const base = baseBranchOf(git, settings);
  if (base === undefined) return err({ code: 'NO-BASE-BRANCH', message: t('None of {0} is here, so nobody can tell what has landed', names(settings.baseBranches)), remedy: t('Name your base branch in the setting orchestrator.baseBranches.') });
  // git lists the main one first, unless the repository is bare: what a batch has made is never it.
  const isOfBatch = ({ root }: Worktree) => all.some((batch) => taskAt(batch, root) !== undefined);
  const others = trees.filter((tree, index) => (index > 0 || isOfBatch(tree)) && !isSameTop(tree.root, git.root));
  return ok({ snapshot: snapshot.value, batches: all, base, trees: others });
}

async function candidateOf({ trees }: World, { snapshot, batches, base }: Known, tree: Worktree): Promise<CleanUpCandidate | undefined> {
  const batch = batches.find((one) => taskAt(one, tree.root) !== undefined);
  const view = snapshot.tasks.find(({ work }) => isSameTop(work?.worktree, tree.root));
  const taskId = view?.task.id ?? (batch && taskAt(batch, tree.root)?.taskId);
  if (taskId === undefined) return undefined;
  const look = await trees.look(tree.root, base);
  if (!look) return undefined;
  const hasLanded = isLanded(view, look);
  const refusal = refusalOf(look, hasLanded, base);
  return { look, taskId, ...(batch ? { batchId: batch.id } : {}), hasLanded, ...(refusal === undefined ? {} : { refusal }) };
}

/**
 * Whether nothing is lost with the branch. That the base branch records the task as completed does not tell of commits
 * that came later, so those must be somewhere else.
 */
function isLanded(view: TaskView | undefined, { branch, unpushed }: WorktreeLook): boolean {
  if (!view?.work || view.work.name !== branch) return false;
  return view.merge !== undefined || view.work.isReachable || (view.hasLanded && unpushed === 0);
}

function refusalOf({ dirty, unpushed, held: lock }: WorktreeLook, hasLanded: boolean, base: string): string | undefined {
  if (lock !== undefined) return oneLine(lock);
  if (dirty.length > 0) return counted(dirty.length, '{0} change is not committed: {1}', '{0} changes are not committed: {1}', names(dirty.map(({ path }) => path), 3));
  if (unpushed > 0 && !hasLanded) return counted(unpushed, '{0} commit is neither pushed nor in {1}', '{0} commits are neither pushed nor in {1}', oneLine(base));
  return undefined;
}

async function forgetFinished(world: World): Promise<void> {
  const known = await lookAround(world);
  if (!known.ok) return;
  const { batches, snapshot, trees } = known.value;
  const isThere = (worktree: string | undefined) => trees.some(({ root }) => isSameTop(worktree, root));
  for (const { id, mode, tasks } of batches) {
    if (mode !== 'worktrees' || tasks.some(({ taskId, worktree }) => isThere(worktree) || snapshot.byId.get(taskId)?.hasLanded === false)) continue;
    const forgotten = await world.batches.forget(id);
    if (!forgotten.ok) world.log.warn(`the batch ${id} is still remembered: ${forgotten.error.message}`);
  }
}

function taskAt({ tasks }: Batch, top: string): BatchTask | undefined {
  return tasks.find(({ worktree }) => isSameTop(worktree, top));
}
