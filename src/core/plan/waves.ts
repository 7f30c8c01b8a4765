import { pendingHighTasks, rank, underWay } from '../select/eligibility';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';
import { MOST_PARALLEL, type LeftOut, type Wave } from './backlogPlan';
import type { Conflict } from './conflict';
import type { Conflicts } from './conflicts';
import { largestBatch, type FoundBatch } from './largestBatch';
import { Pairs } from './pairs';
import type { ModeOfPlan } from './planMode';
import { planOrder } from './planOrder';
import { ReadySet } from './readySet';
import { Waiting } from './waiting';
import { waveLimits } from './waveLimits';

/** So many pairs are compared for batches; from then on only the first candidates of each. */
const COMPARED = 60_000;
/** So many are compared so that the conflicts of a plan can be shown, and so many candidates of a wave. */
const SHOWN = 2000;
const SHOWN_BESIDE = 30;

interface WavesInput {
  readonly snapshot: Snapshot;
  /** What may be planned, in the manifest's order. */
  readonly views: readonly TaskView[];
  readonly isParallel: boolean;
  readonly aloneSince: ModeOfPlan['aloneSince'];
  readonly max: number;
  readonly conflicts: Conflicts;
  readonly settings: Pick<Settings, 'ranking' | 'wipLimit'>;
  minutesOf(view: TaskView): number;
}

/** Deals tasks out to waves, each as soon as it can start and as many at once as can. For one plan. */
export class Waves {
  /** Best first. A task's place in it stands for the task. */
  private readonly order: readonly TaskView[];
  private readonly places: ReadonlyMap<TaskView, number>;
  /** Places of tasks that could start, by whether they may run beside others. */
  private readonly side: ReadySet;
  private readonly alone: ReadySet;
  /** Could start, and are provisional while High risk tasks wait (spec, Enforcement & Guardrails). */
  private readonly provisional = new Set<TaskView>();
  private readonly planned = new Set<TaskView>();
  private readonly waiting: Waiting;
  private readonly highPending: Set<string>;
  private readonly pairs: Pairs;
  private readonly most: number;
  /** Beside the plan, and not counted as done yet. */
  private unsettled: readonly TaskView[] = [];

  constructor(private readonly input: WavesInput) {
    const { snapshot, views, isParallel, settings, conflicts } = input;
    this.order = isParallel ? planOrder(views, snapshot, { ranking: settings.ranking, minutesOf: input.minutesOf }) : rank(views, snapshot, settings.ranking);
    this.places = new Map(this.order.map((view, place) => [view, place]));
    this.side = new ReadySet(views.length);
    this.alone = new ReadySet(views.length);
    this.waiting = new Waiting(snapshot);
    this.highPending = new Set(pendingHighTasks(snapshot));
    this.pairs = new Pairs(conflicts, (snapshot.tasks.at(-1)?.task.index ?? 0) + 1);
    this.most = Math.max(1, Math.min(input.max, MOST_PARALLEL));
    for (const view of views) if (this.waiting.isReady(view)) this.ready(view);
  }

  /** All waves. A first one without tasks is there only if others follow. */
  plan(): readonly Wave[] {
    const waves: Wave[] = [];
    for (let number = 1; ; number++) {
      const wave = this.wave(number);
      if (wave.tasks.length === 0 && (number > 1 || this.side.count + this.alone.count === 0)) return waves;
      waves.push(wave);
    }
  }

  /** Why no wave holds a task, once all are dealt out. */
  waitOf(view: TaskView): LeftOut['why'] | undefined {
    if (this.planned.has(view)) return undefined;
    const taskIds = this.waiting.unmetOf(view);
    return taskIds.length === 0 ? { kind: 'provisional' } : { kind: 'waits', taskIds };
  }

  /** Those that were met, in the manifest's order. */
  conflicts(): readonly Conflict[] {
    const { byId } = this.input.snapshot;
    const at = (id: string) => byId.get(id)?.task.index ?? 0;
    return this.pairs.found().toSorted((one, other) => at(one.tasks[0]) - at(other.tasks[0]) || at(one.tasks[1]) - at(other.tasks[1]));
  }

  private wave(number: number): Wave {
    const { isParallel, settings, snapshot } = this.input;
    const running = isParallel && number === 1 ? underWay(snapshot.tasks) : [];
    const places = isParallel ? Math.max(0, Math.min(this.most, settings.wipLimit) - running.length) : 1;
    const { batch, isCut } = this.choose(places, running);
    for (const view of batch) this.take(view);
    const others = { side: this.views(this.side), alone: this.views(this.alone) };
    const limits = waveLimits({ batch, running, places, most: this.most, isCut, others, pairs: this.pairs, aloneSince: this.input.aloneSince });
    this.compareForShowing([...running, ...batch]);
    if (isParallel && number === 1) this.unsettled = this.settling();
    return { number, ...this.finish(batch), limits };
  }

