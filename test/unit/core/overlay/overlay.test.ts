import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Snapshot } from '../../../../src/core/snapshot';
import type { RepositoryWork } from '../../../../src/core/work';
import { snapshotOf, task } from '../../../support/builders';
import { baseWork, repositoryWork, taskBranch, workCommit } from '../../../support/work';

const IDS = ['A--T01', 'B--T01', 'C--T01'] as const;
const TASKS = IDS.map((task_id) => task({ task_id }));
const RUNNING = { status: 'in-progress', started_at: '2026-01-01T00:00:00Z', acs_completed: ['A-AC01'] };
const DONE = { status: 'completed', acs_completed: ['A-AC01', 'A-AC02'] };

const seen = (entries: Record<string, unknown>, given: Partial<RepositoryWork>): Snapshot => snapshotOf(TASKS, entries, undefined, repositoryWork(given));
const viewOf = (entries: Record<string, unknown>, given: Partial<RepositoryWork>, id = 'A--T01') => {
  const view = seen(entries, given).byId.get(id);
  assert.ok(view);
  return view;
};

describe('the overlay: a task with a branch of its own', () => {
  it('has the record of the branch\'s tip, though the working tree knows nothing of it', () => {
    const view = viewOf({}, { branches: [taskBranch('A--T01', { entry: RUNNING })] });
    assert.deepEqual([view.status, view.doneCount, view.source], ['in-progress', 1, { kind: 'branch', branch: 'feat/A--T01' }]);
    assert.equal(view.branch, 'feat/A--T01');
  });

  it('says which remote a tip is of', () => {
    const view = viewOf({}, { branches: [taskBranch('A--T01', { entry: RUNNING, remote: 'origin' })] });
    assert.deepEqual(view.source, { kind: 'branch', branch: 'feat/A--T01', remote: 'origin' });
  });

  it('has the file of the worktree that is on it', () => {
    const view = viewOf({}, { branches: [taskBranch('A--T01', { entry: RUNNING, worktree: '/code/a', isReachable: true })] });
    assert.deepEqual([view.status, view.source], ['in-progress', { kind: 'worktree', branch: 'feat/A--T01', root: '/code/a' }]);
  });

  it('has the working tree\'s file where that is on it', () => {
    const base = baseWork({ state: { 'A--T01': DONE }, forkState: { 'A--T01': DONE } });
    const view = viewOf({ 'A--T01': RUNNING }, { base, branches: [taskBranch('A--T01', { isHere: true, worktree: '/project' })] });
    assert.deepEqual([view.status, view.source], ['in-progress', { kind: 'file' }]);
  });

  it('keeps the record elsewhere while its branch claims nothing', () => {
    for (const branch of [taskBranch('A--T01'), taskBranch('A--T01', { entry: { status: 'pending' } }), taskBranch('A--T01', { isHere: true, worktree: '/project' })]) {
      const view = viewOf(branch.isHere ? {} : { 'A--T01': DONE }, { base: baseWork({ ...(branch.isHere ? { state: { 'A--T01': DONE }, forkState: {} } : {}) }), branches: [branch] });
      assert.equal(view.status, 'completed');
    }
  });

  it('is found in another case, and by a link', () => {
    assert.equal(viewOf({}, { branches: [taskBranch('a--t01', { entry: RUNNING })] }).status, 'in-progress');
    const linked = viewOf({}, { branches: [taskBranch('A--T01', { entry: RUNNING, name: 'spike', isLinked: true })] });
    assert.deepEqual([linked.status, linked.branch], ['in-progress', 'spike']);
  });

  it('keeps the working tree\'s record while the branch has nothing of its own, or can\'t be read', () => {
    assert.equal(viewOf({}, { branches: [taskBranch('A--T01', { entry: RUNNING, isReachable: true })] }).status, 'pending');
    assert.equal(viewOf({ 'A--T01': RUNNING }, { branches: [taskBranch('A--T01', { problem: 'it is broken' })] }).source.kind, 'file');
  });

  it('takes nothing from the branch of another task: that is a leak', () => {
    // A branch hands over the entry of its own task alone; the branch of B can only speak of B.
    const view = viewOf({}, { branches: [taskBranch('B--T01', { entry: DONE })] });
    assert.deepEqual([view.status, view.source.kind], ['pending', 'none']);
  });
});

