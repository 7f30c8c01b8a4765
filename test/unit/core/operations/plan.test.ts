import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plan } from '../../../../src/core/operations/plan';
import { eligibleTasks } from '../../../../src/core/select/eligibility';
import { task, type RawTask } from '../../../support/builders';
import { generatedBacklog } from '../../../support/generatedBacklog';
import { fakeWorld } from '../../../support/world';

interface Planned {
  readonly tasks: { readonly task_id: string; readonly unlocks: readonly string[] }[];
  readonly pending_after: number;
}

async function planned(world: ReturnType<typeof fakeWorld>, input: object = {}): Promise<Planned> {
  const answer = await plan.run(world, input);
  assert.ok(answer.ok);
  return answer.value.data as Planned;
}

/** Acyclic tasks: each may depend on those before it. */
const backlog = fc.array(fc.record({ risk: fc.constantFrom('High', 'Medium', 'Low'), needs: fc.array(fc.nat(20), { maxLength: 3 }), provisional: fc.boolean() }), { minLength: 1, maxLength: 12 }).map((rows) =>
  rows.map(({ risk, needs, provisional }, index): RawTask => {
    const depends = [...new Set(needs.filter((other) => other < index))].map((other) => `T${other}--T01`);
    return task({ task_id: `T${index}--T01`, risk, provisional, depends_on_tasks: depends });
  }),
);

describe('the plan', () => {
  it('names at every place the task that would be next, had those before it been completed', () =>
    fc.assert(
      fc.asyncProperty(backlog, fc.integer({ min: 1, max: 20 }), async (tasks, max) => {
        const { tasks: steps } = await planned(fakeWorld({ manifest: tasks }), { max });
        const entries: Record<string, object> = {};
        for (let at = 0; at < max; at++) {
          const snapshot = await fakeWorld({ manifest: tasks, state: { tasks: entries } }).here.snapshot();
          const first = eligibleTasks(snapshot, 'risk')[0]?.task.id;
          assert.equal(steps[at]?.task_id, first);
          if (first === undefined) break;
          entries[first] = { status: 'completed' };
          const after = await fakeWorld({ manifest: tasks, state: { tasks: entries } }).here.snapshot();
          const freed = after.tasks.filter(({ task: { id }, status, unmet }) => status === 'pending' && unmet.length === 0 && (snapshot.byId.get(id)?.unmet.length ?? 0) > 0);
          assert.deepEqual([...(steps[at]?.unlocks ?? [])].sort(), freed.map((view) => view.task.id).sort());
        }
      }),
      { numRuns: 40 },
    ));

  it('keeps to a slice, and says when none of it can be started', async () => {
    const world = fakeWorld({ manifest: [task({ task_id: 'A--T01', slice: 'One' }), task({ task_id: 'B--T01', slice: 'Two', depends_on_tasks: ['A--T01'] })] });
    assert.deepEqual((await planned(world, { slice: 'one' })).tasks.map(({ task_id: id }) => id), ['A--T01']);
    const none = await plan.run(world, { slice: 'Two' });
    assert.ok(none.ok && none.value.outcome === 'nothing');
  });

  it('answers a plan side by side as the planner made it, in any scope', async () => {
    const open = (id: string, given: Partial<RawTask> = {}) => task({ task_id: id, parallel: true, conflicts_with: [], file_scope: [`src/${id}/**`], ...given });
    const world = fakeWorld({ manifest: [open('A--T01'), open('B--T01'), open('C--T01', { phase: 'Phase 2', depends_on_tasks: ['A--T01'] })], settings: { minutesBySize: { M: 10 } } });
    const waves = async (input: object) => ((await planned(world, { parallel: true, ...input })) as unknown as { waves: { tasks: { task_id: string; after: string[] }[] }[] }).waves.map(({ tasks }) => tasks.map(({ task_id: id }) => id));
    assert.deepEqual(await waves({}), [['A--T01', 'B--T01'], ['C--T01']]);
    assert.deepEqual(await waves({ max: 1 }), [['A--T01'], ['B--T01'], ['C--T01']]);
    assert.deepEqual(await waves({ tasks: [' C--T01 ', 'A--T01'] }), [['A--T01'], ['C--T01']]);
    assert.deepEqual(await waves({ phase: 'phase 1' }), [['A--T01', 'B--T01']]);
    const none = await plan.run(world, { parallel: true, phase: '2' });
    assert.ok(none.ok && none.value.outcome === 'nothing');
    assert.match(none.value.text, /^No task of Phase 2 can be started now\. vtm blocked lists what waits\.\n\nLeft out\n {2}C--T01: it waits for A--T01/);
  });

  it('answers about 10 000 tasks with the whole of its twenty places', async () => {
    const { manifest, state } = generatedBacklog({ tasks: 10_000 });
    const { tasks, pending_after: left } = await planned(fakeWorld({ manifest, state }), { max: 20 });
    assert.equal(new Set(tasks.map(({ task_id: id }) => id)).size, 20);
    assert.ok(left > 5000);
  });
});
