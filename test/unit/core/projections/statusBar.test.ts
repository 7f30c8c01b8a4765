import assert from 'node:assert/strict';
import { readManifest, readState } from '../../../../src/core/load';
import { statusBarOf } from '../../../../src/core/projections/statusBar';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { buildSnapshot } from '../../../../src/core/snapshot';
import { snapshotOf, task } from '../../../support/builders';

const TASKS = ['A', 'B', 'C', 'D', 'E'].map((task_id) => task({ task_id }));
const running = (ids: string[]) => Object.fromEntries(ids.map((id, index) => [id, { status: 'in-progress', started_at: `2026-01-0${9 - index}T00:00:00Z` }]));
const bar = (entries: Record<string, unknown>, branchTask?: string) => statusBarOf(snapshotOf(TASKS, entries), DEFAULT_SETTINGS, true, branchTask);

describe('the status bar', () => {
  it('is calm, busy and overloaded with the work in progress', () => {
    assert.deepEqual(
      [0, 1, 3, 4].map((count) => bar(running(['A', 'B', 'C', 'D'].slice(0, count)))).map(({ mood, text }) => [mood, text.split(' ')[0]]),
      [['calm', '0/3'], ['calm', '1/3'], ['busy', '3/3'], ['overloaded', '4/3']],
    );
  });

  it('names the task of the branch that is checked out, else the one under way longest', () => {
    const entries = running(['A', 'B']);
    assert.equal(bar(entries, 'A').current?.taskId, 'A');
    assert.equal(bar(entries).current?.taskId, 'B');
    assert.equal(bar(entries, 'E').current?.taskId, 'B');
  });

  it('counts the criteria done of the current task', () => {
    const { text, label } = bar({ A: { status: 'in-progress', acs_completed: ['A-AC01'] } });
    assert.match(text, /A 1\/2/);
    assert.match(label, /current task A, 1 of 2 criteria done/);
    assert.equal(statusBarOf(snapshotOf([task({ task_id: 'N', acceptance_criteria: [] })], { N: { status: 'in-progress' } }), DEFAULT_SETTINGS, true).text, '1/3 · N', 'of none there is no count');
  });

  it('shows blocked tasks, and says when everything is done', () => {
    assert.match(bar({ A: { status: 'blocked' } }).text, /1 blocked/);
    const done = bar(Object.fromEntries(TASKS.map(({ task_id }) => [task_id, { status: 'completed' }])));
    assert.deepEqual([done.mood, done.text], ['finished', 'All done']);
  });

  it('says what needs attention to who asks, and never in its text', () => {
    const { text, label, mood } = statusBarOf(snapshotOf(TASKS), DEFAULT_SETTINGS, true, undefined, 4);
    assert.deepEqual([text, mood], ['0/3', 'calm']);
    assert.match(label, /, 4 to look at, /);
    assert.doesNotMatch(bar({}).label, /to look at/);
  });

  it('is broken when a file is, though the last good numbers are shown', () => {
    const good = readState({ kind: 'text', text: JSON.stringify({ tasks: running(['A']) }) }, 's.json');
    const snapshot = buildSnapshot({
      rev: 1,
      backlog: { name: 'x', manifestPath: 'm.json', statePath: 's.json' },
      manifest: readManifest({ kind: 'text', text: JSON.stringify({ tasks: TASKS }) }, 'm.json'),
      state: readState({ kind: 'text', text: '{"tasks": {' }, 's.json', good),
    });
    const { mood, text, counts } = statusBarOf(snapshot, DEFAULT_SETTINGS, true);
    assert.deepEqual([mood, counts.running], ['broken', 1]);
    assert.match(text, /1 problem/);
  });

  it('says that it loads, and that there is no manifest', () => {
    assert.equal(statusBarOf(undefined, DEFAULT_SETTINGS, false).mood, 'loading');
    assert.equal(statusBarOf(undefined, DEFAULT_SETTINGS, true).mood, 'none');
  });

  it('tells who works in a worktree to who asks, and what there is to look at', () => {
    const agent = { taskId: 'A', branch: 'feat/A', worktree: '/trees/A', done: 1, total: 2, changedFiles: 3, drift: ['x'], overlaps: [] };
    const { text, agents } = statusBarOf(snapshotOf(TASKS), DEFAULT_SETTINGS, true, undefined, 0, [agent]);
    assert.deepEqual(agents, [{ taskId: 'A', done: 1, of: 2, warnings: ['1 outside scope'] }]);
    assert.equal(text, '0/3');
  });
});
