import type { EventKind } from '../../src/core/history/history';
import { seededRandom } from '../../src/core/history/seededRandom';
import type { Status } from '../../src/core/state/taskState';
import { task, type RawTask } from './builders';
import { makeHistory, type History, type RawEntry } from './history';

/** What is true of a task, in the order of time. Milliseconds since 1970. */
export interface Truth {
  readonly at: number;
  readonly what: EventKind;
  /** From then on. */
  readonly status: Status;
}

/** A real repository, and what really happened in it: written down while it was made. */
export interface Course {
  readonly history: History;
  readonly tasks: readonly RawTask[];
  readonly truth: ReadonlyMap<string, readonly Truth[]>;
  readonly start: number;
  /** Past the last event. */
  readonly end: Date;
}

const HOUR = 3_600_000;
const START = Date.parse('2026-01-05T08:00:00Z');
const DAYS = 60;

/** How a task of the course lives: each life is another way in which work comes into a base branch, or does not. */
const LIVES = ['untouched', 'squashed', 'squashed away', 'merged', 'recorded', 'jumped', 'blocked', 'abandoned', 'reverted', 'built again', 'reopened', 'under way', 'done on its branch'] as const;

/**
 * A project of two months: tasks that are squashed, merged with a commit, recorded on the base branch, blocked, abandoned,
 * reverted, reopened and still under way, side by side; a scope that grows and shrinks; and times in the state file that
 * agents invented. The same seed gives the same project.
 *
 * @param start milliseconds since 1970: of the first commit
 */
export function makeCourse(seed: string, start = START): Course {
  const random = seededRandom(seed);
  const between = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  const ids = Array.from({ length: LIVES.length * 2 }, (_, index) => `T${index}--T01`);
  const tasks = ids.map((id) => task({ task_id: id, phase: between(1, 3), slice: `1.${between(1, 2)}`, risk: ['High', 'Medium', 'low'][between(0, 2)] ?? '' }));
  const first = tasks.slice(0, 16);
  const driver = new Driver(makeHistory({ tasks: first, start: new Date(start).toISOString() }), random);
  for (const { task_id: id } of first) driver.say(id, 'appeared', start);

  const steps: { readonly at: number; run(): void }[] = [];
  const plan = (id: string, earliest: number, ...acts: readonly ((id: string) => void)[]) => {
    let hour = between(earliest * 24, (earliest + 12) * 24);
    for (const act of acts) {
      steps.push({ at: start + hour * HOUR + between(0, 59) * 60_000, run: () => act(id) });
      hour += between(2, 4 * 24);
    }
  };
  tasks.forEach(({ task_id: id }, index) => plan(id, index < 16 ? 1 : 21, ...driver.life(LIVES[index % LIVES.length] ?? 'untouched')));
  steps.push({ at: start + 20 * 24 * HOUR, run: () => driver.scope(tasks) });
  steps.push({ at: start + 58 * 24 * HOUR, run: () => driver.scope(tasks.filter((_, index) => index % 9 !== 4)) });
  for (const { at, run } of steps.sort((a, b) => a.at - b.at)) driver.at(at, run);
  driver.history.switchTo('main');
  return { history: driver.history, tasks, truth: driver.truth, start, end: new Date(start + DAYS * 24 * HOUR) };
}

const AFTER: Partial<Record<EventKind, Status>> = { started: 'in-progress', resumed: 'in-progress', reopened: 'in-progress', blocked: 'blocked', completed: 'completed', abandoned: 'abandoned' };

/** How a task stood at a moment, by its true course; undefined where the manifest did not have it. */
export function trueAt(truth: readonly Truth[], moment: number): Status | undefined {
  const past = truth.filter(({ at }) => at <= moment);
  const isThere = past.findLast(({ what }) => what === 'appeared' || what === 'left')?.what === 'appeared';
  return isThere ? past.at(-1)?.status : undefined;
}

/** Does what is planned, and writes down what is true then. */
class Driver {
  readonly truth = new Map<string, Truth[]>();
  private readonly there = new Set<string>();

  constructor(
    readonly history: History,
    private readonly random: () => number,
  ) {}

  say(id: string, what: EventKind, at = this.history.now.getTime(), status?: Status): void {
    if (what === 'appeared') this.there.add(id);
    const before = this.truth.get(id) ?? [];
    this.truth.set(id, [...before, { at, what, status: status ?? AFTER[what] ?? before.at(-1)?.status ?? 'pending' }]);
  }

  at(time: number, run: () => void): void {
    // Two steps may be planned for one minute, and a step takes some.
    this.history.now = new Date(Math.max(time, this.history.now.getTime()));
    run();
  }

