import assert from 'node:assert/strict';
import { burnUp } from '../../../../src/core/history/burnUp';
import { cycleTimes } from '../../../../src/core/history/cycleTimes';
import { isoDay, mondayOf, readDay } from '../../../../src/core/history/days';
import type { HistoryFilter, ProjectHistory } from '../../../../src/core/history/history';
import { projectOn } from '../../../../src/core/history/projectOn';
import { readHistory } from '../../../../src/core/history/readHistory';
import { throughput } from '../../../../src/core/history/throughput';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { createWorkplace } from '../../../../src/io/world';
import { makeCourse, trueAt, type Course, type Truth } from '../../../support/course';
import { useIsolatedGit } from '../../../support/repository';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const DAY = 86_400_000;

async function historyOf(root: string, now: Date): Promise<ProjectHistory> {
  const place = createWorkplace(root, { settings: () => DEFAULT_SETTINGS, trusted: () => true, by: 'a test', log: silent });
  const history = await readHistory(await place.snapshot(), { git: place.git, settings: DEFAULT_SETTINGS, now });
  assert.ok(history);
  return history;
}

describe('the history of a project whose true course is known', function () {
  // Making it takes hundreds of processes.
  this.timeout(120_000);
  useIsolatedGit();

  for (const seed of ['one', 'two']) {
    describe(`the course ${seed}`, () => {
      let course: Course;
      let history: ProjectHistory;

      before(async () => {
        course = makeCourse(seed);
        history = await historyOf(course.history.root, course.end);
      });
      after(() => course.history.dispose());

      /** The true courses of the tasks that a filter means, in the order of the history. */
      function truths({ phase, risk }: HistoryFilter = {}): readonly (readonly [id: string, truth: readonly Truth[]])[] {
        const meant = course.tasks.filter((one) => (phase === undefined || `Phase ${String(one['phase'])}` === phase) && (risk === undefined || String(one['risk']).toLowerCase() === risk.toLowerCase()));
        return meant.map(({ task_id: id }) => [id, course.truth.get(id) ?? []]);
      }

      const filters: readonly HistoryFilter[] = [{}, { phase: 'Phase 2' }, { risk: 'Low' }, { phase: 'Phase 1', risk: 'High' }];

      it('is told event by event, to the second', () => {
        const told = new Map(history.tasks.map(({ id, events }) => [id, events.map(({ at, what, status }): Truth => ({ at, what, status }))]));
        assert.ok([...course.truth.values()].flat().length > 70);
        for (const [id, truth] of course.truth) assert.deepEqual(told.get(id), truth, id);
        assert.equal(told.size, course.truth.size);
        assert.ok(history.isWhole);
      });

      it('gives the burn-up of every day, wherever a day begins, by phase and risk', () => {
        for (const offsetMinutes of [0, 540, -300]) {
          for (const filter of filters) {
            const days = burnUp(history, { filter, offsetMinutes });
            assert.ok(days.length >= 60);
            for (const { day, ...counts } of days) {
              const midnight = ((readDay(day) ?? NaN) + 1) * DAY - offsetMinutes * 60_000;
              const statuses = truths(filter).map(([, truth]) => trueAt(truth, midnight - 1));
              const count = (status: string) => statuses.filter((one) => one === status).length;
              const scope = statuses.filter((one) => one !== undefined).length;
              assert.deepEqual(counts, { scope, completed: count('completed'), inProgress: count('in-progress'), blocked: count('blocked'), abandoned: count('abandoned') }, `${day} ${offsetMinutes}`);
            }
          }
        }
      });

      it('shows the project as it was on any day', () => {
        for (let day = -1; day <= 60; day++) {
          const moment = course.start + day * DAY;
          const told = projectOn(history, Math.floor(moment / DAY), { offsetMinutes: 0 }).map(({ task, status }) => [task.id, status]);
          const midnight = (Math.floor(moment / DAY) + 1) * DAY;
          const so = new Map(truths().map(([id, truth]) => [id, trueAt(truth, midnight - 1)]));
          assert.deepEqual(new Map(told as [string, string][]), new Map([...so].filter(([, status]) => status !== undefined)));
        }
      });

      it('gives throughput and cycle times of what stands', () => {
        for (const filter of filters) {
          const done = truths(filter).flatMap(([id, truth]) => {
            if (truth.at(-1)?.status !== 'completed') return [];
            const completed = truth.findLast(({ what }) => what === 'completed');
            // What was put back by a revert is begun anew.
            const put = truth.findLastIndex(({ what, status }) => what === 'reopened' && status === 'pending');
            return [{ id, at: completed?.at ?? NaN, started: truth.slice(put + 1).find(({ what }) => what === 'started')?.at }];
          });
          const weeks = new Map<string, number>();
          for (const { at } of done) {
            const week = isoDay(mondayOf(Math.floor(at / DAY)));
            weeks.set(week, (weeks.get(week) ?? 0) + 1);
          }
          const told = throughput(history, { filter, offsetMinutes: 0 });
          assert.deepEqual(new Map(told.weeks.filter(({ completed }) => completed > 0).map(({ from, completed }) => [from, completed])), new Map([...weeks].sort()));
          assert.equal(told.days.reduce((sum, { completed }) => sum + completed, 0), done.length);

          const cycles = cycleTimes(history, filter);
          const known = done.filter(({ started }) => started !== undefined).sort((a, b) => a.at - b.at);
          assert.deepEqual(cycles.tasks.map(({ id, took }) => [id, took]), known.map(({ id, at, started }) => [id, at - (started ?? NaN)]));
          assert.equal(cycles.withoutStart, done.length - known.length);
          const took = known.map(({ at, started }) => at - (started ?? NaN)).sort((a, b) => a - b);
          assert.equal(cycles.median, took[Math.ceil(took.length / 2) - 1]);
          assert.equal(cycles.percentile85, took[Math.ceil(took.length * 0.85) - 1]);
        }
      });

      it('agrees with what the snapshot says today', async () => {
        const place = createWorkplace(course.history.root, { settings: () => DEFAULT_SETTINGS, trusted: () => true, by: 'a test', log: silent });
        const snapshot = await place.snapshot();
        const now = new Map(projectOn(history, Math.floor(course.end.getTime() / DAY), { offsetMinutes: 0 }).map(({ task, status }) => [task.id, status]));
        assert.equal(now.size, snapshot.tasks.length);
        for (const { task, status, hasLanded } of snapshot.tasks) {
          assert.equal(now.get(task.id), status === 'completed' && !hasLanded ? 'in-progress' : status, task.id);
        }
      });
    });
  }
});
