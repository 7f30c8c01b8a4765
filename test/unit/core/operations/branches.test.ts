import assert from 'node:assert/strict';
import { acDone } from '../../../../src/core/operations/acDone';
import { block } from '../../../../src/core/operations/block';
import { complete } from '../../../../src/core/operations/complete';
import { explain } from '../../../../src/core/operations/explain';
import { link } from '../../../../src/core/operations/link';
import { next } from '../../../../src/core/operations/next';
import type { Answer, Operation } from '../../../../src/core/operations/operation';
import { startTask } from '../../../../src/core/operations/startTask';
import { status } from '../../../../src/core/operations/status';
import { task as taskOperation } from '../../../../src/core/operations/task';
import { undoStart } from '../../../../src/core/operations/undoStart';
import type { Refusal } from '../../../../src/core/ports';
import type { RepositoryWork } from '../../../../src/core/work';
import { task } from '../../../support/builders';
import { cleanRepository } from '../../../support/ports';
import { baseWork, repositoryWork, taskBranch, workCommit } from '../../../support/work';
import { fakeWorld, type FakeWorld } from '../../../support/world';

const A = 'A--T01';
const TASKS = [task({ task_id: A, related_specs: [] }), task({ task_id: 'B--T01', related_specs: ['docs/features/spec.md'] })];
const RUNNING = { status: 'in-progress', started_at: '2026-01-01T00:00:00Z', acs_completed: ['A-AC01'] };

function worldWith(work: Partial<RepositoryWork>, { entries = {}, head = 'main' }: { readonly entries?: Record<string, unknown>; readonly head?: string } = {}): FakeWorld {
  const branches = ['main', 'spike', ...(work.branches ?? []).map(({ name }) => name)];
  const facts = cleanRepository({ branches, head: { kind: 'branch', name: head, commit: 'e'.repeat(40) } });
  const settings = { gateSeverity: { 'BLOCKED::MASTER-PRD-MISSING': 'off', 'BLOCKED::MISSING-SPECS': 'off' } } as const;
  const world = fakeWorld({ manifest: TASKS, state: { tasks: entries }, documents: { 'docs/features/spec.md': '# Spec\n' }, facts, settings });
  world.here.work = repositoryWork(work);
  return world;
}

async function done(world: FakeWorld, operation: Operation, input: object): Promise<Answer> {
  const answer = await operation.run(world, input);
  assert.ok(answer.ok, answer.ok ? '' : `${answer.error.code} ${answer.error.message}`);
  return answer.value;
}

async function refused(world: FakeWorld, operation: Operation, input: object): Promise<Refusal> {
  const before = world.here.stateText;
  const answer = await operation.run(world, input);
  assert.ok(!answer.ok, 'it was not refused');
  assert.equal(world.here.stateText, before);
  const preview = await operation.preview?.(world, input);
  if (operation.preview) assert.ok(preview && !preview.ok && preview.error.code === answer.error.code, 'the preview refuses the same');
  return answer.error;
}

