import assert from 'node:assert/strict';
import { batchChoice, batchFault, batchSize, firstTasks, whyNoBatch } from '../../../../src/core/batch/batchChoice';
import { batchScopes } from '../../../../src/core/batch/batchScopes';
import type { PlanScope } from '../../../../src/core/plan/backlogPlan';
import { planBacklog } from '../../../../src/core/plan/planBacklog';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { snapshotOf, task, type RawTask } from '../../../support/builders';

const parallel = (task_id: string, more: Partial<RawTask> = {}) => task({ task_id, parallel: true, conflicts_with: [], file_scope: [`src/${task_id}/**`], ...more });
const plan = (tasks: readonly RawTask[], entries: Record<string, unknown> = {}, scope: PlanScope = { kind: 'backlog' }) => {
  const snapshot = snapshotOf(tasks, entries);
  const made = planBacklog(snapshot, { scope, isParallel: true, max: 3, settings: DEFAULT_SETTINGS });
  return { snapshot, made, choice: batchChoice(made, snapshot, DEFAULT_SETTINGS) };
};

describe('what a batch can be started from', () => {
  const scopes = (tasks: readonly RawTask[], entries: Record<string, unknown> = {}, last?: PlanScope) =>
    batchScopes(snapshotOf(tasks, entries), DEFAULT_SETTINGS, last).map(({ label, description }) => `${label} | ${description}`);
  const BACKLOG = [
    task({ task_id: 'OLD', slice: 'Slice 1.1' }),
    parallel('A', { slice: 'Slice 1.2' }),
    parallel('B', { slice: 'Slice 1.2', depends_on_tasks: ['A'] }),
    parallel('C', { slice: 'Slice 2.1', phase: 'Phase 2', depends_on_tasks: ['A'] }),
  ];

  it('is a slice that can run side by side first, then larger ones, then slices without the metadata', () => {
    assert.deepEqual(scopes(BACKLOG), ['Slice 1.2 | 1 of 2 pending tasks ready', 'Phase 1 | 2 of 3 pending tasks ready', 'Whole backlog | 2 of 4 pending tasks ready', 'Slice 1.1 | 1 of 1 pending task ready · no parallel metadata']);
  });

  it('begins with what was chosen the last time, while it is still there', () => {
    assert.equal(scopes(BACKLOG, {}, { kind: 'backlog' })[0], 'Whole backlog | 2 of 4 pending tasks ready');
    assert.match(scopes(BACKLOG, {}, { kind: 'slice', slice: 'Slice 9' })[0] ?? '', /^Slice 1\.2/);
  });

  it('is nothing where no task can start', () => {
    assert.deepEqual(scopes([task({ task_id: 'A' })], { A: { status: 'completed' } }), []);
  });
});