  /** Large batches first; of single tasks the best. */
  private choose(places: number, running: readonly TaskView[]): FoundBatch<TaskView> {
    if (places === 0 || running.some(({ task }) => this.input.aloneSince(task) !== undefined)) return { batch: [], isCut: false };
    const doConflict = (a: TaskView, b: TaskView) => this.pairs.doConflict(a.task, b.task);
    const found = largestBatch(this.views(this.side, running), places, doConflict, () => this.pairs.asked >= COMPARED);
    const alone = this.order[this.alone.next(0) ?? -1];
    if (!alone || running.length > 0 || found.batch.length > 1) return found;
    return found.batch[0] && this.placeOf(found.batch[0]) < this.placeOf(alone) ? found : { batch: [alone], isCut: false };
  }

  /** The tasks of a set, best first, that conflict with none of those under way. */
  private *views(set: ReadySet, running: readonly TaskView[] = []): Iterable<TaskView> {
    for (const place of set.from(0)) {
      const view = this.order[place];
      if (view && !running.some(({ task }) => this.pairs.doConflict(task, view.task))) yield view;
    }
  }

  /** What is done once the first wave is merged, beside its tasks. */
  private settling(): readonly TaskView[] {
    const { tasks } = this.input.snapshot;
    return [...underWay(tasks), ...tasks.filter(({ status, hasLanded }) => status === 'completed' && !hasLanded)];
  }

  /**
   * Counts as done what settles beside the plan, each once its own dependencies are: else what waits for it could run
   * beside what it waits for. Gives the tasks that waited for it.
   */
  private settle(): readonly TaskView[] {
    const waiters: TaskView[] = [];
    for (let before = -1; before !== this.unsettled.length; ) {
      before = this.unsettled.length;
      this.unsettled = this.unsettled.filter((view) => {
        if (this.waiting.unmetOf(view).length > 0) return true;
        waiters.push(...this.waiting.finish(view.task.id));
        return false;
      });
    }
    return waiters;
  }

  /** Counts the tasks of a wave as done, and what settles beside them, and makes ready what that lets start. */
  private finish(batch: readonly TaskView[]): Pick<Wave, 'tasks' | 'minutes' | 'serialMinutes'> {
    const finished = batch.map((view) => ({ view, waiters: this.waiting.finish(view.task.id) }));
    const settled = this.settle();
    for (const { task } of batch) this.highPending.delete(task.id);
    const isReady = (view: TaskView) => this.waiting.isReady(view);
    const tasks = finished.map(({ view, waiters }) => ({
      taskId: view.task.id,
      minutes: this.input.minutesOf(view),
      // All of them are done by now, or it could not start.
      after: [...new Set(view.unmet)],
      unlocks: waiters.filter(isReady).map(({ task }) => task.id),
    }));
    const waiters = [...settled, ...finished.flatMap((one) => one.waiters)];
    const freed = new Set([...waiters.filter(isReady), ...(this.highPending.size === 0 ? this.provisional : [])]);
    for (const view of freed) if (this.places.has(view)) this.ready(view);
    const minutes = tasks.map((one) => one.minutes);
    return { tasks, minutes: Math.max(0, ...minutes), serialMinutes: minutes.reduce((sum, one) => sum + one, 0) };
  }

  private ready(view: TaskView): void {
    if (view.task.provisional && this.highPending.size > 0) {
      this.provisional.add(view);
      return;
    }
    this.provisional.delete(view);
    this.setOf(view).add(this.placeOf(view));
  }

  private take(view: TaskView): void {
    this.planned.add(view);
    this.setOf(view).remove(this.placeOf(view));
  }

  private setOf({ task }: TaskView): ReadySet {
    return this.input.aloneSince(task) === undefined ? this.side : this.alone;
  }

  private placeOf(view: TaskView): number {
    return this.places.get(view) ?? 0;
  }

  /** Finds conflicts of a wave's tasks with others that could start, beyond what the search for the batch had to know. */
  private compareForShowing(members: readonly TaskView[]): void {
    let left = SHOWN_BESIDE;
    for (const other of this.views(this.side)) {
      if (left-- === 0 || this.pairs.asked >= SHOWN) return;
      for (const { task } of members) this.pairs.doConflict(task, other.task);
    }
  }
}
