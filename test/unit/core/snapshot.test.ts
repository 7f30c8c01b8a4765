import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { criterionFinder } from '../../../src/core/manifest/criteria';
import type { Snapshot } from '../../../src/core/snapshot';
import { snapshotOf, task } from '../../support/builders';

const id = fc.constantFrom('A--T01', 'A--T02', 'B--T01', 'C--T01', 'D--T01');
const criterion = fc.constantFrom('A-AC01', 'A-AC02', 'AC1', 'ac02', 'a-ac01', 'NONE');
const rawTask = fc.record({
  task_id: id,
  depends_on_tasks: fc.array(id, { maxLength: 3 }),
  phase: fc.constantFrom(1, '1', 'phase_1', 'Discovery', null),
  related_specs: fc.array(fc.constantFrom('docs/a.md', 'docs/a.md#one', 'docs/b.md (old)'), { maxLength: 3 }),
  acceptance_criteria: fc.array(fc.record({ id: fc.constantFrom('A-AC01', 'A-AC02', 'B-AC02', 'ac01'), text: fc.constant('It holds') }), { maxLength: 3 }),
});
const entry = fc.record({ status: fc.constantFrom('pending', 'in-progress', 'blocked', 'completed', 'abandoned', 'odd'), acs_completed: fc.array(criterion, { maxLength: 3 }) });
const dependencies = fc.constantFrom('merged' as const, 'completed' as const, 'begun' as const);

/** Whether the state lets the dependents of a task start; no git is asked here. */
function isMet(snapshot: Snapshot, taskId: string, setting: 'merged' | 'completed' | 'begun'): boolean {
  const status = snapshot.state.entries.get(taskId)?.status;
  return status === 'completed' || (setting === 'begun' && status === 'in-progress');
}

describe('buildSnapshot', () => {
  it('joins each task with its entry, those it waits on and those that wait on it, as looking each up by itself does', () => {
    fc.assert(
      fc.property(fc.array(rawTask, { maxLength: 6 }), fc.dictionary(id, entry), dependencies, (raws, entries, setting) => {
        const snapshot = snapshotOf(raws.map(task), entries, undefined, undefined, { dependencies: setting });
        const all = snapshot.manifest?.tasks ?? [];
        assert.deepEqual(snapshot.tasks.map((view) => view.task), all.filter((one, index) => all.findIndex((other) => other.id === one.id) === index));
        for (const view of snapshot.tasks) {
          const own = snapshot.state.entries.get(view.task.id);
          const find = criterionFinder(view.task);
          const done = new Set((own?.acsCompleted ?? []).map((given) => find(given)?.id));
          assert.equal(snapshot.byId.get(view.task.id), view);
          assert.deepEqual([view.entry, view.status], [own, own?.status ?? 'pending']);
          assert.deepEqual(view.criteria, view.task.criteria.map((one) => ({ ...one, isDone: done.has(one.id) })));
          assert.deepEqual(view.unmet, view.task.dependsOn.filter((other) => !isMet(snapshot, other, setting)));
          assert.deepEqual(view.dependents, all.filter(({ dependsOn }) => dependsOn.includes(view.task.id)).map((other) => other.id));
        }
      }),
    );
  });
});
