import * as z from 'zod';
import type { Batch } from '../batch/batch';
import { undoBatch } from './batch/undoBatch';
import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import type { Refusal, StateChange, Workplace } from '../ports';
import { err, ok, type Result } from '../result';
import { t } from '../words';
import { stateOf, targetOf } from './change';
import { operation, taskInput } from './operation';
import { startedByJournal } from './startedByJournal';
import type { Started } from './start';
import { undoStart } from './undoStart';
import type { World } from './world';

/** Takes the newest recorded change back, whoever made it; that of a start with its branch, while nothing was built on it. */
export const undo = operation({
  id: 'undo',
  title: 'Undo Last Change',
  summary: 'take back the last change that was recorded here, or where a task is worked on',
  effect: 'write',
  input: () => z.strictObject({ task: taskInput.optional() }),
  words: ['task'],
  preview: async (world, { task }) => {
    const last = await lastChange(world, task);
    if (!last.ok) return last;
    const { change, place } = last.value;
    const started = isStart(change) ? await startedByJournal(change, place, world.settings) : undefined;
    if (started && !started.ok) return started;
    const tree = started && (await treeOf(world, change.taskId));
    const effect = tree
      ? `The worktree ${oneLine(tree.top)} is removed with its branch and the claim, if nothing else was done there.`
      : started
        ? `The branch ${started.value.branch} is removed with the claim, and ${started.value.base} is checked out again.`
        : change.taskId === ''
          ? 'The whole state file is put back as it was before, if nothing else was recorded since.'
          : `The entry of ${oneLine(change.taskId)} is put back as it was before.`;
    return ok({ title: t('Undo the last change'), lines: [described(change), effect] });
  },
  run: async (world, { task }) => {
    const last = await lastChange(world, task);
    if (!last.ok) return last;
    const { change, place } = last.value;
    const undone = isStart(change) ? await undoneStart(world, last.value) : afterRecord(await place.store.undo(change), last.value);
    if (!undone.ok) return undone;
    const view = (await undone.value.place.snapshot()).byId.get(change.taskId);
    const now = view ? ` ${oneLine(change.taskId)} is as before: ${stateOf(view)}` : '';
    return ok({ text: `Undone: ${described(change)}.${undone.value.said}${now}`, data: { undone: change, status: view?.status ?? null } });
  },
});

interface Last {
  readonly change: StateChange;
  readonly place: Workplace;
}

/** The change to be undone: of this working tree, or of the one where the task is worked on. Then it must be that task's. */
async function lastChange(world: World, taskId: string | undefined): Promise<Result<Last, Refusal>> {
  const target = taskId === undefined ? undefined : await targetOf(world, taskId);
  if (target && !target.ok) return target;
  const place = target?.value.place ?? world.here;
  const change = await place.store.lastChange();
  if (!change) {
    return err({ code: 'NOTHING-TO-UNDO', message: t('There is no recorded change to undo here'), remedy: NOTHING_HERE });
  }
  if (target && change.taskId !== target.value.view.task.id) {
    const message = t('The last change there is not of {0}: {1}', oneLine(target.value.view.task.id), described(change));
    return err({ code: 'UNDO-REFUSED', message, remedy: t('Undo it first, with {0}, or leave both.', oneLine(change.taskId)) });
  }
  return ok({ change, place });
}

/** `start` records its claim under this name (see start.ts). */
export function isStart({ what }: StateChange): boolean {
  return what.startsWith('start ');
}

const NOTHING_HERE = 'What was recorded in the worktree of a task is undone there, or with vtm undo and the task\'s id. Changes made by hand are undone by hand.';

/** What undoing did besides, as a sentence, and where the task's record is now. */
interface Undone {
  readonly said: string;
  readonly place: Workplace;
}

/** What a migration linked lies in git's configuration, and not in the file. */
const LINKS_STAY = ' A branch that was linked stays linked; vtm link with the branch alone forgets that.';

function afterRecord(undone: Result<void, Refusal>, { change, place }: Last): Result<Undone, Refusal> {
  return undone.ok ? ok({ said: change.what.startsWith('migrate ') ? LINKS_STAY : '', place }) : undone;
}

async function undoneStart(world: World, { change, place }: Last): Promise<Result<Undone, Refusal>> {
  const started = await startedByJournal(change, place, world.settings);
  if (!started.ok) return started;
  const isOpen = started.value.claimCommit === undefined;
  const unclaimed = isOpen ? await place.store.undo(change) : ok(undefined);
  if (!unclaimed.ok) return unclaimed;
  const { branch, base } = started.value;
  const tree = await treeOf(world, change.taskId);
  if (tree) return undoneInTree(world, tree, { ...started.value, place });
  const undone = await undoStart(started.value, place);
  return undone.ok ? ok({ said: ` The branch ${oneLine(branch)} is removed, and ${oneLine(base)} is checked out.`, place }) : undone;
}

/** A worktree that was made for one task of a batch goes with its start. */
interface Tree {
  readonly batch: Batch;
  readonly top: string;
}

async function treeOf({ batches }: World, taskId: string): Promise<Tree | undefined> {
  for (const batch of await batches.all()) {
    const top = batch.tasks.find((task) => task.taskId === taskId)?.worktree;
    if (top !== undefined) return { batch, top };
  }
  return undefined;
}

async function undoneInTree(world: World, { batch, top }: Tree, { taskId, branch, baseCommit, claimCommit, place }: Started & Pick<Last, 'place'>): Promise<Result<Undone, Refusal>> {
  const added = { top, root: place.root, branch, commit: baseCommit, linked: [], warnings: [] };
  const { refused: [first] } = await undoBatch(world, batch, [{ taskId, place, added, ...(claimCommit === undefined ? {} : { claimCommit }) }]);
  return first ? err(first.refusal) : ok({ said: ` The worktree ${oneLine(top)} is removed with its branch ${oneLine(branch)}.`, place: world.here });
}

function described({ what, by, at }: StateChange): string {
  return `${cut(oneLine(what), 200)} (by ${oneLine(by)}, ${oneLine(at)})`;
}
