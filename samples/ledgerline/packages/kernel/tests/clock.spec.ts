import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createIdSource, fixedClock, parseId } from '../src/index.ts';

describe('a fixed clock', () => {
  it('makes the time part of an id reproducible [CLOCK_AND_IDS-AC03]', () => {
    const clock = fixedClock('2025-09-27T12:00:00.123Z');
    const next = createIdSource(clock);
    assert.equal(parseId(next()).time.toISOString(), '2025-09-27T12:00:00.123Z');
    clock.advance(77);
    assert.equal(parseId(next()).time.toISOString(), '2025-09-27T12:00:00.200Z');
  });

  it('refuses a start that is not a date', () => {
    assert.throws(() => fixedClock('yesterday'), RangeError);
  });
});