  life(life: (typeof LIVES)[number]): readonly ((id: string) => void)[] {
    const record = (status: string, what: EventKind) => (id: string) => this.onMain(id, status, what);
    switch (life) {
      case 'untouched':
        return [];
      case 'squashed':
        return [this.claim(), this.work, this.land('squash')];
      case 'squashed away':
        // Its branch is deleted, so nothing tells when it was begun.
        return [this.claim(false), this.land('squash', true)];
      case 'merged':
        return [this.claim(), this.work, this.land('merge', true)];
      case 'recorded':
        return [record('in-progress', 'started'), record('completed', 'completed')];
      case 'jumped':
        return [record('completed', 'completed')];
      case 'blocked':
        return [record('in-progress', 'started'), record('blocked', 'blocked'), record('in-progress', 'resumed'), record('completed', 'completed')];
      case 'abandoned':
        return [record('in-progress', 'started'), record('abandoned', 'abandoned')];
      case 'reverted':
        return [this.claim(false), this.land('squash', true), this.revert];
      case 'built again':
        return [this.claim(false), this.land('squash', true), this.revert, this.claim(), this.work, this.land('merge')];
      case 'reopened':
        return [record('in-progress', 'started'), record('completed', 'completed'), record('in-progress', 'reopened'), record('completed', 'completed')];
      case 'under way':
        return [this.claim(), this.work];
      case 'done on its branch':
        return [this.claim(), (id) => this.commitOnBranch(id, 'completed')];
    }
  }

  scope(tasks: readonly RawTask[]): void {
    this.history.switchTo('main');
    this.history.manifest(tasks);
    const ids = new Set(tasks.map(({ task_id: id }) => id));
    for (const id of ids) if (!this.there.has(id)) this.say(id, 'appeared');
    for (const id of this.there) if (!ids.has(id)) this.say(id, 'left');
    this.history.commit('docs: another plan');
  }

  private claim(isTold = true): (id: string) => void {
    return (id) => {
      this.history.branch(`feat/${id}`);
      if (isTold) this.say(id, 'started');
      this.record(id, 'in-progress');
      this.history.commit(`chore(${id}): initialize task state`);
    };
  }

  private readonly work = (id: string): void => this.commitOnBranch(id, 'in-progress');

  private commitOnBranch(id: string, status: string): void {
    this.history.switchTo(`feat/${id}`);
    this.record(id, status);
    this.history.write(`src/${id}.ts`, `// ${this.history.now.toISOString()}\n`);
    this.history.commit(`feat(${id}): [AC01] hold`);
  }

  private land(how: 'squash' | 'merge', isDeleted = false): (id: string) => void {
    return (id) => {
      const { history } = this;
      history.switchTo('main');
      const state = JSON.stringify(history.state());
      history.git('merge', '--quiet', ...(how === 'squash' ? ['--squash'] : ['--no-ff', '--no-commit']), '-X', 'ours', `feat/${id}`);
      // As a person who resolves it would: what main has of the others, and the branch's own entry.
      history.write('docs/backlog/task-state.json', `${JSON.stringify(JSON.parse(state), null, 2)}\n`);
      this.record(id, 'completed');
      this.say(id, 'completed');
      history.commit(how === 'squash' ? `feat(${id}): Build ${id} (#7)` : `Merge branch 'feat/${id}'`);
      if (isDeleted) history.git('branch', '--quiet', '-D', `feat/${id}`);
    };
  }

  private readonly revert = (id: string): void => {
    const { history } = this;
    history.switchTo('main');
    const hash = history.git('log', '--format=%H', '--fixed-strings', `--grep=feat(${id}): Build ${id} (#7)`, '-1', 'main').trim();
    const { tasks, ...rest } = history.state();
    history.git('revert', '--no-commit', '-X', 'ours', hash);
    history.write('docs/backlog/task-state.json', `${JSON.stringify({ ...rest, tasks: Object.fromEntries(Object.entries(tasks).filter(([other]) => other !== id)) }, null, 2)}\n`);
    this.say(id, 'reopened', history.now.getTime(), 'pending');
    history.commit(`Revert "feat(${id}): Build ${id} (#7)"`);
  };

  private onMain(id: string, status: string, what: EventKind): void {
    this.history.switchTo('main');
    this.record(id, status);
    this.say(id, what);
    this.history.commit(`chore(${id}): ${status}`);
  }

  /** With times that no clock ever showed. */
  private record(id: string, status: string): void {
    const invented = () => new Date(START + (this.random() * 400 - 200) * 24 * HOUR).toISOString();
    const entry: RawEntry = { status, started_at: invented(), completed_at: invented(), acs_completed: [], notes: `at ${this.history.now.toISOString()}` };
    this.history.entry(id, entry);
  }
}
