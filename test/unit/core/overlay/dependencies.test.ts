import assert from 'node:assert/strict';
import { waitReason } from '../../../../src/core/overlay/unmetText';
import { explain } from '../../../../src/core/select/explain';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/core/settings';
import type { RepositoryWork } from '../../../../src/core/work';
import { snapshotOf, task } from '../../../support/builders';
import { baseWork, repositoryWork, taskBranch, workCommit } from '../../../support/work';

const TASKS = [task({ task_id: 'X--T01' }), task({ task_id: 'Y--T01', depends_on_tasks: ['X--T01'] })];
const RUNNING = { status: 'in-progress', acs_completed: ['X-AC01'] };
const DONE = { status: 'completed' };
const SQUASH = workCommit('feat(X--T01): Build X (#7)', '2026-02-01T00:00:00Z');

type Where = { readonly entries?: Record<string, unknown>; readonly work?: Partial<RepositoryWork> | null };

function waits({ entries = {}, work = {} }: Where, dependencies: Settings['dependencies']): boolean {
  const snapshot = snapshotOf(TASKS, entries, undefined, work === null ? undefined : repositoryWork(work), { dependencies });
  return (snapshot.byId.get('Y--T01')?.unmet.length ?? 0) > 0;
}

/** For each place where the dependency may stand: whether its dependent waits under merged, completed and begun. */
const PLACES: Readonly<Record<string, readonly [Where, readonly [boolean, boolean, boolean]]>> = {
  'is recorded nowhere': [{}, [true, true, true]],
  'is in progress here': [{ entries: { 'X--T01': RUNNING } }, [true, true, false]],
  'is in progress on its branch': [{ work: { branches: [taskBranch('X--T01', { entry: RUNNING })] } }, [true, true, false]],
  'is blocked': [{ entries: { 'X--T01': { status: 'blocked' } } }, [true, true, true]],
  'is completed on its branch alone': [{ work: { branches: [taskBranch('X--T01', { entry: DONE })] } }, [true, false, false]],
  'is completed on its branch, which is checked out here': [
    { entries: { 'X--T01': DONE }, work: { base: baseWork({ state: {}, forkState: {} }), branches: [taskBranch('X--T01', { isHere: true, worktree: '/project' })] } },
    [true, false, false],
  ],
  'is recorded as completed on another task\'s branch alone, which is checked out': [
    { entries: { 'X--T01': DONE }, work: { base: baseWork({ state: {}, forkState: {} }), branches: [taskBranch('Y--T01', { isHere: true, worktree: '/project' })] } },
    [true, false, false],
  ],
  'is completed in the base branch that is checked out': [{ entries: { 'X--T01': DONE } }, [false, false, false]],
  'is completed in the base branch, and another branch is checked out': [{ work: { base: baseWork({ state: { 'X--T01': DONE }, forkState: {} }) } }, [false, false, false]],
  'is completed on the base branch\'s remote alone': [{ work: { base: baseWork({ ahead: { 'X--T01': DONE } }) } }, [true, false, false]],
  'is merged, and not recorded': [{ work: { landed: [SQUASH] } }, [false, false, false]],
  'is abandoned': [{ entries: { 'X--T01': { status: 'abandoned' } } }, [true, true, true]],
  'is abandoned after its merge': [{ entries: { 'X--T01': { status: 'abandoned' } }, work: { landed: [SQUASH] } }, [true, true, true]],
  'is completed in the working tree, and git can\'t be asked': [{ entries: { 'X--T01': DONE }, work: null }, [false, false, false]],
};

describe('a task waits for a dependency that', () => {
  for (const [name, [where, [merged, completed, begun]]] of Object.entries(PLACES)) {
    it(`${name}: ${[merged && 'until it is merged', completed && 'until it is completed', begun && 'until it is begun'].filter(Boolean).join(', ') || 'not at all'}`, () => {
      assert.deepEqual([waits(where, 'merged'), waits(where, 'completed'), waits(where, 'begun')], [merged, completed, begun]);
    });
  }
});

describe('why a task waits', () => {
  const reasonOf = ({ entries = {}, work = {} }: Where) => waitReason('X--T01', snapshotOf(TASKS, entries, undefined, work === null ? undefined : repositoryWork(work)));

  it('says what is completed and not merged, and where', () => {
    assert.equal(reasonOf({ work: { branches: [taskBranch('X--T01', { entry: DONE })] } }), 'X--T01 is completed on feat/X--T01, which is not merged into main yet.');
    const inWorktree = taskBranch('X--T01', { entry: DONE, worktree: '/code/x' });
    assert.equal(reasonOf({ work: { branches: [inWorktree] } }), 'X--T01 is completed on feat/X--T01 (worktree /code/x), which is not merged into main yet.');
  });

  it('says what another task\'s branch alone records as completed', () => {
    const work = { base: baseWork({ state: {}, forkState: {} }), branches: [taskBranch('Y--T01', { isHere: true, worktree: '/project' })] };
    assert.equal(reasonOf({ entries: { 'X--T01': DONE }, work }), 'X--T01 is completed on the branch that is checked out, which is not merged into main yet.');
  });

  it('says what is merged and not pulled', () => {
    assert.equal(reasonOf({ work: { base: baseWork({ ahead: { 'X--T01': DONE } }) } }), 'X--T01 is merged on origin/main, which main does not have yet: pull first.');
  });

  it('says what is under way on which branch', () => {
    assert.equal(reasonOf({ work: { branches: [taskBranch('X--T01', { entry: RUNNING })] } }), 'X--T01 is in progress on feat/X--T01 (1 of 2 criteria done).');
  });

  it('stands in the explanation of the dependent', () => {
    const snapshot = snapshotOf(TASKS, {}, undefined, repositoryWork({ branches: [taskBranch('X--T01', { entry: DONE })] }));
    const view = snapshot.byId.get('Y--T01');
    assert.ok(view);
    assert.deepEqual(explain(view, snapshot, DEFAULT_SETTINGS).reasons, ['X--T01 is completed on feat/X--T01, which is not merged into main yet.']);
  });
});
