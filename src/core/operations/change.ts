import { oneLine } from '../delegate/plainText';
import type { Refusal, Workplace } from '../ports';
import { err, ok, type Result } from '../result';
import { withState, type TaskView } from '../snapshot';
import type { StatePatch } from '../state/patch';
import type { Answer, Preview } from './operation';
import { readable, taskNamed } from './find';
import { contextWarnings, warningText, type Warning } from './warnings';
import type { World } from './world';

/** What an operation makes of a task under the store's lock. */
export interface Decided {
  /** Absent: everything asked for is so already. */
  readonly patch?: StatePatch;
  /** What is done now, as a sentence without the task's name: `AC02 is recorded as done`. */
  readonly said: string;
  /** What the change would be, for the preview: `AC02: open -> done`. */
  readonly changes: readonly string[];
}

export type Decide = (view: TaskView, now: Date) => Result<Decided, Refusal>;

/** A change of one task's entry: how it is decided, told, and previewed. */
export interface Change {
  readonly taskId: string;
  /** For the undo journal: `ac-done MONEY--T02-AC01`. */
  readonly what: string;
  readonly decide: Decide;
  /** Looked at before the store is locked, such as files that must be there. */
  check?(view: TaskView, place: Workplace): Promise<Result<void, Refusal>>;
  /** Whether the context's documents should have been read by now. */
  readonly asksForReading?: boolean;
}

export interface Target {
  readonly view: TaskView;
  readonly place: Workplace;
}

/** The task where it is worked on: in the worktree that is on its branch, else here. */
export async function targetOf(world: World, taskId: string): Promise<Result<Target, Refusal>> {
  const here = await taskAt(world.here, taskId);
  if (!here.ok) return here;
  const place = await world.placeOf(here.value.view.task.id);
  return place === world.here ? here : taskAt(place, here.value.view.task.id);
}

async function taskAt(place: Workplace, taskId: string): Promise<Result<Target, Refusal>> {
  const snapshot = readable(await place.snapshot());
  if (!snapshot.ok) return snapshot;
  const view = taskNamed(snapshot.value, taskId);
  return view.ok ? ok({ view: view.value, place }) : view;
}

/** Applies a change and answers with the new state, warnings and the next step. */
export async function applyChange(world: World, change: Change): Promise<Result<Answer, Refusal>> {
  const target = await targetOf(world, change.taskId);
  if (!target.ok) return target;
  const { place } = target.value;
  const first = await decidable(change, target.value, world);
  if (!first.ok) return first;
  if (!first.value.patch) return ok(await answer(world, change, target.value, first.value));
  let decided = first.value;
  const updated = await place.store.update((state) => {
    const again = change.decide(withState(target.value.view, state), world.clock.now());
    if (!again.ok) return again;
    decided = again.value;
    return again.value.patch ? ok(again.value.patch) : err(NOTHING);
  }, change.what);
  if (!updated.ok && updated.error !== NOTHING) return updated;
  const after = await targetOf(world, change.taskId);
  return ok(await answer(world, change, after.ok ? after.value : target.value, decided));
}

/** What a change would do, without doing it. */
export async function previewChange(world: World, change: Change, title: string): Promise<Result<Preview, Refusal>> {
  const target = await targetOf(world, change.taskId);
  if (!target.ok) return target;
  const decided = await decidable(change, target.value, world);
  if (!decided.ok) return decided;
  const { task } = target.value.view;
  const where = target.value.place === world.here ? [] : [`In the worktree ${target.value.place.root}`];
  const warnings = await warningsOf(world, change, target.value);
  return ok({
    title,
    lines: [`${oneLine(task.id)}: ${oneLine(task.title)}`, ...where, ...decided.value.changes.map(oneLine), ...warnings.map(warningText)],
  });
}

async function decidable(change: Change, { view, place }: Target, world: World): Promise<Result<Decided, Refusal>> {
  const decided = change.decide(view, world.clock.now());
  if (!decided.ok) return decided;
  const checked = await change.check?.(view, place);
  return checked && !checked.ok ? checked : decided;
}

async function warningsOf(world: World, change: Change, { view, place }: Target): Promise<readonly Warning[]> {
  return change.asksForReading ? contextWarnings(world, view, place) : [];
}

async function answer(world: World, change: Change, target: Target, { said }: Decided): Promise<Answer> {
  const { view } = target;
  const warnings = await warningsOf(world, change, target);
  const next = nextStep(view);
  return {
    text: [`${oneLine(view.task.id)}: ${said}. ${stateOf(view)}`, ...warnings.map(warningText), ...(next ? [`Next: ${next}`] : [])].join('\n'),
    data: {
      task_id: view.task.id,
      status: view.status,
      acs_completed: view.criteria.filter(({ isDone }) => isDone).map(({ id }) => id),
      acs_remaining: view.criteria.filter(({ isDone }) => !isDone).map(({ id }) => id),
      said,
      warnings: warnings.map(({ code, message }) => ({ code, message })),
      next: next ?? null,
    },
  };
}

/** `In progress, 2 of 5 criteria done.` */
export function stateOf({ status, entry, doneCount, criteria }: TaskView): string {
  const word = status === 'unknown' ? `Unknown status ${oneLine(entry?.rawStatus ?? '')}` : `${status.charAt(0).toUpperCase()}${status.slice(1).replace('-', ' ')}`;
  const reason = status === 'blocked' && entry?.blockedReason ? ` (${oneLine(entry.blockedReason).slice(0, 200)})` : '';
  return `${word}${reason}, ${doneCount} of ${criteria.length} criteria done.`;
}

/** What whoever works on the task does now; undefined where nobody works on it. */
export function nextStep({ status, criteria }: TaskView): string | undefined {
  const open = criteria.find(({ isDone }) => !isDone);
  switch (status) {
    case 'in-progress':
      return open
        ? `build ${oneLine(open.id)} (${oneLine(open.text).slice(0, 300)}), test it, commit it together with the state file, and record it with ac-done.`
        : 'run all tests, record the task with complete, commit the state file, and open the pull request.';
    case 'blocked':
      return 'report why to the person; unblock it once the reason is gone.';
    case 'completed':
      return 'commit the state file and open the pull request; the person reviews and merges it. Then ask for the next task.';
    case 'pending':
      return 'start it before any work on it.';
    default:
      return undefined;
  }
}

/** The decider found under the lock that somebody had done the same meanwhile. */
const NOTHING: Refusal = { code: 'NOTHING', message: '', remedy: '' };
