import assert from 'node:assert/strict';
import fc from 'fast-check';
import { drawnEdges } from '../../../src/webview/plan/drawnEdges';
import { edgePath, type Box } from '../../../src/webview/plan/edgePath';
import { nextCard, type Arrow } from '../../../src/webview/plan/nextCard';
import { snapshotOf, task } from '../../support/builders';
import { boardOf } from './planPage';

const box = (left: number, top: number): Box => ({ left, top, width: 100, height: 80 });
const WAVES = [['A', 'B', 'C'], ['D'], ['E', 'F']];
const COLUMNS = { isStacked: false, isRightToLeft: false };
const KEYS: readonly Arrow[] = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'];

describe('a line between two cards', () => {
  it('joins the sides that face each other, whichever is named first', () => {
    assert.deepEqual(edgePath(box(0, 0), box(200, 40), [0, 0], 'right').ends, [{ x: 100, y: 40 }, { x: 200, y: 80 }]);
    assert.deepEqual(edgePath(box(200, 40), box(0, 0), [0, 0], 'right').ends, [{ x: 200, y: 80 }, { x: 100, y: 40 }]);
  });

  it('goes around cards that lie below each other, on the side that is asked for', () => {
    for (const [side, x] of [['right', 100], ['left', 0]] as const) {
      const { d, ends } = edgePath(box(0, 0), box(0, 300), [0, 0], side);
      assert.deepEqual(ends.map((end) => end.x), [x, x]);
      const control = Number(/C (-?[\d.]+)/.exec(d)?.[1]);
      assert.ok(side === 'right' ? control > 100 : control < 0, d);
    }
  });

  it('ends on its cards, and is a path of numbers', () => {
    const card = fc.record({ left: fc.integer({ min: 0, max: 5000 }), top: fc.integer({ min: 0, max: 5000 }), width: fc.integer({ min: 1, max: 500 }), height: fc.integer({ min: 1, max: 500 }) });
    const shift = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(card, card, fc.tuple(shift, shift), fc.constantFrom('left', 'right'), (one, other, shifts, side) => {
        const { d, ends } = edgePath(one, other, shifts, side);
        assert.match(d, /^M -?[\d.]+ -?[\d.]+ C( -?[\d.]+ -?[\d.]+,?){3}$/);
        for (const [index, of] of [one, other].entries()) {
          const { x, y } = ends[index] ?? { x: -1, y: -1 };
          assert.ok([of.left, of.left + of.width].includes(x) && y >= of.top && y <= of.top + of.height);
        }
      }),
    );
  });

  it('is drawn only between cards that have a place, and apart from the card’s other lines', () => {
    const side = { parallel: true, conflicts_with: [], file_scope: ['src/**'] };
    const model = boardOf(snapshotOf(['A--T01', 'B--T01', 'C--T01'].map((id) => task({ task_id: id, ...side, ...(id === 'C--T01' ? { depends_on_tasks: ['A--T01'] } : {}) }))));
    const places = new Map([['A--T01', box(0, 0)], ['B--T01', box(150, 0)], ['C--T01', box(450, 0)]]);
    const edges = drawnEdges(model, true, places, false);
    const kinds = edges.map(({ kind, tasks: [one, other], isFar }) => `${kind} ${one[0]}${other[0]}${isFar ? ' far' : ''}`);
    assert.deepEqual(kinds.sort(), ['conflict AB', 'conflict BC far', 'dependency AC far']);
    const atB = edges.flatMap(({ tasks, ends }) => ends.filter((_, index) => tasks[index] === 'B--T01').map(({ y }) => y));
    assert.equal(new Set(atB).size, 2);
    places.delete('B--T01');
    assert.deepEqual(drawnEdges(model, true, places, false).map(({ kind }) => kind), ['dependency']);
    assert.deepEqual(drawnEdges(model, false, places, false), []);
  });
});

describe('the card that a key leads to', () => {
  it('is above or below in the wave, and in the wave beside', () => {
    const steps = (from: string, lying = COLUMNS) => KEYS.map((key) => nextCard(WAVES, from, key, lying) ?? '-').join('');
    assert.equal(steps('A'), '-B-DAF');
    assert.equal(steps('C'), 'B--DAF');
    assert.equal(steps('D'), '--AEAF');
    assert.equal(steps('F'), 'E-D-AF');
    assert.equal(steps('C', { isStacked: true, isRightToLeft: false }), 'BD-DAF');
    assert.equal(steps('A', { isStacked: false, isRightToLeft: true }), '-BD-AF');
    assert.equal(steps('gone'), '----AF');
  });

  it('reaches every card from every card', () => {
    const waves = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 }).map((sizes) => sizes.map((size, wave) => Array.from({ length: size }, (_, at) => `${wave}.${at}`)));
    fc.assert(
      fc.property(waves, fc.boolean(), fc.boolean(), (all, isStacked, isRightToLeft) => {
        const seen = new Set([all[0]?.[0] ?? '']);
        for (const from of seen) for (const key of KEYS) seen.add(nextCard(all, from, key, { isStacked, isRightToLeft }) ?? from);
        assert.equal(seen.size, all.flat().length);
      }),
    );
  });
});
