import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { BacklogPlan, Wave } from '../../../../src/core/plan/backlogPlan';
import { planBacklog } from '../../../../src/core/plan/planBacklog';
import { isMergedOpen, isOpen, pendingHighTasks, underWay } from '../../../../src/core/select/eligibility';
import type { TaskView } from '../../../../src/core/snapshot';
import { anyPlan, planOf, type AnyPlan } from './anyPlan';

const ids = ({ tasks }: Wave) => tasks.map(({ taskId }) => taskId);

/** Tasks that were dealt out before a wave, with what counts as done from the second on: what runs beside, once all that it depends on is done. */
function doneBefore(wave: Wave, plan: BacklogPlan, { snapshot }: AnyPlan): ReadonlySet<string> {
  const done = new Set(plan.waves.filter(({ number }) => number < wave.number).flatMap(ids));
  if (plan.mode.kind !== 'parallel' || wave.number === 1) return done;
  const beside = snapshot.tasks.filter((view) => view.status === 'completed' || plan.running.includes(view.task.id));
  for (let before = -1; before !== done.size; ) {
    before = done.size;
    for (const { task, unmet } of beside) if (unmet.every((one) => done.has(one))) done.add(task.id);
  }
  return done;
}

/** The slow and plain way to say what could be in a wave: every task of the plan that is not in an earlier one and need not wait. */
function candidatesOf(wave: Wave, plan: BacklogPlan, given: AnyPlan): readonly TaskView[] {
  const { snapshot } = given;
  const done = doneBefore(wave, plan, given);
  const highLeft = pendingHighTasks(snapshot).filter((one) => !done.has(one));
  const inPlan = new Set(plan.waves.flatMap(ids));
  return snapshot.tasks.filter(({ task, unmet }) => inPlan.has(task.id) && !done.has(task.id) && unmet.every((one) => done.has(one)) && (!task.provisional || highLeft.length === 0));
}

/** Whether tasks may start at once beside others that are under way, by the rules alone. */
function mayStartTogether(views: readonly TaskView[], beside: readonly TaskView[], plan: BacklogPlan, { conflicts, snapshot, options }: AnyPlan): boolean {
  if (views.length + beside.length < 2) return true;
  const bare = snapshot.tasks
    .filter((view) => isOpen(view) && !isMergedOpen(view) && !options.excluded?.has(view.task.id) && isInScope(view, options.scope) && (view.task.parallel === undefined || view.task.conflictsWith === undefined))
    .map(({ task }) => task.slice);
  const isFree = ({ task }: TaskView) => plan.mode.kind === 'parallel' && task.risk !== 'High' && task.parallel === true && task.conflictsWith !== undefined && !bare.includes(task.slice);
  return [...views, ...beside].every(isFree) && views.every((a, at) => [...views.slice(at + 1), ...beside].every((b) => !conflicts.between(a.task, b.task)));
}

function isInScope({ task }: TaskView, scope: BacklogPlan['scope']): boolean {
  return scope.kind === 'backlog' || (scope.kind === 'phase' ? task.phase === scope.phase : scope.kind === 'slice' ? task.slice === scope.slice : scope.taskIds.includes(task.id));
}

/** What runs in a wave beside its own tasks. */
function besides(wave: Wave, plan: BacklogPlan, { snapshot }: AnyPlan): readonly TaskView[] {
  return plan.mode.kind === 'parallel' && wave.number === 1 ? underWay(snapshot.tasks) : [];
}

function placesOf(wave: Wave, plan: BacklogPlan, given: AnyPlan): number {
  if (plan.mode.kind === 'sequential') return 1;
  return Math.max(0, Math.min(given.options.max, given.options.settings.wipLimit) - besides(wave, plan, given).length);
}

