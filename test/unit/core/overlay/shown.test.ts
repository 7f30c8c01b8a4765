import assert from 'node:assert/strict';
import { activityOf } from '../../../../src/core/overlay/activity';
import { pulseFigures } from '../../../../src/core/pulse/figures';
import { pulseText } from '../../../../src/core/pulse/text';
import { pulseModel } from '../../../../src/core/projections/pulse';
import { statusBarOf } from '../../../../src/core/projections/statusBar';
import { treeOf } from '../../../../src/core/projections/tree';
import { statusLine, taskDetails } from '../../../../src/core/projections/treeDetails';
import { EMPTY_FILTER } from '../../../../src/core/projections/treeFilter';
import type { TaskNode } from '../../../../src/core/projections/treeNode';
import { stagesOf } from '../../../../src/core/projections/treeStage';
import { taskNode } from '../../../../src/core/projections/treeTask';
import { wipRules } from '../../../../src/core/rules/progressRules';
import { eligibleTasks, standingOf, underWay } from '../../../../src/core/select/eligibility';
import { explain } from '../../../../src/core/select/explain';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import type { Snapshot } from '../../../../src/core/snapshot';
import { snapshotOf, task } from '../../../support/builders';
import { baseWork, repositoryWork, taskBranch, workCommit } from '../../../support/work';

const NOW = new Date('2026-01-02T03:00:00Z');
const TASKS = ['A--T01', 'B--T01', 'C--T01'].map((task_id) => task({ task_id, title: `Build ${task_id}` }));
const RUNNING = { status: 'in-progress', started_at: '2026-01-01T00:00:00Z', acs_completed: ['A-AC01'] };
const ON_BRANCH = snapshotOf(TASKS, {}, undefined, repositoryWork({ branches: [taskBranch('A--T01', { entry: RUNNING })] }));
const MERGED = snapshotOf(TASKS, { 'A--T01': RUNNING }, undefined, repositoryWork({ landed: [workCommit('feat(A--T01): Build A (#57)'), workCommit('feat(B--T01): Build B (#58)')] }));

const viewIn = (snapshot: Snapshot, id = 'A--T01') => {
  const view = snapshot.byId.get(id);
  assert.ok(view);
  return view;
};
const row = (snapshot: Snapshot, id = 'A--T01'): TaskNode => taskNode(viewIn(snapshot, id), stagesOf(snapshot, DEFAULT_SETTINGS), snapshot);

describe('a task under way on a branch that is not checked out', () => {
  it('says so in its row, without an age that would go stale', () => {
    assert.equal(row(ON_BRANCH).description, '1/2 · feat/A--T01 · Build A--T01');
    assert.match(row(ON_BRANCH).accessibleLabel, /High|Medium/);
    assert.match(row(ON_BRANCH).accessibleLabel, /in progress on feat\/A--T01, 1 of 2 criteria done/);
  });

  it('offers no checkboxes: nothing is recorded there from here', () => {
    const boxes = (snapshot: Snapshot) => row(snapshot).children().map((node) => node.kind === 'criterion' && node.checkbox !== undefined);
    assert.deepEqual(boxes(ON_BRANCH), [false, false]);
    assert.deepEqual(boxes(snapshotOf(TASKS, { 'A--T01': RUNNING })), [true, true]);
  });

  it('tells source and last commit in its details', () => {
    const details = taskDetails(viewIn(ON_BRANCH), ON_BRANCH, DEFAULT_SETTINGS, NOW);
    assert.deepEqual([details.status, details.statusSource, details.activity], ['in progress on feat/A--T01', 'recorded on feat/A--T01', 'last commit 2h ago']);
    assert.equal(statusLine(details), 'in progress on feat/A--T01');
    const inWorktree = snapshotOf(TASKS, {}, undefined, repositoryWork({ branches: [taskBranch('A--T01', { entry: RUNNING, worktree: '/code/a' })] }));
    assert.equal(taskDetails(viewIn(inWorktree), inWorktree, DEFAULT_SETTINGS, NOW).statusSource, 'recorded on feat/A--T01 (worktree /code/a)');
    assert.match(statusLine(taskDetails(viewIn(ON_BRANCH, 'B--T01'), ON_BRANCH, DEFAULT_SETTINGS, NOW)), /^pending.* \(no entry in .*\)$/);
  });

  it('counts as work in progress: in the status bar, the pulse and the gate', () => {
    const bar = statusBarOf(ON_BRANCH, DEFAULT_SETTINGS, true);
    assert.deepEqual([bar.text, bar.running[0]?.where], ['1/3 · A--T01 1/2', 'feat/A--T01']);
    assert.match(bar.label, /current task A--T01, 1 of 2 criteria done, on feat\/A--T01/);
    const text = pulseText(pulseFigures(ON_BRANCH, DEFAULT_SETTINGS, NOW));
    assert.match(text, /- In Progress: A--T01 \(1 ACs completed, 1 remaining, on feat\/A--T01\)/);
    assert.match(text, /- Oldest In-Progress: A--T01 \(last commit 2h ago\)/);
    const settings = { ...DEFAULT_SETTINGS, wipLimit: 1 };
    assert.match(wipRules[0]?.check({ snapshot: ON_BRANCH, git: { kind: 'unread', reason: '' }, settings })[0]?.message ?? '', /^1 task is in progress, and the limit is 1: A--T01/);
  });

  it('stands on the pulse board with its branch', () => {
    const model = pulseModel({ snapshot: ON_BRANCH, gitFacts: { kind: 'unread', reason: '' }, settings: DEFAULT_SETTINGS, now: NOW, isLoaded: true, isTrusted: true, isOneOfSeveral: false, attention: { anomalies: [], escalations: [] } });
    assert.ok(model.kind === 'ready');
    assert.deepEqual([model.wip.count, model.inProgress[0]?.where, model.inProgress[0]?.started], [1, 'feat/A--T01', 'last commit 2h ago']);
  });

  it('is not offered, and the explanation says where it is', () => {
    assert.deepEqual(eligibleTasks(ON_BRANCH, 'risk').map((view) => view.task.id), ['B--T01', 'C--T01']);
    assert.equal(explain(viewIn(ON_BRANCH), ON_BRANCH, DEFAULT_SETTINGS).summary, 'A--T01 is not next: it is already in progress on feat/A--T01.');
  });
});

