import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readDay } from '../../../src/core/history/days';
import { nearest, stepped } from '../../../src/webview/history/plot';
import { countTicks, durationTicks, timeTicks } from '../../../src/webview/history/ticks';

const HOUR = 3_600_000;
const day = (iso: string) => readDay(iso) ?? NaN;
const labels = (ticks: readonly { readonly label: string }[]) => ticks.map(({ label }) => label);

describe('the axes of a chart', () => {
  it('count in few round steps to what is highest', () => {
    assert.deepEqual(labels(countTicks(0).ticks), ['0', '1']);
    assert.deepEqual(labels(countTicks(7).ticks), ['0', '2', '4', '6', '8']);
    assert.deepEqual(labels(countTicks(10_000).ticks), ['0', '5,000', '10,000']);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (most) => {
        const { top, ticks } = countTicks(most);
        assert.ok(top >= most && ticks.length >= 2 && ticks.length <= 6 && new Set(labels(ticks)).size === ticks.length);
        assert.deepEqual([ticks[0]?.part, ticks.at(-1)?.part], [0, 1]);
      }),
    );
  });

  it('name days, Mondays, months or years, as far apart as they are', () => {
    assert.deepEqual(labels(timeTicks(day('2026-01-05'), day('2026-01-08'))), ['Jan 5', 'Jan 6', 'Jan 7', 'Jan 8']);
    assert.deepEqual(labels(timeTicks(day('2026-01-07'), day('2026-02-03'))), ['Jan 12', 'Jan 19', 'Jan 26', 'Feb 2']);
    assert.deepEqual(labels(timeTicks(day('2025-11-20'), day('2026-03-20'))), ['Dec 2025', 'Jan 2026', 'Feb 2026', 'Mar 2026']);
    assert.deepEqual(labels(timeTicks(day('2016-03-01'), day('2026-03-01'))), ['2018', '2020', '2022', '2024', '2026']);
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 25_000 }), fc.integer({ min: 0, max: 40_000 }), (from, span) => {
        const ticks = timeTicks(from, from + span);
        assert.ok(ticks.length >= 1 && ticks.length <= 7, String(ticks.length));
        for (const [index, { part }] of ticks.entries()) assert.ok(part >= 0 && part <= 1 && part > (ticks[index - 1]?.part ?? -1));
      }),
    );
  });

  it('have room for an hour and for a month, each in its place', () => {
    const { partOf, ticks } = durationTicks(2 * HOUR, 20 * 24 * HOUR);
    assert.deepEqual(labels(ticks), ['1 hr', '6 hr', '1 day', '1 wk', '1 mth']);
    assert.deepEqual(ticks.map(({ part }) => part), [...ticks].map(({ part }) => part).sort((a, b) => a - b));
    fc.assert(
      fc.property(fc.tuple(fc.nat(20 * 365 * 24 * HOUR), fc.nat(20 * 365 * 24 * HOUR), fc.nat(20 * 365 * 24 * HOUR)), (lengths) => {
        const [shortest = 0, middle = 0, longest = 0] = [...lengths].sort((a, b) => a - b);
        const axis = durationTicks(shortest, longest);
        const parts = [shortest, middle, longest].map(axis.partOf);
        assert.deepEqual(parts, [...parts].sort((a, b) => a - b));
        assert.ok(parts.every((part) => part >= 0 && part <= 1));
        assert.deepEqual([axis.ticks[0]?.part, axis.ticks.at(-1)?.part], [0, 1]);
      }),
    );
    assert.ok(partOf(3 * HOUR) < partOf(5 * HOUR));
  });
});

describe('a place on a chart', () => {
  it('is that of the nearest value', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }), fc.double({ min: -1, max: 2, noNaN: true }), (given, part) => {
        const stops = [...given].sort((a, b) => a - b);
        const found = Math.abs((stops[nearest(stops, part) ?? -1] ?? NaN) - part);
        for (const stop of stops) assert.ok(found <= Math.abs(stop - part));
      }),
    );
    assert.equal(nearest([], 0.5), undefined);
  });

  it('is left by keys for one that is there', () => {
    for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']) {
      for (let now = 0; now < 20; now++) {
        const next = stepped(key, now, 20) ?? -1;
        assert.ok(next >= 0 && next < 20);
      }
    }
    assert.deepEqual([stepped('Home', 7, 20), stepped('End', 7, 20), stepped('PageUp', 7, 20), stepped('toString', 7, 20), stepped('a', 7, 20)], [0, 19, 14, undefined, undefined]);
  });
});
