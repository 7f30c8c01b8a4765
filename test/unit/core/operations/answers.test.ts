import assert from 'node:assert/strict';
import { OPERATIONS } from '../../../../src/core/operations/table';
import type { Operation } from '../../../../src/core/operations/operation';
import { task } from '../../../support/builders';
import { cleanRepository } from '../../../support/ports';
import { fakePlace, fakeWorld, type FakeWorld } from '../../../support/world';

const ID = 'A--T01';
const STARTED = { status: 'in-progress', started_at: '2025-10-01T10:00:00Z', acs_completed: ['A-AC01'], acs_remaining: ['A-AC02'] };

function named(id: string): Operation {
  const operation = OPERATIONS.find((one) => one.id === id);
  assert.ok(operation, id);
  return operation;
}

function worldWith(entry?: object): FakeWorld {
  return fakeWorld({ manifest: [task({ task_id: ID })], state: entry ? { tasks: { [ID]: entry } } : {} });
}

async function preview(world: FakeWorld, id: string, input: object): Promise<readonly string[]> {
  const told = await named(id).preview?.(world, { task: ID, ...input });
  assert.ok(told?.ok, JSON.stringify(told));
  return [told.value.title, ...told.value.lines];
}

async function text(world: FakeWorld, id: string, input: object = { task: ID }): Promise<string> {
  const result = await named(id).run(world, input);
  return result.ok ? result.value.text : `${result.error.code}: ${result.error.message}. ${result.error.remedy}`;
}

describe('what a write says before it is made', () => {
  it('names the task and each change as before and after', async () => {
    const name = `${ID}: Build ${ID}`;
    assert.deepEqual(await preview(worldWith(STARTED), 'ac-done', { criteria: ['AC02', 'ac1'], note: 'by hand' }), [
      'Record A-AC02, A-AC01 of A--T01 as done', name, 'A-AC02: open -> done (The second thing holds)', 'note: 2026-01-02T03:04:05Z: by hand',
    ]);
    assert.deepEqual(await preview(worldWith(STARTED), 'ac-undo', { criteria: ['AC01'] }), ['Record A-AC01 of A--T01 as open again', name, 'A-AC01: done -> open']);
    assert.deepEqual(await preview(worldWith(STARTED), 'block', { reason: 'it waits' }), ['Block A--T01', name, 'status: in-progress -> blocked', 'blocked_reason: it waits']);
    assert.deepEqual(await preview(worldWith({ ...STARTED, status: 'blocked', blocked_reason: 'old' }), 'block', { reason: 'new' }), ['Block A--T01', name, 'blocked_reason: old -> new']);
    assert.deepEqual(await preview(worldWith({ ...STARTED, status: 'completed', completed_at: '2025-10-02T10:00:00Z' }), 'reopen', {}), [
      'Reopen A--T01', name, 'status: completed -> in-progress', 'completed_at is removed (2025-10-02T10:00:00Z)',
    ]);
  });

  it('says that nothing changes where all is so already', async () => {
    assert.deepEqual((await preview(worldWith(STARTED), 'ac-done', { criteria: ['AC01'] })).slice(2), ['Nothing changes: A-AC01 was recorded before']);
    assert.deepEqual((await preview(worldWith({ status: 'abandoned' }), 'abandon', {})).slice(2), ['Nothing changes: it was abandoned before']);
  });
});