describe('operations on a task whose record is not in this working tree', () => {
  it('record nothing here, and say where to', async () => {
    const world = worldWith({ branches: [taskBranch(A, { entry: RUNNING })] });
    for (const [operation, input] of [[acDone, { task: A, criteria: ['AC02'] }], [block, { task: A, reason: 'x' }], [complete, { task: A }]] as const) {
      const { code, message, remedy } = await refused(world, operation, input);
      assert.equal(code, `RECORDED-ELSEWHERE::${A}`);
      assert.match(message, /The record of A--T01 is on feat\/A--T01/);
      assert.match(remedy, /Switch to feat\/A--T01 with a clean working tree, or open a worktree on it/);
    }
  });

  it('say to pull, or to switch to the base branch, where that has the record', async () => {
    const ahead = worldWith({ base: baseWork({ ahead: { [A]: RUNNING } }) });
    assert.match((await refused(ahead, block, { task: A, reason: 'x' })).remedy, /Pull first, so that main has it here/);
    const onBranch = worldWith({ base: baseWork({ state: { [A]: RUNNING }, forkState: {} }) }, { head: 'spike' });
    assert.match((await refused(onBranch, block, { task: A, reason: 'x' })).remedy, /Switch to main/);
  });

  it('lead to it before anything else', async () => {
    const there = await done(worldWith({ branches: [taskBranch(A, { entry: RUNNING })] }), taskOperation, { task: A });
    assert.match(there.text, /Next: go on with it where it is recorded: switch to feat\/A--T01 [^]*; or take another task with next\.$/);
    const ahead = await done(worldWith({ base: baseWork({ ahead: { [A]: RUNNING } }) }), taskOperation, { task: A });
    assert.match(ahead.text, /Next: pull first, so that main has its record here;/);
  });

  it('say that what a branch records can not be read, and never that nothing is recorded', async () => {
    const { text } = await done(worldWith({ branches: [taskBranch(A, { problem: 'unresolved merge conflict at line 2' })] }), explain, { task: A });
    assert.match(text, /What is recorded there can't be read: unresolved merge conflict at line 2\. Mend the state file on that branch\./);
    assert.doesNotMatch(text, /Nothing is recorded/);
  });

  it('read it all the same, with its source in text and data', async () => {
    const world = worldWith({ branches: [taskBranch(A, { entry: RUNNING })] });
    const shown = await done(world, taskOperation, { task: A });
    assert.match(shown.text, /in-progress on feat\/A--T01/);
    assert.match(shown.text, /Status: recorded on feat\/A--T01; last commit 2h ago\./);
    const { recorded } = shown.data as { recorded: { source: object; branch: { name: string } } };
    assert.deepEqual([recorded.source, recorded.branch.name], [{ kind: 'branch', branch: 'feat/A--T01' }, 'feat/A--T01']);
    assert.match((await done(world, explain, { task: A })).text, /already in progress on feat\/A--T01/);
    assert.match((await done(world, status, {})).text, /A--T01 .*\(1 of 2 criteria done, on feat\/A--T01, last commit 2h ago\)/);
    const offered = await done(world, next, {});
    assert.match(offered.text, /B--T01/);
    assert.doesNotMatch(offered.text, /in progress here/);
  });
});

describe('a start on the task\'s own branch', () => {
  const onBranch = (entries = {}) => worldWith({ base: baseWork({ state: {}, forkState: {} }), branches: [taskBranch(A, { isHere: true, worktree: '/project' })] }, { entries, head: 'feat/A--T01' });

  it('claims the task there, without a branch', async () => {
    const world = onBranch();
    const answer = await done(world, startTask, { task: A });
    assert.match(answer.text, /its branch feat\/A--T01 was checked out already, and the task is claimed in commit/);
    assert.deepEqual(world.here.gitDone.map((step) => step.split(' ')[0]), ['commit']);
    assert.match(world.here.stateText ?? '', /"status": "in-progress"/);
  });

  it('is refused once it is claimed, and for any other task', async () => {
    assert.match((await refused(onBranch({ [A]: RUNNING }), startTask, { task: A })).code, /^BLOCKED::NOT-ON-MAIN-BRANCH/);
    assert.match((await refused(onBranch(), startTask, { task: 'B--T01' })).code, /^BLOCKED::NOT-ON-MAIN-BRANCH/);
  });

  it('is never undone by removing the branch', async () => {
    const world = onBranch();
    const undone = await undoStart(
      { taskId: A, branch: 'feat/A--T01', base: 'main', baseCommit: 'e'.repeat(40), claimCommit: 'b'.repeat(40), hadBranch: true, at: '2026-01-02T00:00:00Z' },
      { git: world.here.git, store: world.here.store },
    );
    assert.ok(!undone.ok && undone.error.code === 'UNDO-REFUSED');
    assert.deepEqual(world.here.gitDone, []);
  });

  it('is told to whoever would record first', async () => {
    assert.match((await refused(onBranch(), acDone, { task: A, criteria: ['AC01'] })).remedy, /Start it first: its branch is checked out/);
  });
});

describe('a task that is merged and not recorded', () => {
  const landed = [workCommit('feat(A--T01): Build A--T01 (#57)')];

  it('is not started again', async () => {
    assert.equal((await refused(worldWith({ landed }), startTask, { task: A })).code, `BLOCKED::ALREADY-MERGED::${A}`);
  });

  it('is recorded afterwards: criteria, then its completion', async () => {
    const world = worldWith({ landed });
    await done(world, acDone, { task: A, criteria: ['AC01', 'AC02'] });
    await done(world, complete, { task: A });
    const { tasks } = JSON.parse(world.here.stateText ?? '') as { tasks: Record<string, Record<string, unknown>> };
    assert.deepEqual([tasks[A]?.['status'], tasks[A]?.['acs_completed']], ['completed', ['A-AC01', 'A-AC02']]);
  });
});

describe('link', () => {
  it('says which task a branch is for, and forgets it', async () => {
    const world = worldWith({});
    assert.equal((await done(world, link, { branch: 'spike', task: A })).text, 'spike is linked to A--T01.');
    world.here.work = repositoryWork({ branches: [taskBranch(A, { name: 'spike', isLinked: true })] });
    assert.equal((await done(world, link, { branch: 'spike', task: A })).text, 'spike is linked to A--T01, as before.');
    assert.equal((await done(world, link, { branch: 'spike', task: 'B--T01' })).text, 'spike is linked to B--T01; it was linked to A--T01.');
    assert.equal((await done(world, link, { branch: 'spike' })).text, 'spike is linked to no task.');
    assert.deepEqual(world.here.gitDone, ['link spike A--T01', 'link spike B--T01', 'link spike ']);
  });

  it('refuses a branch that is not there, a base branch, and a task that is not there', async () => {
    const world = worldWith({});
    const unknown = await refused(world, link, { branch: 'spkie', task: A });
    assert.deepEqual([unknown.code, unknown.remedy], ['UNKNOWN-BRANCH::spkie', 'Did you mean spike?']);
    assert.equal((await refused(world, link, { branch: 'main', task: A })).code, 'LINK-REFUSED');
    assert.equal((await refused(world, link, { branch: 'spike', task: 'A--T02' })).code, 'UNKNOWN-TASK::A--T02');
    assert.deepEqual(world.here.gitDone, []);
  });
});

describe('operations on another branch than the base', () => {
  it('name the base branch before they tell to start', async () => {
    const onTopic = await done(worldWith({ base: baseWork({ state: {}, forkState: {} }) }, { head: 'spike' }), next, {});
    assert.match(onTopic.text, /Next: switch to main, since a start leaves from there; then start it with start/);
    const onBase = await done(worldWith({ base: baseWork() }), next, {});
    assert.match(onBase.text, /Next: start it with start/);
  });

  it('warn that a record stands on another task\'s branch, which others do not see', async () => {
    const world = worldWith({ base: baseWork({ state: {}, forkState: {} }), branches: [taskBranch(A, { isHere: true })] }, { head: 'feat/A--T01', entries: { [A]: RUNNING } });
    const other = await done(world, block, { task: 'B--T01', reason: 'x' });
    assert.match(other.text, /WARN::OTHER-BRANCH::B--T01: feat\/A--T01 is checked out, the branch of A--T01; other branches will not know of this until it is merged\./);
    assert.doesNotMatch((await done(world, acDone, { task: A, criteria: ['AC02'] })).text, /OTHER-BRANCH/);
  });
});

describe('a completed task', () => {
  it('asks for nothing more once its work is merged', async () => {
    const entries = { [A]: { status: 'completed', acs_completed: ['A-AC01', 'A-AC02'] } };
    const merged = await done(worldWith({ base: baseWork(), landed: [workCommit('feat(A--T01): Title (#57)')] }, { entries }), taskOperation, { task: A });
    assert.match(merged.text, /Next: nothing is left to do of it: its work is merged \(#57\)\. Take another task with next\.$/);
    assert.match((await done(worldWith({ base: baseWork() }, { entries }), taskOperation, { task: A })).text, /Next: commit the state file and open the pull request/);
  });
});