describe('a task that is merged and not recorded as completed', () => {
  it('is neither offered nor counted as work in progress', () => {
    assert.deepEqual(eligibleTasks(MERGED, 'risk').map((view) => view.task.id), ['C--T01']);
    assert.deepEqual(underWay(MERGED.tasks), []);
    assert.equal(statusBarOf(MERGED, DEFAULT_SETTINGS, true).counts.running, 0);
    assert.deepEqual(pulseFigures(MERGED, DEFAULT_SETTINGS, NOW).inProgress, []);
  });

  it('says so everywhere', () => {
    assert.deepEqual(standingOf(viewIn(MERGED, 'B--T01'), MERGED).kind, 'merged');
    assert.equal(explain(viewIn(MERGED), MERGED, DEFAULT_SETTINGS).summary, 'A--T01 is not next: its work is merged (#57), and it is not recorded as completed.');
    assert.equal(row(MERGED).description, 'merged #57 · Build A--T01');
    assert.match(row(MERGED).contextValue, /\bmerged\b/);
    const { counts } = pulseFigures(MERGED, DEFAULT_SETTINGS, NOW);
    assert.deepEqual([counts['in-progress'], counts.pending, counts.merged], [0, 1, 2], 'each task counts once');
    assert.match(pulseText(pulseFigures(MERGED, DEFAULT_SETTINGS, NOW)), /^- Tasks: pending 1 \| in-progress 0 \| .* \| merged 2$/m);
    const groups = treeOf(MERGED, { grouping: 'status', filter: EMPTY_FILTER, settings: DEFAULT_SETTINGS });
    assert.deepEqual(groups.map((node) => node.label), ['Merged, not recorded as completed', 'Pending, ready to start']);
  });
});

describe('the last sign of life of a task', () => {
  const last = (started: string | undefined, commit: string | undefined, more: { readonly worktree?: string } = {}) => {
    const entry = { ...RUNNING, started_at: started };
    const branches = commit === undefined ? [] : [taskBranch('A--T01', { entry, tipAt: commit, ...more })];
    const snapshot = snapshotOf(TASKS, { 'A--T01': entry }, undefined, repositoryWork({ branches }));
    return activityOf(viewIn(snapshot), snapshot, NOW);
  };
  const hours = (count: number) => count * 3_600_000;

  it('is the later of its start and its last commit', () => {
    assert.deepEqual(last('2026-01-01T03:00:00Z', '2026-01-02T01:00:00Z'), { what: 'last commit', ageMs: hours(2) });
    assert.deepEqual(last('2026-01-02T02:00:00Z', '2026-01-02T01:00:00Z', { worktree: '/code/a' }), { what: 'started', ageMs: hours(1) });
    assert.deepEqual(last('2026-01-02T02:00:00Z', undefined), { what: 'started', ageMs: hours(1) });
  });

  it('is the commit where the start it holds lies after it: that is invented', () => {
    assert.deepEqual(last('2026-01-02T02:00:00Z', '2026-01-02T01:00:00Z'), { what: 'last commit', ageMs: hours(2) });
  });

  it('is now where an invented time lies in the future, and unknown where there is none', () => {
    assert.deepEqual(last('2099-01-01T00:00:00Z', undefined), { what: 'started', ageMs: 0 });
    assert.equal(last('soon', undefined), undefined);
  });

  it('is a commit in the base branch that names the task, where it has no branch', () => {
    const snapshot = snapshotOf(TASKS, { 'A--T01': RUNNING }, undefined, repositoryWork({ base: baseWork(), landed: [workCommit('feat(A--T01): the first thing', '2026-01-02T02:30:00Z')] }));
    assert.deepEqual(activityOf(viewIn(snapshot), snapshot, NOW), { what: 'last commit', ageMs: hours(0.5) });
  });
});
