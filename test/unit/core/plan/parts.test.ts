import assert from 'node:assert/strict';
import fc from 'fast-check';
import { criticalPath } from '../../../../src/core/plan/criticalPath';
import { largestBatch } from '../../../../src/core/plan/largestBatch';
import { durationText, minutesOf } from '../../../../src/core/plan/minutes';
import { ReadySet } from '../../../../src/core/plan/readySet';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';

describe('the set of what is ready', () => {
  it('walks what was added and not removed, in order', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40_000 }).chain((size) => fc.tuple(fc.constant(size), fc.array(fc.nat(size - 1), { maxLength: 200, size: 'max' }), fc.nat(size))), ([size, values, from]) => {
        const set = new ReadySet(size);
        const model = new Set<number>();
        for (const value of values) {
          if (model.delete(value)) {
            set.remove(value);
          } else {
            set.add(value);
            model.add(value);
          }
        }
        const sorted = [...model].toSorted((a, b) => a - b);
        assert.deepEqual([...set.from(0)], sorted);
        assert.equal(set.next(from), sorted.find((value) => value >= from));
        assert.equal(set.count, model.size);
      }),
    ));

  it('is empty for no numbers at all', () => {
    assert.equal(new ReadySet(0).next(0), undefined);
  });
});

describe('the largest batch', () => {
  const graph = (least: number, most: number, freeOfTen: number) =>
    fc.integer({ min: least, max: most }).chain((size) => fc.array(fc.nat(9), { minLength: size * size, maxLength: size * size }).map((draws) => ({ size, doConflict: (a: number, b: number) => (draws[Math.min(a, b) * size + Math.max(a, b)] ?? 0) >= freeOfTen })));
  const indexes = (size: number) => Array.from({ length: size }, (_, index) => index);
  const isBatch = (batch: readonly number[], doConflict: (a: number, b: number) => boolean) => batch.every((a, at) => batch.slice(at + 1).every((b) => !doConflict(a, b)));

  it('is as large as can be, and of equally large ones the first in order', () =>
    fc.assert(
      fc.property(graph(0, 14, 3), fc.integer({ min: 1, max: 4 }), ({ size, doConflict }, most) => {
        let best: readonly number[] = [];
        for (let bits = 0; bits < 1 << size; bits++) {
          const chosen = indexes(size).filter((index) => bits & (1 << index));
          if (chosen.length > most || chosen.length < best.length || !isBatch(chosen, doConflict)) continue;
          const at = chosen.findIndex((index, place) => index !== best[place]);
          if (chosen.length > best.length || (chosen[at] ?? 0) < (best[at] ?? 0)) best = chosen;
        }
        assert.deepEqual(largestBatch(indexes(size), most, doConflict), { batch: best, isCut: false });
      }),
    ));

  it('is filled up from all candidates, however many there are and however much conflicts', () =>
    fc.assert(
      fc.property(graph(35, 60, 1), fc.integer({ min: 1, max: 3 }), ({ size, doConflict }, most) => {
        const { batch } = largestBatch(indexes(size), most, doConflict);
        assert.ok(batch.length > 0 && batch.length <= most && isBatch(batch, doConflict));
        if (batch.length < most) for (const other of indexes(size)) assert.ok(batch.includes(other) || !isBatch([...batch, other], doConflict));
      }),
    ));

  it('finds the one that fits behind hundreds that do not, unless too much was compared', () => {
    const doConflict = (a: number, b: number) => a !== 400 && b !== 400;
    assert.deepEqual(largestBatch(indexes(500), 3, doConflict), { batch: [0, 400], isCut: false });
    assert.deepEqual(largestBatch(indexes(500), 3, doConflict, () => true), { batch: [0], isCut: true });
  });
});

describe('the critical path', () => {
  it('goes through 100 000 tasks without recursion', () => {
    const steps = Array.from({ length: 100_000 }, (_, index) => ({ taskId: String(index), minutes: 1, after: index === 0 ? [] : [String(index - 1)] }));
    const { taskIds, minutes } = criticalPath(steps);
    assert.deepEqual([taskIds.length, taskIds[0], taskIds.at(-1), minutes], [100_000, '0', '99999', 100_000]);
  });

  it('takes the longer way by minutes, not by tasks', () => {
    const step = (taskId: string, minutes: number, ...after: string[]) => ({ taskId, minutes, after });
    assert.deepEqual(criticalPath([step('a', 10), step('b', 50), step('c', 10, 'a'), step('d', 5, 'c', 'b')]), { taskIds: ['b', 'd'], minutes: 55 });
    assert.deepEqual(criticalPath([]), { taskIds: [], minutes: 0 });
  });
});

describe('minutes', () => {
  it('come from the size, in any case; a size that is not named counts as M', () => {
    const settings = { minutesBySize: { S: 5, M: 20, L: 90, XXL: 600 } };
    assert.deepEqual(['S', 'L', 'xxl', '', 'huge', '__proto__', 'constructor'].map((size) => minutesOf({ size }, settings)), [5, 90, 600, 20, 20, 20, 20]);
    assert.equal(minutesOf({ size: 'L' }, { minutesBySize: {} }), DEFAULT_SETTINGS.minutesBySize['M']);
  });

  it('are told in hours from an hour on', () => {
    assert.deepEqual([0, 25, 59.6, 60, 90, 1440].map(durationText), ['0 min', '25 min', '1 h', '1 h', '1 h 30 min', '24 h']);
  });
});
