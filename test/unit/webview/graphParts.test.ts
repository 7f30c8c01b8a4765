import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { centred, fitted, holds, keptIn, moved, seen, showing, zoomed, type Camera } from '../../../src/webview/graph/camera';
import { matches } from '../../../src/webview/graph/matches';
import { nextNode, type GraphKey } from '../../../src/webview/graph/nextNode';
import { relatives } from '../../../src/webview/graph/relatives';
import { lastResult } from '../../../src/webview/shared/lastResult';
import { snapshotOf, task } from '../../support/builders';
import { drawingFor } from './graphPage';

const VIEW = { width: 800, height: 600 };
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const cameras: fc.Arbitrary<Camera> = fc.record({ x: number(-5000, 5000), y: number(-5000, 5000), scale: number(0.01, 2) });
const boxes = fc.record({ x: number(-2000, 2000), y: number(-2000, 2000), width: number(1, 300), height: number(1, 300) });
const near = (one: number, other: number) => Math.abs(one - other) < 1e-6 * Math.max(1, Math.abs(one), Math.abs(other));

/** A before B and C, D behind both, E alone. */
const DRAWING = drawingFor(
  snapshotOf([
    task({ task_id: 'A--T01', title: 'Lay the ground' }),
    task({ task_id: 'B--T01', title: 'Import', depends_on_tasks: ['A--T01'] }),
    task({ task_id: 'C--T01', title: 'Export', depends_on_tasks: ['A--T01'] }),
    task({ task_id: 'D--T01', title: 'Report imports', depends_on_tasks: ['B--T01', 'C--T01'] }),
    task({ task_id: 'E--T01', title: 'Alone' }),
  ]),
);
const [A, B, C, D, E] = [0, 1, 2, 3, 4];

describe('the camera of the graph', () => {
  it('keeps the point under the pointer where it is while it zooms', () => {
    fc.assert(
      fc.property(cameras, number(0, 800), number(0, 600), number(0.3, 3), (camera, x, y, factor) => {
        const after = zoomed(camera, { x, y }, factor);
        assert.ok(near(camera.x + x / camera.scale, after.x + x / after.scale) && near(camera.y + y / camera.scale, after.y + y / after.scale));
        assert.ok(after.scale <= 2 && after.scale >= 0.002);
      }),
    );
  });

  it('moves by pixels of the view', () => {
    assert.deepEqual(moved({ x: 10, y: 10, scale: 0.5 }, { x: 20, y: -10 }), { x: 50, y: -10, scale: 0.5 });
  });

  it('fits a box in, centres it, and moves as little as it takes to show it', () => {
    fc.assert(
      fc.property(cameras, boxes, (camera, box) => {
        assert.ok(holds(seen(fitted(box, VIEW), VIEW), box));
        const middle = seen(centred(box, VIEW, 1), VIEW);
        assert.ok(near(middle.x + VIEW.width / 2, box.x + box.width / 2) && near(middle.y + VIEW.height / 2, box.y + box.height / 2));
        const after = showing(camera, box, VIEW);
        const room = Math.max(box.width, box.height) + 48 / camera.scale;
        if (room < VIEW.height / camera.scale) {
          assert.ok(holds(seen(after, VIEW), { ...box, x: box.x + 1e-6, y: box.y + 1e-6, width: box.width - 2e-6, height: box.height - 2e-6 }));
          assert.deepEqual(showing(after, box, VIEW), after);
        }
      }),
    );
  });

  it('never loses the picture', () => {
    fc.assert(
      fc.property(cameras, (camera) => {
        const { x, y, width, height } = seen(keptIn(camera, { width: 1000, height: 500 }, VIEW), VIEW);
        assert.ok(x < 1000 && y < 500 && x + width > 0 && y + height > 0);
      }),
    );
  });
});

