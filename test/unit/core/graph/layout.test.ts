import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { CELL } from '../../../../src/core/graph/places';
import { knotsOf } from '../../../../src/core/graph/knots';
import { layoutGraph, type GraphInput } from '../../../../src/core/graph/layout';
import { orderLayers } from '../../../../src/core/graph/layerOrder';
import { spread } from '../../../../src/core/graph/spread';

const graphs: fc.Arbitrary<GraphInput> = fc.integer({ min: 1, max: 40 }).chain((size) =>
  fc.record({
    needs: fc.array(fc.uniqueArray(fc.integer({ min: 0, max: size - 1 }), { maxLength: 4 }), { minLength: size, maxLength: size }),
    phases: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: size, maxLength: size }),
  }),
);

/** Whether `from` leads to `to` by one dependency or more; the slow and plain way. */
function leadsTo(needs: GraphInput['needs'], from: number, to: number): boolean {
  const seen = new Set<number>();
  const walk = (at: number): boolean => (needs[at] ?? []).some((next) => next === to || (!seen.has(next) && seen.add(next) && walk(next)));
  return walk(from);
}

const edgesOf = ({ needs }: GraphInput) => needs.flatMap((list, at) => list.map((need) => [need, at] as const));

function overlap({ x, y }: { x: readonly number[]; y: readonly number[] }): boolean {
  const order = [...x.keys()].sort((one, other) => (x[one] ?? 0) - (x[other] ?? 0) || (y[one] ?? 0) - (y[other] ?? 0));
  return order.some((at, index) => {
    const above = order[index - 1];
    return above !== undefined && x[at] === x[above] && (y[at] ?? 0) - (y[above] ?? 0) < CELL.height;
  });
}

describe('knotsOf', () => {
  it('puts tasks in one knot just where each leads to the other', () => {
    fc.assert(
      fc.property(graphs, ({ needs }) => {
        const knots = knotsOf(needs);
        needs.forEach((_, at) => assert.equal((knots[at] ?? -1) >= 0, leadsTo(needs, at, at), `whether ${at} is on a cycle`));
        needs.forEach((_, at) =>
          needs.forEach((__, other) => {
            if (at < other) assert.equal((knots[at] ?? -1) >= 0 && knots[at] === knots[other], leadsTo(needs, at, other) && leadsTo(needs, other, at));
          }),
        );
      }),
    );
  });

  it('goes through a ring of 100 000', () => {
    const count = 100_000;
    const knots = knotsOf(Array.from({ length: count }, (_, at) => [(at + 1) % count]));
    assert.ok(knots.every((knot) => knot === 0));
  });
});

