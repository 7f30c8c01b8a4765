import assert from 'node:assert/strict';
import fc from 'fast-check';
import { burnUp } from '../../../../src/core/history/burnUp';
import { completionsOf } from '../../../../src/core/history/completions';
import { cycleTimes } from '../../../../src/core/history/cycleTimes';
import { dayOf, isoDay, mondayOf, readDay } from '../../../../src/core/history/days';
import { filtered } from '../../../../src/core/history/history';
import { projectOn } from '../../../../src/core/history/projectOn';
import { throughput } from '../../../../src/core/history/throughput';
import { anyHistory, BEGIN, DAY, event, historyWith, taskOf } from './anyHistory';

const offset = fc.constantFrom(0, 540, -660, 345);
const filter = fc.constantFrom({}, { phase: 'Phase 1' }, { risk: 'Low' as const }, { phase: 'none of them' });

describe('figures of any history', () => {
  it('never have more completed than there are, and agree with the project as it was on each day', () => {
    fc.assert(
      fc.property(anyHistory, offset, filter, (history, offsetMinutes, meant) => {
        const days = burnUp(history, { filter: meant, offsetMinutes });
        assert.equal(days.length, 41);
        for (const { day, scope, completed, inProgress, blocked, abandoned } of days) {
          assert.ok(completed >= 0 && inProgress >= 0 && blocked >= 0 && abandoned >= 0 && completed + inProgress + blocked + abandoned <= scope);
          const on = projectOn(history, readDay(day) ?? NaN, { filter: meant, offsetMinutes });
          const count = (status: string) => on.filter((one) => one.status === status).length;
          assert.deepEqual([on.length, count('completed'), count('in-progress'), count('blocked'), count('abandoned')], [scope, completed, inProgress, blocked, abandoned]);
        }
      }),
    );
  });

  it('add up: days to weeks, phases to the whole, and completions to what stands at the end', () => {
    fc.assert(
      fc.property(anyHistory, offset, (history, offsetMinutes) => {
        const { days, weeks } = throughput(history, { offsetMinutes });
        const sum = (rows: readonly { completed: number }[]) => rows.reduce((total, { completed }) => total + completed, 0);
        assert.equal(sum(days), sum(weeks));
        for (const { from, completed } of weeks) assert.equal(sum(days.filter(({ from: day }) => isoDay(mondayOf(readDay(day) ?? NaN)) === from)), completed);
        assert.equal(sum(days), history.tasks.filter(({ events }) => events.at(-1)?.status === 'completed').length);
        const parts = ['Phase 1', 'Phase 2'].map((phase) => throughput(history, { filter: { phase }, offsetMinutes }).days);
        days.forEach(({ completed }, index) => assert.equal((parts[0]?.[index]?.completed ?? 0) + (parts[1]?.[index]?.completed ?? 0), completed));
      }),
    );
  });

  it('tell of every completion that stands either how long it took, or that nobody knows', () => {
    fc.assert(
      fc.property(anyHistory, filter, (history, meant) => {
        const { tasks, withoutStart, median, percentile85 } = cycleTimes(history, meant);
        assert.equal(tasks.length + withoutStart, completionsOf(history, meant).length);
        assert.ok(tasks.every(({ took, startedAt, completedAt }) => took >= 0 && took === completedAt - startedAt));
        assert.equal(median === undefined, tasks.length === 0);
        if (median === undefined || percentile85 === undefined) return;
        assert.ok(median <= percentile85);
        assert.ok(tasks.filter(({ took }) => took <= median).length * 2 >= tasks.length);
        assert.ok(tasks.filter(({ took }) => took <= percentile85).length >= tasks.length * 0.85);
      }),
    );
  });
});

describe('cycle time', () => {
  const of = (...events: ReturnType<typeof event>[]) => cycleTimes({ tasks: [taskOf('A', events)], key: '', from: BEGIN, until: BEGIN + 30 * DAY, isWhole: true });

  it('goes on over a block and a reopening, and begins anew after the task was put back or given up', () => {
    assert.equal(of(event(1, 'started', 'in-progress'), event(2, 'blocked', 'blocked'), event(5, 'resumed', 'in-progress'), event(7, 'completed', 'completed')).median, 6 * DAY);
    assert.equal(of(event(1, 'started', 'in-progress'), event(2, 'completed', 'completed'), event(3, 'reopened', 'in-progress'), event(9, 'completed', 'completed')).median, 8 * DAY);
    for (const [what, status] of [['put-back', 'pending'], ['abandoned', 'abandoned'], ['reopened', 'pending']] as const) {
      assert.equal(of(event(1, 'started', 'in-progress'), event(2, what, status), event(6, 'started', 'in-progress'), event(7, 'completed', 'completed')).median, DAY);
    }
    assert.deepEqual(of(event(1, 'started', 'in-progress'), event(2, 'completed', 'completed'), event(3, 'reopened', 'in-progress')).tasks, []);
    assert.equal(of(event(2, 'completed', 'completed')).withoutStart, 1);
  });

  it('is that of a task, and not between two', () => {
    const tasks = [1, 2, 4, 8].map((took, index) => taskOf(`T${index}`, [event(0, 'started', 'in-progress'), event(took, 'completed', 'completed')]));
    const { median, percentile85 } = cycleTimes({ ...historyWith({ days: 10, completedOn: [] }), tasks });
    assert.deepEqual([median, percentile85], [2 * DAY, 8 * DAY]);
  });
});

describe('days', () => {
  it('begin where the person is, and weeks on Monday', () => {
    assert.equal(isoDay(dayOf(Date.parse('2026-01-05T23:30:00Z'), 60)), '2026-01-06');
    assert.equal(isoDay(dayOf(Date.parse('2026-01-05T00:30:00Z'), -60)), '2026-01-04');
    assert.equal(isoDay(mondayOf(readDay('2026-01-04') ?? NaN)), '2025-12-29');
    assert.equal(isoDay(mondayOf(readDay('2026-01-05') ?? NaN)), '2026-01-05');
    assert.equal(isoDay(mondayOf(readDay('1969-12-31') ?? NaN)), '1969-12-29');
    for (const odd of ['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', '', 'today', '2026-01-01T00:00']) assert.equal(readDay(odd), undefined, odd);
  });

  it('are not missed where nothing happened for years, and a history of one commit has one', () => {
    const gap = historyWith({ days: 2_000, completedOn: [1, 1_999], open: 1 });
    assert.equal(burnUp(gap, { offsetMinutes: 0 }).length, 2_001);
    assert.equal(throughput(gap, { offsetMinutes: 0 }).weeks.length, 286);
    const one = historyWith({ days: 0, completedOn: [], open: 2 });
    assert.deepEqual(burnUp(one, { offsetMinutes: 0 }), [{ day: '2026-01-05', scope: 2, completed: 0, inProgress: 0, blocked: 0, abandoned: 0 }]);
    assert.equal(filtered(one, { risk: 'High' }).length, 0);
  });
});