describe('the overlay: merged work', () => {
  const landed = [workCommit('feat(A--T01): Build A--T01 (#57)', '2026-01-03T00:00:00Z')];

  it('gives way to the base branch\'s record', () => {
    const view = viewOf({ 'A--T01': DONE }, { landed, branches: [taskBranch('A--T01', { entry: RUNNING })] });
    assert.deepEqual([view.status, view.source.kind, view.merge?.pull], ['completed', 'file', 57]);
  });

  it('is told though the base branch does not record it', () => {
    const view = viewOf({}, { landed, branches: [taskBranch('A--T01', { entry: RUNNING })] });
    assert.deepEqual([view.status, view.merge?.how], ['pending', 'squash']);
  });

  it('is told when the branch is gone', () => {
    assert.equal(viewOf({}, { landed }).merge?.pull, 57);
  });

  it('is taken up again by later commits on the branch', () => {
    const view = viewOf({ 'A--T01': DONE }, { landed, branches: [taskBranch('A--T01', { entry: RUNNING, tipAt: '2026-01-04T00:00:00Z' })] });
    assert.deepEqual([view.status, view.merge], ['in-progress', undefined]);
  });

  it('is a fast-forward where the commits are there one by one, and not by the claim alone', () => {
    const branches = [taskBranch('A--T01', { isReachable: true })];
    assert.equal(viewOf({}, { branches, landed: [workCommit('feat(A--T01): the first thing')] }).merge?.how, 'fast-forward');
    assert.equal(viewOf({}, { branches, landed: [workCommit('chore(A--T01): initialize task state')] }).merge, undefined);
    assert.equal(viewOf({}, { branches: [taskBranch('A--T01', { entry: RUNNING })], landed: [workCommit('feat(A--T01): the first thing')] }).merge, undefined);
  });

  it('leaves a worktree that it left behind', () => {
    const branches = [taskBranch('A--T01', { entry: RUNNING, worktree: '/code/a' })];
    assert.equal(viewOf({ 'A--T01': DONE }, { branches, landed }).status, 'completed');
    assert.equal(viewOf({}, { branches, landed }).source.kind, 'worktree');
  });
});

describe('the overlay: a branch is checked out, and the base branch has gone on', () => {
  const from = (ours: unknown, fork: unknown, theirs: unknown, branches: RepositoryWork['branches'] = []) => {
    const entries = (entry: unknown) => (entry === undefined ? {} : { 'A--T01': entry });
    return viewOf(entries(ours), { base: baseWork({ state: entries(theirs), forkState: entries(fork) }), branches });
  };

  it('takes the base\'s record of what was not touched here', () => {
    const view = from(undefined, undefined, DONE);
    assert.deepEqual([view.status, view.source], ['completed', { kind: 'base', branch: 'main' }]);
  });

  it('keeps what only changed here', () => {
    assert.deepEqual([from(RUNNING, undefined, undefined).status, from(DONE, RUNNING, RUNNING).status], ['in-progress', 'completed']);
  });

  it('takes the base\'s where both changed, unless it is the task of the branch that is checked out', () => {
    assert.equal(from(RUNNING, undefined, DONE).status, 'completed');
    assert.equal(from(RUNNING, undefined, DONE, [taskBranch('A--T01', { isHere: true, worktree: '/project' })]).status, 'in-progress');
  });

  it('forgets what the base took out', () => {
    assert.deepEqual([from(DONE, DONE, undefined).status, from(DONE, DONE, undefined).source.kind], ['pending', 'none']);
  });

  it('takes the base\'s record, where it has one, when nobody knows how both parted', () => {
    assert.equal(viewOf({ 'A--T01': RUNNING }, { base: baseWork({ state: { 'A--T01': DONE } }) }).status, 'completed');
    assert.equal(viewOf({ 'A--T01': RUNNING }, { base: baseWork({ state: {} }) }).status, 'in-progress');
  });
});