/** The size of the largest batch: all subsets of what could start. */
function largestSize(wave: Wave, plan: BacklogPlan, given: AnyPlan): number {
  const candidates = candidatesOf(wave, plan, given);
  const beside = besides(wave, plan, given);
  const most = placesOf(wave, plan, given);
  let best = 0;
  const walk = (at: number, chosen: readonly TaskView[]): void => {
    best = Math.max(best, chosen.length);
    if (chosen.length === most) return;
    for (let next = at; next < candidates.length; next++) {
      const grown = [...chosen, candidates[next]!];
      if (mayStartTogether(grown, beside, plan, given)) walk(next + 1, grown);
    }
  };
  walk(0, []);
  return best;
}

function dependsOn(a: TaskView, b: TaskView, { snapshot }: AnyPlan, seen = new Set<string>()): boolean {
  return a.unmet.some((need) => need === b.task.id || (!seen.has(need) && seen.add(need) && snapshot.byId.has(need) && dependsOn(snapshot.byId.get(need)!, b, { snapshot } as AnyPlan, seen)));
}

const viewsOf = (wave: Wave, { snapshot }: AnyPlan) => ids(wave).map((one) => snapshot.byId.get(one)!);

describe('any plan', () => {
  const small = anyPlan({ minLength: 1, maxLength: 14 });

  it('holds no two tasks in one wave that conflict, depend on each other, or must run alone, and never more than asked for', () =>
    fc.assert(
      fc.property(small, (given) => {
        const plan = planOf(given);
        for (const wave of plan.waves) {
          const views = viewsOf(wave, given);
          assert.ok(views.length <= placesOf(wave, plan, given));
          assert.ok(views.length === 0 || mayStartTogether(views, besides(wave, plan, given), plan, given));
          for (const a of views) for (const b of views) assert.ok(!dependsOn(a, b, given), `${a.task.id} ${b.task.id}`);
        }
      }),
      { numRuns: 500 },
    ));

  it('makes each wave the largest there is, and no candidate could be added', () =>
    fc.assert(
      fc.property(small, (given) => {
        const plan = planOf(given);
        for (const wave of plan.waves) {
          const views = viewsOf(wave, given);
          assert.equal(views.length, largestSize(wave, plan, given));
          const others = candidatesOf(wave, plan, given).filter((one) => !views.includes(one));
          const beside = besides(wave, plan, given);
          if (views.length < placesOf(wave, plan, given)) for (const other of others) assert.ok(!mayStartTogether([...views, other], beside, plan, given), other.task.id);
        }
      }),
      { numRuns: 500 },
    ));

  it('has every open task of its scope in just one wave, or among those left out', () =>
    fc.assert(
      fc.property(small, (given) => {
        const plan = planOf(given);
        const open = given.snapshot.tasks.filter((view) => isInScope(view, plan.scope) && !['completed', 'abandoned'].includes(view.status)).map(({ task }) => task.id);
        const told = [...plan.waves.flatMap(ids), ...plan.leftOut.map(({ taskId }) => taskId)];
        assert.deepEqual(told.toSorted(), open.toSorted());
        const order = plan.leftOut.map(({ taskId }) => given.snapshot.byId.get(taskId)!.task.index);
        assert.deepEqual(order, order.toSorted((a, b) => a - b));
      }),
      { numRuns: 300 },
    ));

  it('starts no task before what it needs is done, and leaves none out that could start', () =>
    fc.assert(
      fc.property(small, (given) => {
        const plan = planOf(given);
        for (const wave of plan.waves) {
          const done = doneBefore(wave, plan, given);
          for (const view of viewsOf(wave, given)) assert.ok(view.unmet.every((need) => done.has(need)));
        }
        const end = doneBefore({ number: Infinity } as Wave, plan, given);
        for (const { taskId, why } of plan.leftOut) {
          const view = given.snapshot.byId.get(taskId)!;
          if (why.kind === 'waits') assert.deepEqual(why.taskIds, [...new Set(view.unmet)].filter((need) => !end.has(need)));
          if (why.kind === 'provisional') assert.ok(view.task.provisional && pendingHighTasks(given.snapshot).some((one) => !end.has(one)));
        }
      }),
      { numRuns: 300 },
    ));

  it('says why a wave is no larger, exactly where it has fewer tasks than were asked for', () =>
    fc.assert(
      fc.property(small, (given) => {
        const plan = planOf(given);
        for (const wave of plan.waves) {
          if (plan.mode.kind === 'sequential') {
            assert.deepEqual(wave.limits, [{ kind: 'sequential' }]);
            continue;
          }
          assert.equal(wave.limits.length === 0, wave.tasks.length >= given.options.max);
          for (const limit of wave.limits) {
            if (limit.kind !== 'conflict') continue;
            const members = [...ids(wave), ...besides(wave, plan, given).map(({ task }) => task.id)];
            assert.ok(!members.includes(limit.taskId) && limit.conflict.tasks.includes(limit.taskId) && limit.conflict.tasks.some((one) => members.includes(one)));
            assert.ok(candidatesOf(wave, plan, given).some(({ task }) => task.id === limit.taskId));
          }
          if (wave.limits[0]?.kind === 'nothing-else') assert.equal(candidatesOf(wave, plan, given).length, wave.tasks.length);
        }
      }),
      { numRuns: 500 },
    ));

  it('adds up: minutes of waves, what they save, and the longest chain', () =>
    fc.assert(
      fc.property(small, (given) => {
        const { waves, minutes, criticalPath } = planOf(given);
        const tasks = waves.flatMap((wave) => wave.tasks);
        const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
        assert.equal(minutes.serial, sum(tasks.map((one) => one.minutes)));
        assert.equal(minutes.planned, sum(waves.map((wave) => Math.max(0, ...wave.tasks.map((one) => one.minutes)))));
        assert.equal(minutes.saved, minutes.serial - minutes.planned);
        const byId = new Map(tasks.map((one) => [one.taskId, one]));
        const chain = (taskId: string): number => (byId.get(taskId)?.minutes ?? 0) + Math.max(0, ...(byId.get(taskId)?.after ?? []).map(chain));
        assert.equal(criticalPath.minutes, Math.max(0, ...tasks.map(({ taskId }) => chain(taskId))));
        assert.equal(criticalPath.minutes, sum(criticalPath.taskIds.map((one) => byId.get(one)!.minutes)));
        criticalPath.taskIds.slice(1).forEach((one, at) => assert.ok(byId.get(one)!.after.includes(criticalPath.taskIds[at]!)));
        assert.ok(criticalPath.minutes <= minutes.planned);
      }),
      { numRuns: 300 },
    ));

  it('is the same for the same backlog, can be written as JSON, and does not depend on the order of the look-up by id', () =>
    fc.assert(
      fc.property(small, (given) => {
        const plan = planOf(given);
        const shuffled = { ...given.snapshot, byId: new Map([...given.snapshot.byId].toReversed()) };
        assert.deepEqual(planBacklog(shuffled, { ...given.options, conflicts: given.conflicts }), plan);
        assert.deepEqual(JSON.parse(JSON.stringify(plan)), plan);
      }),
      { numRuns: 200 },
    ));

  it('shows only conflicts that are there, each once', () =>
    fc.assert(
      fc.property(small, (given) => {
        const { conflicts } = planOf(given);
        const keys = conflicts.map(({ tasks }) => tasks.join(' '));
        assert.equal(new Set(keys).size, keys.length);
        for (const { tasks } of conflicts) assert.ok(given.conflicts.between(given.snapshot.byId.get(tasks[0])!.task, given.snapshot.byId.get(tasks[1])!.task));
      }),
      { numRuns: 200 },
    ));

  it('holds to all this with more tasks than the search looks at for certain', () =>
    fc.assert(
      fc.property(anyPlan({ minLength: 60, maxLength: 99 }), (given) => {
        const plan = planOf(given);
        for (const wave of plan.waves) {
          const views = viewsOf(wave, given);
          const beside = besides(wave, plan, given);
          assert.ok(views.length <= placesOf(wave, plan, given) && (views.length === 0 || mayStartTogether(views, beside, plan, given)));
          if (views.length === placesOf(wave, plan, given)) continue;
          for (const other of candidatesOf(wave, plan, given)) assert.ok(views.includes(other) || !mayStartTogether([...views, other], beside, plan, given));
        }
      }),
      { numRuns: 40 },
    ));
});
