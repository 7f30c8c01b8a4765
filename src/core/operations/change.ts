import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import type { Refusal, Workplace } from '../ports';
import { err, ok, type Result } from '../result';
import { withState, type Snapshot, type TaskView } from '../snapshot';
import { mergeName } from '../overlay/sourceText';
import { criteriaLeft } from '../state/criteriaLeft';
import { wouldDestroy } from '../state/keep';
import type { StatePatch } from '../state/patch';
import { t } from '../words';
import { changeLines } from './changeLines';
import { recordedElsewhere } from './recordedElsewhere';
import { readable, taskNamed } from './find';
import type { Answer, Preview } from './operation';
import { contextWarnings, warningText, writeWarnings, type Warning } from './warnings';
import type { World } from './world';

/** What an operation makes of a task under the store's lock. */
export interface Decided {
  /** Absent: everything asked for is so already. */
  readonly patch?: StatePatch;
  /** What is so now, as a sentence without the task's name: `AC02 is recorded as done`. */
  readonly said: string;
}

/** A change of one task's entry: how it is decided, told, and previewed. */
export interface Change {
  /** As it was asked for. */
  readonly taskId: string;
  /** What would be done, for the preview: `Record 2 criteria of MONEY--T02 as done`. */
  title(view: TaskView): string;
  /** For the undo journal: `ac-done MONEY--T02 MONEY-AC01`. Begins with the operation's id. */
  what(view: TaskView): string;
  /** Asked before the lock and again under it. `view.status` is never unknown: that is refused for all. */
  decide(view: TaskView, now: Date): Result<Decided, Refusal>;
  /** Looked at before the store is locked, such as files that must be there. Not asked where nothing would change. */
  check?(view: TaskView, place: Workplace): Promise<Result<void, Refusal>>;
  /** What must be known of the change and does not stop it. */
  warnings?(view: TaskView): readonly Warning[];
  /** The next step once it is recorded, where that is more than the task's standing says. */
  next?(view: TaskView): string;
  /** Whether the context's documents should have been read by now. */
  readonly asksForReading?: boolean;
}

export interface Target {
  readonly view: TaskView;
  readonly place: Workplace;
  /** Of `place`. */
  readonly snapshot: Snapshot;
}

/** The task where it is worked on: in the worktree that is on its branch, else here. */
export async function targetOf(world: World, taskId: string): Promise<Result<Target, Refusal>> {
  const here = await taskAt(world.here, taskId);
  if (!here.ok) return here;
  const { id } = here.value.view.task;
  const place = await world.placeOf(id);
  if (place === world.here) return here;
  const there = await taskAt(place, id);
  return there.ok ? there : err({ ...there.error, message: t('In the worktree {0}, where {1} is worked on: {2}', oneLine(place.root), oneLine(id), there.error.message) });
}

async function taskAt(place: Workplace, taskId: string): Promise<Result<Target, Refusal>> {
  const snapshot = readable(await place.snapshot());
  if (!snapshot.ok) return snapshot;
  const view = taskNamed(snapshot.value, taskId);
  return view.ok ? ok({ view: view.value, place, snapshot: snapshot.value }) : view;
}

/** Applies a change and answers with the new state, warnings and the next step. */
export async function applyChange(world: World, change: Change): Promise<Result<Answer, Refusal>> {
  const target = await targetOf(world, change.taskId);
  if (!target.ok) return target;
  const { view, place } = target.value;
  const first = await decidable(change, target.value, world);
  if (!first.ok) return first;
  const warnings = await warningsOf(world, change, target.value);
  if (!first.value.patch) return ok(answer(world, target.value, first.value, { warnings, next: nextStep(view) }));
  let decided = first.value;
  const updated = await place.store.update((state) => {
    const again = decideOn(change, withState(view, state), world.clock.now());
    if (!again.ok) return again;
    decided = again.value;
    return again.value.patch ? ok(again.value.patch) : err(NOTHING);
  }, cut(oneLine(change.what(view))));
  if (!updated.ok && updated.error !== NOTHING) return updated;
  const after = await taskAt(place, view.task.id);
  const now = after.ok ? after.value : target.value;
  return ok(answer(world, now, decided, { warnings, next: change.next?.(now.view) ?? nextStep(now.view) }));
}

/** What a change would do, without doing it. */
export async function previewChange(world: World, change: Change): Promise<Result<Preview, Refusal>> {
  const target = await targetOf(world, change.taskId);
  if (!target.ok) return target;
  const decided = await decidable(change, target.value, world);
  if (!decided.ok) return decided;
  const { view, place } = target.value;
  const { patch, said } = decided.value;
  const where = place === world.here ? [] : [`In the worktree ${place.root}`];
  const lines = patch ? changeLines(view, patch) : [t('Nothing changes: {0}', said)];
  const warnings = await warningsOf(world, change, target.value);
  return ok({
    title: cut(oneLine(change.title(view))),
    lines: [`${view.task.id}: ${cut(view.task.title)}`, ...where, ...lines, ...warnings.map(warningText)].map(oneLine),
  });
}

