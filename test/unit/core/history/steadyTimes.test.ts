import assert from 'node:assert/strict';
import fc from 'fast-check';
import { steadyTimes } from '../../../../src/core/history/steadyTimes';

describe('times of commits that are made to go forward', () => {
  it('leaves those alone that do, and corrects the few that do not', () => {
    assert.deepEqual(steadyTimes([1, 2, 2, 5], 10), [1, 2, 2, 5]);
    // One clock stood at 1970, another one years ahead.
    assert.deepEqual(steadyTimes([100, 101, 0, 102, 900, 103, 104], 1000), [100, 101, 101, 102, 102, 103, 104]);
    assert.deepEqual(steadyTimes([0, 100, 101, 50], 1000), [0, 100, 101, 101]);
    assert.deepEqual(steadyTimes([], 10), []);
    assert.deepEqual(steadyTimes([7], 5), [5]);
    assert.deepEqual(steadyTimes([3, NaN, 4], 5), [3, 3, 4]);
  });

  it('never goes back and never passes now, keeps what was in order, and changes no more than it has to', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 12 }), fc.integer({ min: 0, max: 60 }), (times, now) => {
        const steady = steadyTimes(times, now);
        assert.equal(steady.length, times.length);
        steady.forEach((time, index) => assert.ok(time <= now && time >= (steady[index - 1] ?? 0)));
        const clamped = times.map((time) => Math.min(time, now));
        const kept = steady.filter((time, index) => time === clamped[index]).length;
        assert.ok(kept >= longestForward(clamped));
        if (clamped.every((time, index) => time >= (clamped[index - 1] ?? 0))) assert.deepEqual(steady, clamped);
      }),
    );
  });
});

/** By trying: the length of the longest run that never goes back. */
function longestForward(times: readonly number[]): number {
  const lengths: number[] = [];
  for (const [index, time] of times.entries()) {
    lengths.push(1 + Math.max(0, ...lengths.filter((_, before) => before < index && (times[before] ?? 0) <= time)));
  }
  return Math.max(0, ...lengths);
}
