import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createIdSource, fixedClock, MalformedId, parseId } from '../src/index.ts';

const noon = '2025-09-27T12:00:00.000Z';

describe('record ids', () => {
  it('sort in the order they were made within one millisecond [CLOCK_AND_IDS-AC01]', () => {
    const next = createIdSource(fixedClock(noon));
    const made = Array.from({ length: 10_000 }, next);
    assert.deepEqual([...made].sort(), made);
    assert.equal(new Set(made).size, made.length);
  });

  it('still sort when the clock steps back [CLOCK_AND_IDS-AC02]', () => {
    const clock = fixedClock(noon);
    const next = createIdSource(clock);
    const before = next();
    clock.advance(-5_000);
    assert.ok(next() > before);
  });

  it('carry over without losing order when the last digits are full', () => {
    const next = createIdSource(fixedClock(noon), (size) => new Uint8Array(size).fill(31));
    const first = next();
    const second = next();
    assert.ok(second > first);
    assert.ok(second.endsWith('0'.repeat(15)));
  });

  it('name the first bad character [CLOCK_AND_IDS-AC04]', () => {
    const id = createIdSource(fixedClock(noon))();
    assert.throws(
      () => parseId(`${id.slice(0, 12)}U${id.slice(13)}`),
      (error: unknown) => error instanceof MalformedId && error.position === 12,
    );
    assert.throws(() => parseId(id.slice(1)), /25 characters/);
  });
});
