import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isoDay, readDay } from '../../../../src/core/history/days';
import { forecast, LEAST_COMPLETED, LEAST_DAYS, WINDOW_DAYS, type Forecast } from '../../../../src/core/history/forecast';
import type { ProjectHistory } from '../../../../src/core/history/history';
import { seededRandom } from '../../../../src/core/history/seededRandom';
import { anyHistory, event, historyWith, taskOf } from './anyHistory';

function told(history: ProjectHistory, seed = 'seed', runs = 500): Forecast {
  return forecast(history, { offsetMinutes: 0, random: seededRandom(seed), runs });
}

/** Days 2, 3, … on each of which so many tasks are completed. Work begins on day 0. */
function steady(perDay: number, days: number): readonly number[] {
  return Array.from({ length: (days - 2) * perDay }, (_, index) => 2 + Math.floor(index / perDay));
}

function silence(history: ProjectHistory): string {
  const said = told(history);
  return said.kind === 'silent' ? said.reason : 'it speaks';
}

describe('the forecast', () => {
  it('is the plain division where every day is as the other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 60 }), fc.integer({ min: WINDOW_DAYS + 3, max: 200 }), (perDay, open, days) => {
        const said = told(historyWith({ days, completedOn: steady(perDay, days), open }), 'any', 50);
        assert.ok(said.kind === 'range');
        const end = isoDay((readDay('2026-01-05') ?? NaN) + days + Math.ceil(open / perDay));
        assert.deepEqual(said.by, { percent50: end, percent85: end, percent95: end });
        assert.deepEqual([said.remaining, said.sample.days, said.sample.completed, said.sample.added], [open, WINDOW_DAYS, WINDOW_DAYS * perDay, 0]);
      }),
      { numRuns: 40 },
    );
  });

  it('has its days in order, none before tomorrow, and is the same for the same seed', () => {
    fc.assert(
      fc.property(anyHistory, fc.string(), (history, seed) => {
        const said = told(history, seed, 200);
        assert.deepEqual(told(history, seed, 200), said);
        if (said.kind === 'silent') return;
        const { percent50, percent85, percent95 } = said.by;
        assert.ok(percent50 <= percent85 && percent85 <= percent95 && percent50 > said.sample.to);
        assert.ok(said.sample.completed >= LEAST_COMPLETED && said.sample.days >= LEAST_DAYS);
      }),
    );
  });

  it('comes near to what can be reckoned: ten tasks, where half of the days complete one', () => {
    const every2nd = Array.from({ length: 42 }, (_, index) => 2 * index + 2);
    const said = told(historyWith({ days: 86, completedOn: every2nd, open: 10 }), 'near', 4_000);
    assert.ok(said.kind === 'range');
    const days = (day: string) => (readDay(day) ?? NaN) - (readDay('2026-01-05') ?? NaN) - 86;
    // Negative binomial, ten successes at one half: 19 days for half of the runs, 25 for 85, 29 for 95 of 100.
    for (const [got, exact] of [[days(said.by.percent50), 19], [days(said.by.percent85), 25], [days(said.by.percent95), 29]] as const) assert.ok(Math.abs(got - exact) <= 1, `${got} and not ${exact}`);
  });

  it('counts days on which nothing was completed, and today not at all', () => {
    const said = told(historyWith({ days: 20, completedOn: [2, 4, 6, 8, 10, 20, 20, 20], open: 3 }));
    assert.ok(said.kind === 'range');
    assert.deepEqual(said.sample, { from: '2026-01-05', to: '2026-01-24', days: 20, completed: 5, added: 11 });
  });

  it('tells how many tasks came in the time it draws from', () => {
    const history = historyWith({ days: 100, completedOn: steady(1, 100), open: 2 });
    const late = taskOf('LATE', [event(90, 'appeared', 'pending')]);
    const said = told({ ...history, tasks: [...history.tasks, late] });
    assert.ok(said.kind === 'range');
    assert.deepEqual([said.remaining, said.sample.added], [3, 1]);
  });

  it('is silent, with the reason, where there is too little to say', () => {
    const days = LEAST_DAYS;
    assert.equal(silence(historyWith({ days, completedOn: [1, 2, 3, 4, 5], open: 0 })), 'nothing-left');
    assert.equal(silence(historyWith({ days: days - 1, completedOn: [1, 2, 3, 4, 5], open: 1 })), 'too-few-days');
    assert.equal(silence(historyWith({ days, completedOn: [1, 2, 3, 4], open: 1 })), 'too-few-completed');
    assert.equal(silence(historyWith({ days, completedOn: [1, 2, 3, 4, 5], open: 1 })), 'it speaks');
    assert.equal(silence(historyWith({ days: 0, completedOn: [0, 0, 0, 0, 0, 0], open: 1 })), 'too-few-days', 'all on the first day');
    assert.equal(silence(historyWith({ days: 300, completedOn: [1, 2, 3, 4, 5], open: 1 })), 'too-few-completed', 'long ago');
    assert.equal(silence(historyWith({ days: 300, completedOn: [290, 291, 292, 293, 294], open: 10_000 })), 'too-far');
    assert.equal(silence(historyWith({ days: 300, completedOn: [], open: 0 })), 'nothing-left');
  });
});

describe('seeded random numbers', () => {
  it('are spread from 0 to below 1, the same for a seed and others for another', () => {
    const first = (seed: string) => Array.from({ length: 2_000 }, seededRandom(seed));
    assert.deepEqual(first('a'), first('a'));
    assert.notDeepEqual(first('a'), first('b'));
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const number of first('spread')) {
      assert.ok(number >= 0 && number < 1);
      tenths[Math.floor(number * 10)]! += 1;
    }
    assert.ok(tenths.every((count) => count > 120 && count < 280), tenths.join());
  });
});