describe('layoutGraph', () => {
  it('lets every dependency go forward, but for those that close a cycle', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { x } = layoutGraph(graph);
        for (const [need, at] of edgesOf(graph)) {
          if (!leadsTo(graph.needs, need, at)) assert.ok((x[need] ?? 0) + CELL.width < (x[at] ?? 0), `${need} stands before ${at}`);
        }
      }),
    );
  });

  it('lets no two tasks overlap, and keeps all inside of the picture', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const layout = layoutGraph(graph);
        assert.ok(!overlap(layout));
        layout.x.forEach((x) => assert.ok(x >= 0 && x + CELL.width <= layout.width));
        layout.y.forEach((y) => assert.ok(y >= 0 && y + CELL.height <= layout.height));
      }),
    );
  });

  it('is the same each time', () => {
    fc.assert(fc.property(graphs, (graph) => assert.deepEqual(layoutGraph(graph), layoutGraph(structuredClone(graph)))));
  });

  it('puts each phase into a band of its own, one after the other, and a task behind what it waits on', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { x, bands } = layoutGraph(graph);
        bands.forEach((band, index) => assert.ok(index === 0 || band.x > (bands[index - 1]?.x ?? 0) + (bands[index - 1]?.width ?? 0)));
        const bandOf = (at: number) => bands.findLast((band) => band.x <= (x[at] ?? 0))?.phase ?? -1;
        graph.phases.forEach((phase, at) => assert.ok(bandOf(at) >= phase, `${at} stands in its phase or a later one`));
        graph.phases.forEach((phase, at) => {
          const before = graph.phases.filter((_, other) => leadsTo(graph.needs, at, other));
          if (before.every((one) => one <= phase)) assert.equal(bandOf(at), phase);
        });
      }),
    );
  });

  it('draws a chain as one line', () => {
    const { y, x } = layoutGraph(chain(2000));
    assert.deepEqual(new Set(y), new Set([0]));
    assert.equal(new Set(x).size, 2000);
  });

  it('packs what is joined with nothing, and the ends of a star, in about as many columns as rows', () => {
    const star: GraphInput = { needs: Array.from({ length: 3001 }, (_, at) => (at === 0 ? [] : [0])), phases: Array.from({ length: 3001 }, () => 0) };
    const loose: GraphInput = { needs: Array.from({ length: 5000 }, () => []), phases: Array.from({ length: 5000 }, () => 0) };
    for (const graph of [star, loose]) {
      const layout = layoutGraph(graph);
      assert.ok(!overlap(layout));
      assert.ok(layout.width / layout.height > 0.5 && layout.width / layout.height < 3, `${layout.width} x ${layout.height}`);
    }
  });

  it('draws chains that go side by side as straight lines', () => {
    const needs = Array.from({ length: 30 }, (_, at) => (at % 3 === 0 ? [] : [at - 1]));
    const { y } = layoutGraph({ needs, phases: needs.map(() => 0) });
    for (const [need, at] of edgesOf({ needs, phases: [] })) assert.equal(y[need], y[at]);
  });

  it('lays out nothing, one task, and a task that waits on itself', () => {
    assert.deepEqual({ ...layoutGraph({ needs: [], phases: [] }), knots: [] }, { x: [], y: [], width: 0, height: 0, bands: [], knots: [] });
    assert.deepEqual(layoutGraph({ needs: [[0]], phases: [0] }), { x: [0], y: [0], width: CELL.width, height: CELL.height, bands: [{ phase: 0, x: 0, width: CELL.width }], knots: new Int32Array([0]) });
  });

  it('takes steps in proportion to what there is: the length of a chain and the width of a mesh make no difference', () => {
    const steps = (graph: GraphInput) => {
      let count = 0;
      const counting = graph.needs.map((list) => new Proxy(list, { get: (target, key) => (count++, Reflect.get(target, key) as unknown) }));
      layoutGraph({ ...graph, needs: counting });
      return count;
    };
    for (const make of [chain, mesh]) {
      const [small, large] = [steps(make(500)), steps(make(5000))];
      assert.ok(large < small * 12, `${small} steps for 500 tasks, ${large} for 5000`);
    }
  });

  it('goes through a chain of 100 000', () => {
    const { x } = layoutGraph(chain(100_000));
    assert.equal(x.at(-1), 99_999 * (CELL.width + CELL.columnGap));
  });
});

describe('orderLayers', () => {
  it('takes the crossings out of lines that were dealt out in reverse', () => {
    const size = 20;
    const layers = [Array.from({ length: size }, (_, at) => at), Array.from({ length: size }, (_, at) => size + at)];
    const needs = Array.from({ length: 2 * size }, (_, at) => (at < size ? [] : [2 * size - 1 - at]));
    const waiters = Array.from({ length: 2 * size }, (_, at) => (at < size ? [2 * size - 1 - at] : []));
    const ordered = orderLayers(layers, needs, waiters);
    assert.deepEqual(ordered[1]?.map((at) => needs[at]?.[0]), ordered[0]);
  });
});

describe('spread', () => {
  it('keeps order and distance, and moves nothing that need not move', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 })), (wanted) => {
        const placed = spread(wanted, 10);
        placed.forEach((place, index) => assert.ok(index === 0 || place - (placed[index - 1] ?? 0) >= 10 - 1e-9));
        const fits = wanted.every((place, index) => index === 0 || place - (wanted[index - 1] ?? 0) >= 10);
        if (fits) placed.forEach((place, index) => assert.ok(Math.abs(place - (wanted[index] ?? 0)) < 1e-9));
      }),
    );
  });
});

function chain(size: number): GraphInput {
  return { needs: Array.from({ length: size }, (_, at) => (at === 0 ? [] : [at - 1])), phases: Array.from({ length: size }, () => 0) };
}

/** Layers of ten, each joined with two of the layer before. */
function mesh(size: number): GraphInput {
  const needs = Array.from({ length: size }, (_, at) => [at - 10, at - 10 + (at % 10 === 9 ? -9 : 1)].filter((need) => need >= 0));
  return { needs, phases: needs.map((_, at) => Math.floor((at * 4) / size)) };
}
