import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { cycleText, orderIndexes } from '../../../../src/core/graph/order';
import { taskGraph } from '../../../../src/core/graph/taskGraph';
import { snapshotOf, task } from '../../../support/builders';

type Needs = Map<string, string[]>;

/** The order of tasks by id; ids that are no keys are passed over. */
function orderByDependencies(dependsOn: Needs): { order: readonly string[]; cycles: readonly (readonly string[])[] } {
  const ids = [...dependsOn.keys()];
  const indexes = new Map(ids.map((id, index) => [id, index]));
  const { order, cycles } = orderIndexes(ids.map((id) => (dependsOn.get(id) ?? []).flatMap((need) => indexes.get(need) ?? [])));
  const names = (list: readonly number[]) => list.map((index) => ids[index] ?? '');
  return { order: names(order), cycles: cycles.map(names) };
}

const graphs: fc.Arbitrary<Needs> = fc.integer({ min: 1, max: 12 }).chain((size) =>
  fc
    .array(fc.array(fc.integer({ min: 0, max: size }), { maxLength: 4 }), { minLength: size, maxLength: size })
    .map((lists) => new Map(lists.map((needs, id) => [String(id), needs.map(String)]))),
);

/** True when `id` comes to itself by its dependencies; the slow and plain way. */
function isOnCycle(needs: Needs, id: string): boolean {
  const seen = new Set<string>();
  const walk = (at: string): boolean => (needs.get(at) ?? []).some((next) => next === id || (!seen.has(next) && seen.add(next) && walk(next)));
  return walk(id);
}

describe('orderIndexes', () => {
  it('puts every dependency first, and leaves out just the tasks that hang on a cycle', () => {
    fc.assert(
      fc.property(graphs, (needs) => {
        const { order } = orderByDependencies(needs);
        const place = new Map(order.map((id, index) => [id, index]));
        for (const id of order) {
          for (const need of needs.get(id) ?? []) if (needs.has(need)) assert.ok((place.get(need) ?? Infinity) < (place.get(id) ?? -1));
        }
        const hangs = (id: string, seen = new Set<string>()): boolean =>
          isOnCycle(needs, id) || (needs.get(id) ?? []).some((need) => needs.has(need) && !seen.has(need) && seen.add(need) && hangs(need, seen));
        for (const id of needs.keys()) assert.equal(place.has(id), !hangs(id), id);
      }),
    );
  });

  it('tells each cycle as a path that is really there', () => {
    fc.assert(
      fc.property(graphs, (needs) => {
        const { cycles } = orderByDependencies(needs);
        const hasCycle = [...needs.keys()].some((id) => isOnCycle(needs, id));
        assert.equal(cycles.length > 0, hasCycle);
        for (const cycle of cycles) {
          assert.equal(cycle[0], cycle.at(-1));
          cycle.slice(1).forEach((need, index) => assert.ok(needs.get(cycle[index] ?? '')?.includes(need)));
        }
      }),
    );
  });

  it('stands chains of 100 000, one cycle of 100 000, 2 000 diamonds and 100 000 dependencies on one task', () => {
    const ids = Array.from({ length: 100_000 }, (_, index) => `T${index}`);
    const chain = new Map(ids.map((id, index) => [id, index > 0 ? [ids[index - 1] ?? ''] : []]));
    assert.equal(orderByDependencies(chain).order.length, 100_000);
    chain.set('T0', ['T99999']);
    assert.equal(orderByDependencies(chain).cycles[0]?.length, 100_001);
    const fan = new Map<string, string[]>([...ids.map((id): [string, string[]] => [id, []]), ['all', ids]]);
    assert.equal(orderByDependencies(fan).order.at(-1), 'all');
    const diamonds = new Map<string, string[]>([['n0', []]]);
    for (let i = 0; i < 2000; i++) diamonds.set(`a${i}`, [`n${i}`]).set(`b${i}`, [`n${i}`]).set(`n${i + 1}`, [`a${i}`, `b${i}`]);
    assert.equal(orderByDependencies(diamonds).order.length, 6001);
  });

  it('cuts a long cycle to 20 names', () => {
    const long = Array.from({ length: 100 }, (_, index) => `T${index}`);
    assert.match(cycleText([...long, 'T0']), /^T0 -> .* -> T19 -> … \(80 more\) -> T0$/);
    assert.equal(cycleText(['A', 'B', 'A'], '->'), 'A->B->A');
  });
});

describe('taskGraph', () => {
  it('gives ancestors and descendants, nearest first, over long chains', () => {
    const tasks = Array.from({ length: 5000 }, (_, index) => task({ task_id: `T${index}`, depends_on_tasks: index > 0 ? [`T${index - 1}`] : [] }));
    const graph = taskGraph(snapshotOf(tasks));
    assert.deepEqual(graph.ancestors('T2'), ['T1', 'T0']);
    assert.equal(graph.descendants('T0').length, 4999);
    assert.equal(graph.descendants('T0')[0], 'T1');
  });
});
