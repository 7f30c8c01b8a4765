import assert from 'node:assert/strict';
import { branchLookup, branchNameFault } from '../../../../src/core/branches';
import { nextTask } from '../../../../src/core/operations/gates';
import { treeOf } from '../../../../src/core/projections/tree';
import { EMPTY_FILTER } from '../../../../src/core/projections/treeFilter';
import { eligibleTasks, standingOf } from '../../../../src/core/select/eligibility';
import { explain } from '../../../../src/core/select/explain';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { snapshotOf, task } from '../../../support/builders';
import { cleanRepository } from '../../../support/ports';

const git = cleanRepository({ branches: ['main', 'feat/high--t01'], remoteBranches: ['feat/LOW--T01'] });
const lookup = branchLookup(git, DEFAULT_SETTINGS);
const TASKS = [task({ task_id: 'HIGH--T01', risk: 'High' }), task({ task_id: 'MEDIUM--T01' }), task({ task_id: 'LOW--T01', risk: 'Low' })];

describe('tasks that have a branch', () => {
  const snapshot = snapshotOf(TASKS, {}, lookup);

  it('are known by it, in any case and on a remote', () => {
    assert.deepEqual(['HIGH--T01', 'LOW--T01', 'MEDIUM--T01'].map(lookup), ['feat/high--t01', 'feat/LOW--T01', undefined]);
    assert.equal(branchLookup({ kind: 'unread', reason: '' }, DEFAULT_SETTINGS)('HIGH--T01'), undefined);
  });

  it('are not offered again, by any view or by the start', () => {
    assert.deepEqual(eligibleTasks(snapshot, 'risk').map((view) => view.task.id), ['MEDIUM--T01']);
    assert.equal(nextTask(snapshot, DEFAULT_SETTINGS, git)?.task.id, 'MEDIUM--T01');
    const groups = treeOf(snapshot, { grouping: 'status', filter: EMPTY_FILTER, settings: DEFAULT_SETTINGS });
    assert.deepEqual(groups.map((node) => node.label), ['On its own branch', 'Pending, ready to start']);
  });

  it('say why', () => {
    const view = snapshot.byId.get('HIGH--T01');
    assert.ok(view);
    assert.deepEqual(standingOf(view, snapshot), { kind: 'elsewhere', branch: 'feat/high--t01' });
    assert.equal(explain(view, snapshot, DEFAULT_SETTINGS).summary, 'HIGH--T01 is not next: it has the branch feat/high--t01 already.');
  });

  it('are what a start names when nothing else is left, so that it can be resumed', () => {
    const only = snapshotOf(TASKS.slice(0, 1), {}, lookup);
    assert.equal(nextTask(only, DEFAULT_SETTINGS, git)?.task.id, 'HIGH--T01');
  });

  it('are shown as what they are once the state file says more', () => {
    const running = snapshotOf(TASKS, { 'HIGH--T01': { status: 'in-progress' } }, lookup);
    assert.equal(running.byId.get('HIGH--T01')?.status, 'in-progress');
  });
});

describe('branchNameFault', () => {
  it('lets ordinary names pass and names the fault of others', () => {
    for (const name of ['feat/A--T01', 'task/x.y_z/work', 'a']) assert.equal(branchNameFault(name), undefined, name);
    for (const name of ['feat/-d', 'feat/a..b', 'x.lock', 'feat/', '', 'feat/HEAD', 'feat/a b', 'feat/ä', `feat/${'x'.repeat(200)}`, 'feat/a.']) {
      assert.ok(branchNameFault(name), name);
    }
  });
});