describe('the overlay: the base branch\'s remote is ahead', () => {
  it('shows what it records beyond what is here', () => {
    const view = viewOf({ 'A--T01': RUNNING }, { base: baseWork({ ahead: { 'A--T01': DONE } }) });
    assert.deepEqual([view.status, view.source], ['completed', { kind: 'base', branch: 'origin/main', isAhead: true }]);
  });

  it('keeps what is further here, such as what was not pushed', () => {
    assert.equal(viewOf({ 'A--T01': DONE }, { base: baseWork({ ahead: { 'A--T01': RUNNING } }) }).source.kind, 'file');
    assert.equal(viewOf({ 'A--T01': RUNNING }, { base: baseWork({ ahead: {} }) }).source.kind, 'file');
  });

  it('says that a finished branch has landed there', () => {
    const view = viewOf({}, { base: baseWork({ ahead: { 'A--T01': DONE } }), branches: [taskBranch('A--T01', { entry: DONE })] });
    assert.deepEqual(view.source, { kind: 'base', branch: 'origin/main', isAhead: true });
  });
});

describe('the overlay, whatever the repository holds', () => {
  const status = fc.constantFrom('pending', 'in-progress', 'blocked', 'completed', 'abandoned', 'odd');
  const entry = fc.record({ status, acs_completed: fc.constantFrom([], ['A-AC01']) });
  const entries = fc.dictionary(fc.constantFrom(...IDS), entry);
  const branch = fc.record({ taskId: fc.constantFrom(...IDS), name: fc.constantFrom('x', 'y', 'z'), entry, isReachable: fc.boolean(), tipAt: fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-05T00:00:00Z'), worktree: fc.option(fc.constant('/w'), { nil: undefined }) });
  const made = ({ taskId, worktree, ...given }: { taskId: string; name: string; entry: unknown; isReachable: boolean; tipAt: string; worktree: string | undefined }) =>
    taskBranch(taskId, { ...given, ...(worktree === undefined ? {} : { worktree }) });
  const told = (snapshot: Snapshot) => snapshot.tasks.map(({ status: word, source, doneCount, unmet, branch: name }) => ({ word, source, doneCount, unmet, name }));

  it('is the working tree where git tells nothing', () => {
    fc.assert(fc.property(entries, (state) => assert.deepEqual(told(seen(state, {})), told(snapshotOf(TASKS, state)))));
  });

  it('does not depend on the order of the branches', () => {
    fc.assert(
      fc.property(entries, fc.uniqueArray(branch, { selector: (one) => `${one.taskId}${one.name}` }), (state, branches) => {
        const list = branches.map(made);
        assert.deepEqual(told(seen(state, { branches: list })), told(seen(state, { branches: [...list].reverse() })));
      }),
    );
  });

  it('changes no task by the branches of others', () => {
    fc.assert(
      fc.property(entries, fc.array(branch), (state, branches) => {
        const list = branches.map(made).filter(({ taskId }) => taskId !== 'A--T01');
        assert.deepEqual(told(seen(state, { branches: list }))[0], told(seen(state, {}))[0]);
      }),
    );
  });

  it('looks at 10 000 tasks, 200 branches and 5 000 commits in one go', () => {
    const many = Array.from({ length: 10_000 }, (_, index) => task({ task_id: `M${index}--T01` }));
    const work = repositoryWork({
      branches: Array.from({ length: 200 }, (_, index) => taskBranch(`M${index}--T01`, { entry: RUNNING })),
      landed: Array.from({ length: 5000 }, (_, index) => workCommit(`feat(M${index + 300}--T01): t (#${index})`)),
      base: baseWork({ state: Object.fromEntries(many.map(({ task_id }) => [task_id, DONE])), forkState: {} }),
    });
    const snapshot = snapshotOf(many, {}, undefined, work);
    assert.equal(snapshot.tasks.filter(({ status: word }) => word === 'in-progress').length, 200);
    assert.equal(snapshot.tasks.filter(({ merge }) => merge).length, 5000);
    assert.equal(snapshot.tasks.filter(({ source }) => source.kind === 'base').length, 9800);
  });
});
