import assert from 'node:assert/strict';
import { next } from '../../../../src/core/operations/next';
import { task as taskOperation } from '../../../../src/core/operations/task';
import { startTask } from '../../../../src/core/operations/startTask';
import { task } from '../../../support/builders';
import { cleanRepository } from '../../../support/ports';
import { fakePlace, fakeWorld } from '../../../support/world';

const LONG = 'word '.repeat(20_000);
const HUGE = task({
  task_id: 'A--T01',
  title: LONG,
  description: LONG,
  acceptance_criteria: Array.from({ length: 500 }, (_, index) => ({ id: `A-AC${index + 1}`, text: LONG })),
  related_specs: Array.from({ length: 300 }, (_, index) => `docs/spec-${index}.md`),
  depends_on_tasks: [],
});

describe('what a model is told', () => {
  it('is short, whatever the manifest holds, and ends with the next step', async () => {
    const world = fakeWorld({ manifest: [HUGE] });
    const [first, shown] = [await next.run(world, {}), await taskOperation.run(world, { task: 'A--T01' })];
    assert.ok(first.ok && shown.ok);
    assert.ok(first.value.text.length < 10_000, String(first.value.text.length));
    assert.ok(shown.value.text.length < 70_000, String(shown.value.text.length));
    assert.match(first.value.text, /and 480 more[^]*Next: start it with start, then read all its documents with context\.$/);
    assert.match(shown.value.text, /and 440 more[^]*\nNext: start it with start/);
  });

  it('marks documents that are not there, and says of a task on its branch how to go on', async () => {
    const tasks = [task({ task_id: 'A--T01', related_specs: ['docs/there.md', 'docs/gone.md'] })];
    const world = fakeWorld({ manifest: tasks, documents: { 'docs/there.md': 'x' } });
    const shown = await taskOperation.run(world, { task: 'A--T01' });
    assert.ok(shown.ok);
    assert.match(shown.value.text, /^ {2}docs\/there\.md\n {2}docs\/gone\.md \(not found\)$/m);
    const begun = fakeWorld({ manifest: tasks, facts: cleanRepository({ branches: ['main', 'feat/A--T01'] }) });
    const elsewhere = await taskOperation.run(begun, { task: 'A--T01' });
    assert.ok(elsewhere.ok);
    assert.match(elsewhere.value.text, /Next: switch to its branch feat\/A--T01 to go on with it/);
    const none = await next.run(begun, {});
    assert.ok(none.ok && none.value.outcome === 'nothing');
    assert.match(none.value.text, /1 task has its branch already: feat\/A--T01\.$/);
  });

  it('says what is begun here before it sends anyone to a start that would be refused', async () => {
    const begun = { 'A--T01': { status: 'in-progress', started_at: '2025-10-01T10:00:00Z', acs_completed: [] } };
    const told = await next.run(fakeWorld({ manifest: [task({ task_id: 'A--T01' }), task({ task_id: 'B--T01' })], state: { tasks: begun } }), {});
    assert.ok(told.ok);
    assert.match(told.value.text, /\nNext: A--T01 is in progress here: go on with it first, as task tells\. B--T01 is started from the base branch\.$/);
    const none = await next.run(fakeWorld({ manifest: [task({ task_id: 'A--T01' })], state: { tasks: begun } }), {});
    assert.ok(none.ok);
    assert.match(none.value.text, /In progress here: A--T01\.$/);
  });

  it('says why there is no task: none that can be read, or a manifest that is blocked with its gaps', async () => {
    const text = async (manifest: object) => {
      const told = await next.run(fakeWorld({ manifest: { ...manifest } }), {});
      assert.ok(told.ok && told.value.outcome === 'nothing');
      return told.value.text;
    };
    assert.match(await text({ tasks: [{ id: 'A--T01' }] }), /No task of the manifest can be read; vtm validate shows where\.$/);
    assert.match(await text({ status: 'BLOCKED', gaps: [{ code: 'GAP-1' }, 'GAP-2'] }), /its status is "BLOCKED", and its gaps are open: GAP-1, GAP-2\. /);
    assert.match(await text({ tasks: [] }), /The manifest has no tasks\.$/);
  });

  it('sends to the worktree that has the branch of a task, since git would not switch to it here', async () => {
    const manifest = [task({ task_id: 'A--T01' })];
    const world = fakeWorld({ manifest, facts: cleanRepository({ branches: ['main', 'feat/A--T01'] }) });
    world.worktrees.set('A--T01', fakePlace({ root: '/other tree', manifest }));
    const refused = await startTask.run(world, { task: 'A--T01' });
    assert.ok(!refused.ok);
    assert.match(refused.error.remedy, /To resume it, work in the worktree \/other tree, where its branch is checked out;/);
  });

  it('says of a start all that blocks it, and of the one that is made what comes next', async () => {
    const world = fakeWorld({ manifest: [task({ task_id: 'A--T01', acceptance_criteria: [] })], facts: cleanRepository({ dirty: [{ path: 'x', kind: 'untracked' }] }) });
    const refused = await startTask.run(world, {});
    assert.ok(!refused.ok);
    assert.equal(refused.error.code, 'BLOCKED::DIRTY-GIT-STATUS');
    assert.match(refused.error.remedy, /^Commit or stash.*\n.*BLOCKED::MISSING-CONTEXT::A--T01: [^]*BLOCKED::EMPTY-AC::A--T01: .*\. Write down/);
    const open = fakeWorld({ manifest: [task({ task_id: 'A--T01' })], documents: { 'docs/features/spec.md': 'x' } });
    const started = await startTask.run(open, {});
    assert.ok(started.ok);
    assert.match(started.value.text, /^A--T01 is started: .*In progress\.\nNext: read all its context with context \(1 document\), then build the criteria in order/);
  });
});