describe('what a write answers', () => {
  it('is the new state and the next step, on a way from start to end', async () => {
    const world = worldWith(STARTED);
    assert.equal(
      await text(world, 'ac-done', { task: ID, criteria: ['AC02'] }),
      'A--T01: A-AC02 is recorded as done. In progress, 2 of 2 criteria done.\nNext: commit A-AC02 together with the state file. Then run all tests, and record the task with complete.',
    );
    assert.match(await text(world, 'complete'), /^A--T01: it is completed\. Completed, 2 of 2 criteria done\.\nNext: commit the state file/);
    assert.match(await text(world, 'complete'), /^A--T01: it was completed before\. /);
    assert.match(await text(world, 'unblock'), /^WRONG-STATUS::A--T01: A--T01 was not changed: it is completed, not blocked\. Reopen it first/);
    assert.match(await text(world, 'undo', {}), /^Undone: complete A--T01 \(by a test, .*\)\. A--T01 is as before: In progress, 2 of 2 criteria done\.$/);
  });

  it('lets what was given up and taken up again be blocked and unblocked as what was never begun', async () => {
    const world = worldWith(STARTED);
    for (const [id, input] of [['abandon', {}], ['reopen', {}], ['block', { reason: 'it waits' }], ['unblock', {}]] as const) await text(world, id, { task: ID, ...input });
    assert.equal((await world.here.snapshot()).byId.get(ID)?.status, 'pending');
  });

  it('does not note the same twice when a call is repeated', async () => {
    const world = worldWith(STARTED);
    await text(world, 'note', { task: ID, text: 'two\nlines' });
    const once = world.here.stateText;
    assert.match(await text(world, 'note', { task: ID, text: 'two\nlines' }), /the note was recorded before/);
    assert.equal(world.here.stateText, once);
  });

  it('goes to the worktree that is on the task\'s branch, says so, and is undone there', async () => {
    const world = worldWith();
    const there = fakePlace({ root: '/other', manifest: [task({ task_id: ID })], state: { tasks: { [ID]: STARTED } } });
    world.worktrees.set(ID, there);
    const [here, before] = [world.here.stateText, there.stateText];
    assert.match(await text(world, 'ac-done', { task: ID, criteria: ['AC02'] }), /2 of 2 criteria done\. Its record is in the worktree \/other\./);
    assert.equal(world.here.stateText, here);
    assert.match(await text(world, 'undo', {}), /^NOTHING-TO-UNDO: .*with vtm undo and the task's id/);
    assert.match(await text(world, 'undo', { task: ID }), /^Undone: ac-done A--T01 A-AC02 /);
    assert.equal(there.stateText, before);
  });

  it('warns where the task\'s own branch holds its record and is not checked out', async () => {
    const world = fakeWorld({ manifest: [task({ task_id: ID })], state: {}, facts: cleanRepository({ branches: ['main', `feat/${ID}`] }) });
    assert.match(await text(world, 'block', { task: ID, reason: 'it waits' }), /^WARN::RECORDED-ELSEWHERE::A--T01: its branch feat\/A--T01 is there/m);
  });

  it('warns of documents that were not read whole', async () => {
    const world = fakeWorld({ manifest: [task({ task_id: ID })], state: { tasks: { [ID]: STARTED } }, documents: { 'docs/features/spec.md': 'All of it' } });
    assert.match(await text(world, 'ac-done', { task: ID, criteria: ['AC02'] }), /^WARN::INCOMPLETE-CONTEXT-READ::A--T01: .*docs\/features\/spec\.md was read whole/m);
  });

  it('warns of many documents in one line, since the warning comes again with every criterion', async () => {
    const specs = Array.from({ length: 12 }, (_, index) => `docs/features/a-long-name-of-a-spec-${index}.md`);
    const documents = Object.fromEntries(specs.map((path) => [path, 'All of it']));
    const world = fakeWorld({ manifest: [task({ task_id: ID, related_specs: specs })], state: { tasks: { [ID]: STARTED } }, documents });
    const warning = (await text(world, 'ac-done', { task: ID, criteria: ['AC02'] })).split('\n').find((line) => line.startsWith('WARN::')) ?? '';
    assert.match(warning, /12 documents were read whole, the first docs\/features\/a-long-name-of-a-spec-0\.md\. Read them with context\.$/);
    assert.ok(!warning.includes(specs[1] ?? ''));
  });

  it('says after each criterion to commit it with its record before the next one is built', async () => {
    const world = worldWith({ status: 'in-progress', started_at: '2026-03-01T09:00:00Z', acs_completed: [], acs_remaining: ['A-AC01', 'A-AC02'] });
    assert.match(await text(world, 'ac-done', { task: ID, criteria: ['AC01'] }), /^Next: commit A-AC01 together with the state file\. Then build A-AC02 /m);
    assert.match(await text(world, 'ac-done', { task: ID, criteria: ['AC02'] }), /^Next: commit A-AC02 together with the state file\. Then run all tests, and record the task with complete\.$/m);
  });
});
