import assert from 'node:assert/strict';
import fc from 'fast-check';
import { agentViews } from '../../../../src/core/batch/agentViews';
import type { Batch } from '../../../../src/core/batch/batch';
import type { AgentView, WorktreeFacts } from '../../../../src/core/batch/watch';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { parallelTask } from '../../../support/batch';
import { snapshotOf, type RawTask } from '../../../support/builders';
import { repositoryWork, taskBranch, workCommit } from '../../../support/work';

const STATE = DEFAULT_SETTINGS.statePath;

/** A branch that is checked out in a worktree of its own; `folder` is where the backlog lies in it. */
function inTree(id: string, folder = '', given: Parameters<typeof taskBranch>[1] = {}) {
  return taskBranch(id, { worktree: `/trees/${id}`, stateFile: `/trees/${id}/${folder}${STATE}`, entry: { status: 'in-progress', acs_completed: [] }, ...given });
}

function changed(taskId: string, ...paths: readonly string[]): WorktreeFacts {
  return { taskId, worktree: `/trees/${taskId}`, changes: paths.map((path) => ({ path, isOpen: true })) };
}

function batch(id: string, ...taskIds: readonly string[]): Batch {
  return { id, at: '2026-01-02T00:00:00Z', mode: 'worktrees', of: 'Slice 1.1', baseCommit: 'a'.repeat(40), tasks: taskIds.map((taskId) => ({ taskId, branch: `feat/${taskId}`, minutes: 30 })) };
}

function viewsOf(tasks: readonly RawTask[], branches: readonly ReturnType<typeof inTree>[], more: { readonly batches?: readonly Batch[]; readonly facts?: readonly WorktreeFacts[] } = {}): readonly AgentView[] {
  const snapshot = snapshotOf(tasks, {}, undefined, repositoryWork({ branches }));
  return agentViews({ snapshot, batches: [], facts: [], settings: DEFAULT_SETTINGS, ...more });
}

const A = parallelTask('A--T01');
const B = parallelTask('B--T01');
const C = parallelTask('C--T01');

describe('agentViews', () => {
  it('has one for each worktree of a task, with what is done and its last commit', () => {
    const entry = { status: 'in-progress', acs_completed: ['A-AC01'] };
    const commits = [workCommit('feat(A--T01): the first', '2026-01-02T02:00:00Z'), workCommit('chore(A--T01): initialize task state')];
    assert.deepEqual(viewsOf([A, B], [inTree('A--T01', '', { entry, commits })], { batches: [batch('one', 'A--T01', 'B--T01')], facts: [changed('A--T01', 'src/a--t01/x.ts', STATE)] }), [
      {
        taskId: 'A--T01',
        batchId: 'one',
        branch: 'feat/A--T01',
        worktree: '/trees/A--T01',
        done: 1,
        total: 2,
        lastCommitAt: '2026-01-02T02:00:00Z',
        lastSubject: 'feat(A--T01): the first',
        changedFiles: 1,
        drift: [],
        overlaps: [],
      },
    ]);
  });

  it('leaves out the one we are in, and what is checked out nowhere', () => {
    assert.deepEqual(viewsOf([A, B], [inTree('A--T01', '', { isHere: true }), taskBranch('B--T01')]), []);
  });

  it('has no last commit where the branch has none of its own', () => {
    assert.ok(!('lastCommitAt' in (viewsOf([A], [inTree('A--T01', '', { isReachable: true })])[0] ?? {})));
  });

  it('has the newest batch first, in its order, then the others in the manifest\'s', () => {
    const views = viewsOf([A, B, C], [inTree('A--T01'), inTree('B--T01'), inTree('C--T01')], { batches: [batch('two', 'C--T01', 'B--T01'), batch('one', 'B--T01')] });
    assert.deepEqual(views.map(({ taskId, batchId }) => [taskId, batchId]), [['C--T01', 'two'], ['B--T01', 'two'], ['A--T01', undefined]]);
  });

  it('knows files outside of the scope; not the state file, nor the task\'s own tests', () => {
    const facts = [changed('A--T01', 'README.md', 'src/a--t01/x.ts', 'src/b/y.ts', STATE, 'tests/a.spec.ts')];
    assert.deepEqual(viewsOf([A], [inTree('A--T01')], { facts })[0]?.drift, ['README.md', 'src/b/y.ts']);
  });

  it('says nothing of a scope that is not declared or not understood', () => {
    for (const scope of [undefined, [], ['../elsewhere/**']]) {
      const { file_scope: _, ...rest } = A;
      const task = { ...rest, task_id: 'A--T01', ...(scope ? { file_scope: scope } : {}) };
      assert.deepEqual(viewsOf([task], [inTree('A--T01')], { facts: [changed('A--T01', 'README.md')] })[0]?.drift, []);
    }
  });

  it('takes the scope from the backlog\'s folder, where that lies below the top', () => {
    const facts = [changed('A--T01', 'app/src/a--t01/x.ts', 'src/a--t01/x.ts', `app/${STATE}`, 'app/tests/a.spec.ts')];
    const [view] = viewsOf([A], [inTree('A--T01', 'app/')], { facts });
    assert.deepEqual(view?.drift, ['src/a--t01/x.ts']);
    assert.equal(view?.changedFiles, 3);
  });

  it('counts files of a worktree only for the task that is there', () => {
    assert.equal(viewsOf([A], [inTree('A--T01')], { facts: [{ ...changed('A--T01', 'x.ts'), worktree: '/trees/old' }] })[0]?.changedFiles, 0);
    assert.equal(viewsOf([A], [inTree('A--T01')], { facts: [{ taskId: 'A--T01', worktree: '/trees/A--T01' }] })[0]?.changedFiles, 0);
  });

  it('tells each of two who changed a file of the other one, whatever the files are', () => {
    const ids = ['A--T01', 'B--T01', 'C--T01'];
    const files = fc.uniqueArray(fc.constantFrom('a.ts', 'b.ts', 'src/c.ts', STATE), { maxLength: 4 });
    fc.assert(
      fc.property(fc.tuple(files, files, files), (sets) => {
        const views = viewsOf([A, B, C], ids.map((id) => inTree(id)), { facts: ids.map((id, index) => changed(id, ...(sets[index] ?? []))) });
        for (const [index, view] of views.entries()) {
          const mine = (sets[index] ?? []).filter((path) => path !== STATE).sort();
          const shared = mine.flatMap((path) => {
            const taskIds = ids.filter((_, other) => other !== index && sets[other]?.includes(path));
            return taskIds.length > 0 ? [{ path, taskIds }] : [];
          });
          assert.deepEqual(view.overlaps, shared, view.taskId);
        }
      }),
    );
  });
});