describe('nextNode', () => {
  it('goes along dependencies and through columns', () => {
    const go = (from: number, ...keys: GraphKey[]) => keys.reduce<number | undefined>((at, key) => (at === undefined ? undefined : nextNode(DRAWING, at, key)), from);
    assert.equal(go(B, 'ArrowLeft'), A);
    assert.equal(go(B, 'ArrowRight'), D);
    assert.equal(go(B, 'ArrowDown'), C);
    assert.equal(go(C, 'ArrowUp'), B);
    assert.equal(go(A, 'ArrowDown'), E);
    assert.equal(go(A, 'ArrowUp'), undefined);
    assert.equal(go(A, 'ArrowLeft'), undefined);
    assert.equal(go(D, 'Home'), A);
    assert.equal(go(A, 'End'), D);
    assert.ok([B, C].includes(go(E, 'ArrowRight') ?? -1), 'what waits on nothing leads to what stands beside it');
  });

  it('passes over what is hidden', () => {
    const kept = new Set([A, C, D]);
    assert.equal(nextNode(DRAWING, A, 'ArrowRight', kept), C);
    assert.equal(nextNode(DRAWING, C, 'ArrowUp', kept), A);
    assert.equal(nextNode(DRAWING, A, 'ArrowUp', kept), undefined);
  });

  it('reaches every node from every other', () => {
    const graphs = fc.integer({ min: 1, max: 15 }).chain((size) => fc.array(fc.array(fc.integer({ min: 0, max: size - 1 }), { maxLength: 3 }), { minLength: size, maxLength: size }));
    fc.assert(
      fc.property(graphs, (needs) => {
        const drawing = drawingFor(snapshotOf(needs.map((list, at) => task({ task_id: `T${at}`, depends_on_tasks: list.map((need) => `T${need}`) }))));
        const reached = new Set([0]);
        for (const node of reached) {
          for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'] as const) {
            const next = nextNode(drawing, node, key);
            if (next !== undefined) reached.add(next);
          }
        }
        assert.equal(reached.size, drawing.shape.ids.length);
      }),
      // Every line passes by the column of the third.
      { numRuns: 60, examples: [[[[6, 4], [3], [], [1], [3], [3], [0]]]] },
    );
  });
});

describe('relatives', () => {
  it('are what a task waits on and what waits on it, through so many others', () => {
    assert.deepEqual([...relatives(DRAWING, A, 1)].sort(), [A, B, C]);
    assert.deepEqual([...relatives(DRAWING, A, 2)].sort(), [A, B, C, D]);
    assert.deepEqual([...relatives(DRAWING, B, 0)].sort(), [A, B, D]);
    assert.deepEqual([...relatives(DRAWING, E, 0)], [E]);
  });

  it('come to an end on a cycle, and on a chain of 20 000', () => {
    const ring = drawingFor(snapshotOf(['A', 'B', 'C'].map((id, at, all) => task({ task_id: id, depends_on_tasks: [all[(at + 1) % 3] ?? ''] }))));
    assert.equal(relatives(ring, 0, 0).size, 3);
    const chain = drawingFor(snapshotOf(Array.from({ length: 20_000 }, (_, at) => task({ task_id: `T${at}`, depends_on_tasks: at === 0 ? [] : [`T${at - 1}`] }))));
    assert.equal(relatives(chain, 10_000, 0).size, 20_000);
  });
});

describe('matches', () => {
  it('hold every word in id or title, whatever the case, from left to right', () => {
    assert.deepEqual(matches(DRAWING, 'IMPORT'), [B, D]);
    assert.deepEqual(matches(DRAWING, 'import d--'), [D]);
    assert.deepEqual(matches(DRAWING, 'c--t01'), [C]);
    assert.deepEqual(matches(DRAWING, '  '), []);
    assert.deepEqual(matches(DRAWING, 'nothing'), []);
  });
});

describe('lastResult', () => {
  it('makes the result again only for other values', () => {
    let made = 0;
    const sum = lastResult((one: number, other: number) => (made++, one + other));
    assert.deepEqual([sum(1, 2), sum(1, 2), sum(2, 2), sum(1, 2)], [3, 3, 4, 3]);
    assert.equal(made, 3);
  });
});