describe('the tasks of a batch to choose from', () => {
  it('are those of the first wave, and below what does not fit in, with the reason', () => {
    const { choice } = plan([parallel('A'), parallel('B', { conflicts_with: ['A'] }), parallel('C', { est: { size: 'L' } }), parallel('D', { depends_on_tasks: ['A'] })]);
    assert.deepEqual(choice.rows.map(({ taskId, isPlanned, minutes }) => [taskId, isPlanned, minutes]), [['A', true, 30], ['C', true, 60], ['B', false, 30]]);
    assert.match(choice.rows[0]?.why ?? '', /lets 1 task start/);
    assert.match(choice.rows[2]?.why ?? '', /^Conflicts with A \(/);
  });

  it('can be put together otherwise, but not against a conflict, a lone task or the limits', () => {
    const { made, snapshot } = plan([parallel('A'), parallel('B', { conflicts_with: ['A'] }), parallel('C')]);
    assert.equal(batchFault(['A', 'C'], made, snapshot), undefined);
    assert.equal(batchFault(['B', 'C'], made, snapshot), undefined);
    assert.match(batchFault(['A', 'B'], made, snapshot) ?? '', /conflicts with/);
    assert.equal(batchFault([], made, snapshot), 'Tick at least one task.');
    assert.equal(batchFault(['A', 'B', 'C', 'D'], made, snapshot), 'At most 3 tasks run at once.');
  });

  it('offer what could start too where the batch is full, in place of another', () => {
    const { made, choice, snapshot } = plan([...['A', 'B', 'C', 'E'].map((id) => parallel(id)), parallel('D', { conflicts_with: ['A'] }), parallel('H', { risk: 'High' })]);
    const planned = choice.rows.filter(({ isPlanned }) => isPlanned).map(({ taskId }) => taskId);
    const others = choice.rows.filter(({ isPlanned }) => !isPlanned);
    assert.deepEqual([...planned, ...others.map(({ taskId }) => taskId)].toSorted(), ['A', 'B', 'C', 'D', 'E', 'H']);
    assert.ok(others.every(({ why }) => /could start too|^Conflicts with|runs alone/.test(why)), JSON.stringify(others));
    assert.equal(batchFault(['B', 'C', 'E'], made, snapshot), undefined);
    assert.match(batchFault(['A', 'D'], made, snapshot) ?? '', /conflicts with/);
    assert.match(batchFault(['B', 'H'], made, snapshot) ?? '', /H runs alone, since its risk is High/);
  });

  it('leave out what can only run alone', () => {
    const { made, choice, snapshot } = plan([parallel('A', { risk: 'High' }), parallel('B'), parallel('C')]);
    assert.deepEqual(choice.rows.filter(({ isPlanned }) => isPlanned).map(({ taskId }) => taskId).includes('A') && choice.rows.filter(({ isPlanned }) => isPlanned).length > 1, false);
    assert.match(batchFault(['A', 'B'], made, snapshot) ?? '', /A runs alone, since its risk is High/);
  });

  it('do not conflict with what is under way', () => {
    const { made, snapshot } = plan([parallel('A'), parallel('B', { conflicts_with: ['A'] }), parallel('C')], { A: { status: 'in-progress' } });
    assert.match(batchFault(['B'], made, snapshot) ?? '', /conflicts with/);
    assert.equal(batchFault(['C'], made, snapshot), undefined);
  });

  it('say why none is ticked while something is under way that runs alone, and which are next', () => {
    const { made, choice, snapshot } = plan([parallel('H', { risk: 'High' }), parallel('A'), parallel('B', { depends_on_tasks: ['H'] })], { H: { status: 'in-progress' } });
    assert.deepEqual(choice.rows.map(({ taskId, isPlanned, why }) => [taskId, isPlanned, why]), [['A', false, 'H runs alone, since its risk is High.']]);
    assert.deepEqual(choice.remarks, ['H runs alone, since its risk is High.']);
    assert.match(batchFault(['A'], made, snapshot) ?? '', /H runs alone/);
    assert.deepEqual(firstTasks(made), ['A'], 'for the gates, which a person may lift');
    assert.deepEqual(firstTasks(plan([parallel('A'), parallel('B', { depends_on_tasks: ['A'] })]).made), ['A']);
    assert.deepEqual(firstTasks(plan([parallel('A')], { A: { status: 'blocked' } }).made), []);
  });

  it('tell of the places that are left, where more could start', () => {
    const { choice } = plan(['R', 'S', 'A', 'B'].map((id) => parallel(id)), { R: { status: 'in-progress' }, S: { status: 'in-progress' } });
    assert.deepEqual(choice.rows.filter(({ isPlanned }) => !isPlanned).map(({ taskId, why }) => [taskId, why]), [['B', '2 tasks under way leave 1 place.']]);
  });

  it('say how long they take', () => {
    assert.equal(batchSize([{ minutes: 30 }]), '1 task, about 30 min');
    assert.equal(batchSize([{ minutes: 30 }, { minutes: 60 }]), '2 tasks, about 1 h in place of 1 h 30 min');
  });

  it('tell why there is no batch, when the metadata lacks and when nothing can start', () => {
    const lacking = plan([task({ task_id: 'A' }), task({ task_id: 'B' })]).made;
    assert.equal(lacking.mode.kind, 'sequential');
    assert.match(whyNoBatch(lacking), /lack parallel metadata \(A, B\).*“parallel” and “conflicts_with”/);
    const waiting = plan([task({ task_id: 'A', depends_on_tasks: ['B'] }), task({ task_id: 'B' })], { B: { status: 'blocked' } }).made;
    assert.ok(waiting.leftOut.length > 0);
    assert.doesNotMatch(whyNoBatch(waiting), /left out/, 'what each waits for is no reason where none go side by side');
    assert.match(whyNoBatch(plan([parallel('A'), parallel('B', { depends_on_tasks: ['A'] })], { A: { status: 'blocked', blocked_reason: 'no key' } }).made), /A is left out, since it is blocked: no key\./);
  });
});
