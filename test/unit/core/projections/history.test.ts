import assert from 'node:assert/strict';
import fc from 'fast-check';
import { burnUp } from '../../../../src/core/history/burnUp';
import { forecastOf, HISTORY_LIMITS, historyDay, historyModel } from '../../../../src/core/projections/history';
import { anyHistory, event, historyWith, taskOf } from '../history/anyHistory';

const request = { filter: {}, offsetMinutes: 0 };

describe('the history as a view is sent it', () => {
  it('is plain JSON, and the same for the same history', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        const model = historyModel(history, request);
        assert.deepEqual(JSON.parse(JSON.stringify(model)), model);
        assert.deepEqual(historyModel(history, request), model);
        const day = historyDay(history, model.to, request);
        assert.deepEqual(JSON.parse(JSON.stringify(day)), day);
        assert.equal(day?.counts.completed, model.burnUp.at(-1)?.completed);
        assert.equal(Object.values(day?.counts ?? {}).reduce((sum, count) => sum + count, 0), day?.total);
        assert.equal(day?.phases.reduce((sum, { total }) => sum + total, 0), day?.total);
      }),
    );
  });

  it('stays small over ten years and ten thousand tasks, with the first and the last day', () => {
    const history = historyWith({ days: 3_650, completedOn: Array.from({ length: 5_000 }, (_, index) => index % 3_600), open: 5_000 });
    const model = historyModel(history, request);
    const whole = burnUp(history, request);
    assert.equal(model.burnUp.length, HISTORY_LIMITS.points);
    assert.deepEqual([model.burnUp[0], model.burnUp.at(-1)], [whole[0], whole.at(-1)]);
    const days = model.burnUp.map(({ day }) => day);
    assert.deepEqual(days, [...new Set(days)].sort());
    assert.ok(model.weeks.length <= HISTORY_LIMITS.points && model.cycle.tasks.length === HISTORY_LIMITS.points);
    assert.equal(model.cycle.count, 5_000);
    assert.ok(JSON.stringify(model).length < 150_000);
    const many = { ...history, tasks: Array.from({ length: 1_000 }, (_, index) => taskOf(`T${index}`, [event(0, 'appeared', 'pending'), event(5, 'started', 'in-progress')])) };
    const day = historyDay(many, '2026-02-01', request);
    assert.deepEqual([day?.inProgress.length, day?.counts['in-progress']], [HISTORY_LIMITS.listed, 1_000]);
  });

  it('names what can be filtered by, and keeps to a filter', () => {
    const history = historyWith({ days: 20, completedOn: [3, 4], open: 1 });
    const [first, ...rest] = history.tasks;
    const mixed = { ...history, tasks: [{ ...first!, phase: 'Phase 2', risk: 'High' as const }, ...rest] };
    const model = historyModel(mixed, { filter: { phase: 'Phase 2' }, offsetMinutes: 0 });
    assert.deepEqual([model.phases, model.slices, model.risks], [['Phase 2', 'Phase 1'], ['Slice 1.1'], ['High', 'Medium']]);
    assert.deepEqual([model.burnUp.at(-1)?.scope, model.cycle.count, model.forecast.kind], [1, 1, 'silent']);
  });

  it('shows a past day: who was at work since when, and what was completed on that very day', () => {
    const history = historyWith({ days: 20, completedOn: [3, 4, 4], open: 1 });
    const day = historyDay(history, '2026-01-08', request);
    assert.deepEqual(day, {
      day: '2026-01-08',
      counts: { pending: 1, 'in-progress': 2, blocked: 0, completed: 1, abandoned: 0 },
      total: 4,
      phases: [{ label: 'Phase 1', total: 4, completed: 1, inProgress: 2, blocked: 0 }],
      inProgress: [{ id: 'D1', since: '2026-01-07' }, { id: 'D2', since: '2026-01-07' }],
      blocked: [],
      completed: [{ id: 'D0', since: '2026-01-08' }],
      completedCount: 1,
    });
    assert.deepEqual(historyDay(history, '2026-01-12', request)?.completed, []);
    assert.equal(historyDay(history, '1999-01-01', request)?.day, '2026-01-05');
    assert.equal(historyDay(history, '2099-01-01', request)?.day, '2026-01-25');
    assert.equal(historyDay(history, 'yesterday', request), undefined);
  });

  it('draws the forecast anew only when something happened, or another day began', () => {
    const completedOn = [2, 3, 5, 9, 11, 12, 15, 16];
    const history = historyWith({ days: 20, completedOn, open: 6 });
    assert.deepEqual(forecastOf(history, request), forecastOf({ ...history, until: history.until + 3_600_000 }, request));
    const ranges = new Set(Array.from({ length: 12 }, (_, key) => JSON.stringify(forecastOf(historyWith({ days: 20, completedOn, open: 40, key: String(key) }), request))));
    assert.ok(ranges.size > 1);
  });
});