async function decidable(change: Change, { view, place, snapshot }: Target, world: World): Promise<Result<Decided, Refusal>> {
  const elsewhere = recordedElsewhere(view, snapshot);
  if (elsewhere) return err(elsewhere);
  const decided = decideOn(change, view, world.clock.now());
  if (!decided.ok || !decided.value.patch) return decided;
  const checked = await change.check?.(view, place);
  return checked && !checked.ok ? checked : decided;
}

/** What the operation decides, unless that would destroy what we do not understand. */
function decideOn(change: Change, view: TaskView, now: Date): Result<Decided, Refusal> {
  const id = oneLine(view.task.id);
  if (view.status === 'unknown') {
    const message = t('{0} has the unknown status "{1}", so nothing was written', id, cut(oneLine(view.entry?.rawStatus ?? ''), 80));
    return err({ code: `WRONG-STATUS::${id}`, message, remedy: t('A person must write a known status into the state file first.') });
  }
  const decided = change.decide(view, now);
  const lost = decided.ok && decided.value.patch ? wouldDestroy(view.entry, decided.value.patch) : undefined;
  if (lost === undefined) return decided;
  return err({ code: `BLOCKED::STATE-INVALID::${id}`, message: t('{0}: {1}, so nothing was written', id, lost), remedy: t('A person must mend that place of the state file first.') });
}

async function warningsOf(world: World, change: Change, target: Target): Promise<readonly Warning[]> {
  const { view, place, snapshot } = target;
  const reading = change.asksForReading ? await contextWarnings(world, view, place) : [];
  return [...writeWarnings(view, snapshot), ...(change.warnings?.(view) ?? []), ...reading];
}

interface Beside {
  readonly warnings: readonly Warning[];
  readonly next: string | undefined;
}

function answer(world: World, { view, place }: Target, { said }: Decided, { warnings, next }: Beside): Answer {
  const where = place === world.here ? [] : [`Its record is in the worktree ${oneLine(place.root)}.`];
  const first = [`${oneLine(view.task.id)}: ${said}.`, stateOf(view), ...where].join(' ');
  return {
    text: [first, ...warnings.map(warningText), ...(next ? [`Next: ${next}`] : [])].join('\n'),
    data: {
      task_id: view.task.id,
      status: view.status,
      acs_completed: [...new Set(view.criteria.filter(({ isDone }) => isDone).map(({ id }) => id))],
      acs_remaining: criteriaLeft(view),
      said,
      warnings: warnings.map(({ code, message }) => ({ code, message })),
      next: next ?? null,
    },
  };
}

/** `In progress, 2 of 5 criteria done.` */
export function stateOf({ status, entry, doneCount, criteria }: TaskView): string {
  const word = status === 'unknown' ? `Unknown status "${cut(oneLine(entry?.rawStatus ?? ''), 80)}"` : `${status.charAt(0).toUpperCase()}${status.slice(1).replace('-', ' ')}`;
  const reason = status === 'blocked' && entry?.blockedReason ? ` (${cut(oneLine(entry.blockedReason), 200)})` : '';
  const count = criteria.length === 0 ? 'no criteria' : `${doneCount} of ${criteria.length} criteria done`;
  return `${word}${reason}, ${count}.`;
}

/** What whoever works on the task does now; undefined where nobody works on it. */
export function nextStep({ status, criteria, branch, unmet, work, merge }: TaskView): string | undefined {
  const open = criteria.find(({ isDone }) => !isDone);
  switch (status) {
    case 'in-progress':
      if (open) return `build ${oneLine(open.id)} (${cut(oneLine(open.text))}), test it, record it with ac-done, and commit it together with the state file.`;
      return 'run all tests, record the task with complete, commit the state file, and open the pull request.';
    case 'blocked':
      return 'report why to the person; vtm unblock takes it up again once the reason is gone.';
    case 'completed':
      return 'commit the state file and open the pull request; the person reviews and merges it. Then switch to the base branch and ask for the next task.';
    case 'pending':
      if (merge) return `its work is merged (${mergeName(merge)}): record what is done of it with ac-done, then complete it; or ask for the next task.`;
      if (work?.isHere) return 'start it: its branch is checked out, and nothing is recorded of it.';
      if (branch !== undefined) return `switch to its branch ${oneLine(branch)}, where its record is.`;
      if (unmet.length > 0) return `it waits for ${unmet.slice(0, 3).map(oneLine).join(', ')}${unmet.length > 3 ? ` and ${unmet.length - 3} more` : ''}; ask for the next task.`;
      return 'start it before any work on it.';
    case 'abandoned':
    case 'unknown':
      return undefined;
  }
}

/** The decider found under the lock that somebody had done the same meanwhile. */
const NOTHING: Refusal = { code: 'NOTHING', message: '', remedy: '' };
