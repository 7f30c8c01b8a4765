import assert from 'node:assert/strict';
import { acDone } from '../../../src/core/operations/acDone';
import { link } from '../../../src/core/operations/link';
import { startTask } from '../../../src/core/operations/startTask';
import { activityOf } from '../../../src/core/overlay/activity';
import { taskDetails } from '../../../src/core/projections/treeDetails';
import { eligibleTasks, standingOf, underWay } from '../../../src/core/select/eligibility';
import { explain } from '../../../src/core/select/explain';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import type { Snapshot, TaskView } from '../../../src/core/snapshot';
import { createWorkplace, createWorld } from '../../../src/io/world';
import { task } from '../../support/builders';
import { makeHistory, type History } from '../../support/history';
import { temporaryFolder, removeTemporary, useIsolatedGit } from '../../support/repository';

const A = 'A--T01';
const B = 'B--T01';
const TASKS = [A, task({ task_id: B, depends_on_tasks: [A] }), 'C--T01'];

describe('what is true of every task, in real repositories', function () {
  // Each test starts many processes; on a busy machine that takes its time.
  this.timeout(60_000);
  useIsolatedGit();
  let history: History;
  let data: string;

  beforeEach(() => {
    history = makeHistory({ tasks: TASKS });
    data = temporaryFolder('data');
  });
  afterEach(() => {
    history.dispose();
    removeTemporary(data);
  });

  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const options = () => ({ settings: () => DEFAULT_SETTINGS, trusted: () => true, by: 'a test', log, dataFolder: data });
  const look = (root = history.root): Promise<Snapshot> => createWorkplace(root, options()).snapshot();
  const viewIn = (snapshot: Snapshot, id = A): TaskView => {
    const view = snapshot.byId.get(id);
    assert.ok(view);
    return view;
  };
  const nextIn = (snapshot: Snapshot) => eligibleTasks(snapshot, 'risk').map((view) => view.task.id);

  it('a branch in progress: main alone would say that nobody is at it, and offer it again', async () => {
    history.claim(A);
    history.criteria(A, ['AC01']);
    history.switchTo('main');
    const snapshot = await look();
    const view = viewIn(snapshot);
    assert.deepEqual([view.status, view.doneCount, view.source], ['in-progress', 1, { kind: 'branch', branch: 'feat/A--T01' }]);
    assert.deepEqual([nextIn(snapshot), underWay(snapshot.tasks).length], [['C--T01'], 1]);
    const now = new Date(Date.parse(view.work?.tipAt ?? '') + 2 * 3_600_000);
    const { statusSource, activity } = taskDetails(view, snapshot, DEFAULT_SETTINGS, now);
    assert.deepEqual([statusSource, activity], ['recorded on feat/A--T01', 'last commit 2h ago']);
  });

  it('a branch of somebody else, only on the remote', async () => {
    history.remote();
    history.claim(A);
    history.leaveOnRemote('feat/A--T01');
    assert.deepEqual(viewIn(await look()).source, { kind: 'branch', branch: 'feat/A--T01', remote: 'origin' });
  });

  it('a worktree with a record that is not committed: its file is newer than any tip', async () => {
    const tree = history.worktree('feat/A--T01');
    tree.entry(A, { status: 'in-progress', acs_completed: ['A-AC01', 'A-AC02'] });
    const view = viewIn(await look());
    assert.deepEqual([view.status, view.doneCount, view.source.kind], ['in-progress', 2, 'worktree']);
    assert.equal(viewIn(await look(tree.root)).source.kind, 'file', 'in the worktree it is its own file');
  });

  it('a squash merge: git never says that the branch is merged, its subject does', async () => {
    history.claim(A);
    history.criteria(A, ['AC01', 'AC02']);
    history.complete(A);
    history.switchTo('main');
    assert.deepEqual(nextIn(await look()), ['C--T01'], 'completed on its branch is not enough for the dependent');
    const waits = explain(viewIn(await look(), B), await look(), DEFAULT_SETTINGS);
    assert.deepEqual(waits.reasons, ['A--T01 is completed on feat/A--T01, which is not merged into main yet.']);
    history.squash('feat/A--T01', { number: 57 });
    const snapshot = await look();
    const view = viewIn(snapshot);
    assert.deepEqual([view.status, view.source.kind, view.merge?.how, view.merge?.pull], ['completed', 'file', 'squash', 57]);
    assert.deepEqual(nextIn(snapshot), [B, 'C--T01']);
  });

  it('a squash merge that took no state with it: the work has landed, whatever the record says', async () => {
    history.claim(A);
    history.criteria(A, ['AC01']);
    history.switchTo('main');
    history.write('src/a.ts', '// built');
    history.commit('feat(A--T01): Build A--T01 (#58)');
    const snapshot = await look();
    assert.deepEqual([standingOf(viewIn(snapshot), snapshot).kind, nextIn(snapshot), underWay(snapshot.tasks).length], ['merged', [B, 'C--T01'], 0]);
  });

  it('work that goes on after its merge: a later commit on the branch takes it up again', async () => {
    history.claim(A);
    history.complete(A);
    history.squash('feat/A--T01');
    history.switchTo('feat/A--T01');
    history.entry(A, { status: 'in-progress', acs_completed: [] });
    history.commit('fix(A--T01): not finished after all');
    history.switchTo('main');
    const view = viewIn(await look());
    assert.deepEqual([view.status, view.source.kind, view.merge], ['in-progress', 'branch', undefined]);
  });

  it('a merge commit and a fast-forward count as merged too', async () => {
    history.claim(A);
    history.criteria(A, ['AC01', 'AC02']);
    history.complete(A);
    history.fastForward('feat/A--T01');
    assert.equal(viewIn(await look()).merge?.how, 'fast-forward');
    history.claim('C--T01');
    history.complete('C--T01');
    history.merge('feat/C--T01');
    assert.equal(viewIn(await look(), 'C--T01').merge?.how, 'merge');
  });

  it('a leak: the entry of another task on a task\'s branch is not what that task\'s own branch says', async () => {
    history.claim(A);
    history.entry('C--T01', { status: 'completed' });
    history.commit('feat(A--T01): one thing, and a foreign entry');
    history.switchTo('main');
    assert.deepEqual([viewIn(await look(), 'C--T01').status, viewIn(await look()).status], ['pending', 'in-progress']);
  });

  it('the base branch went on while a task\'s branch is checked out: what was merged since is seen', async () => {
    history.claim(A);
    history.switchTo('main');
    history.entry('C--T01', { status: 'completed' });
    history.commit('feat(C--T01): Build C--T01 (#3)');
    history.switchTo('feat/A--T01');
    const snapshot = await look();
    assert.deepEqual([viewIn(snapshot, 'C--T01').status, viewIn(snapshot, 'C--T01').source], ['completed', { kind: 'base', branch: 'main' }]);
    assert.deepEqual([viewIn(snapshot).status, viewIn(snapshot).source.kind], ['in-progress', 'file']);
  });

  it('the base branch\'s remote is ahead: completed there, and not here to build upon', async () => {
    history.remote();
    history.entry(A, { status: 'completed' });
    history.commit('chore: record A--T01');
    history.push('main');
    history.git('reset', '--quiet', '--hard', 'HEAD~1');
    const snapshot = await look();
    assert.deepEqual(viewIn(snapshot).source, { kind: 'base', branch: 'origin/main', isAhead: true });
    assert.deepEqual(explain(viewIn(snapshot, B), snapshot, DEFAULT_SETTINGS).reasons, ['A--T01 is merged on origin/main, which main does not have yet: pull first.']);
  });

  it('a manifest made anew without a task that was done: its entry is an orphan, and satisfies as before', async () => {
    history.entry(A, { status: 'completed' });
    history.manifest([task({ task_id: B, depends_on_tasks: [A] })]);
    history.commit('docs: regenerate the manifest');
    const snapshot = await look();
    assert.deepEqual([snapshot.orphans, viewIn(snapshot, B).unmet], [[A], []]);
  });

  it('hand-written times: a start after the commit that records it is invented, so the commit tells the age', async () => {
    history.claim(A, { entry: { status: 'in-progress', started_at: '2099-01-01T00:00:00Z', acs_completed: [] } });
    history.switchTo('main');
    const snapshot = await look();
    const now = new Date(Date.parse(viewIn(snapshot).work?.tipAt ?? '') + 3_600_000);
    assert.deepEqual(activityOf(viewIn(snapshot), snapshot, now), { what: 'last commit', ageMs: 3_600_000 });
  });

  it('conflict markers: nothing of that state is believed, neither here nor on a branch', async () => {
    history.claim(A);
    history.conflictMarkers();
    history.commit('feat(A--T01): a merge gone wrong');
    history.switchTo('main');
    const snapshot = await look();
    assert.deepEqual([viewIn(snapshot).status, viewIn(snapshot).work?.problem !== undefined], ['pending', true]);
    assert.deepEqual([standingOf(viewIn(snapshot), snapshot).kind, snapshot.stateHealth], ['elsewhere', 'ok'], 'it is not offered again');
    history.conflictMarkers();
    assert.equal((await look()).stateHealth, 'broken');
  });

  it('a branch whose name says nothing: a link makes it the task\'s, and a record goes to its worktree', async () => {
    history.claim(A, { branch: 'spike' });
    history.switchTo('main');
    assert.equal(viewIn(await look()).status, 'pending');
    const tree = history.worktree('spike');
    const world = createWorld({ ...options(), root: history.root });
    assert.ok((await link.run(world, { branch: 'spike', task: A })).ok);
    const view = viewIn(await look());
    assert.deepEqual([view.status, view.branch, view.source.kind], ['in-progress', 'spike', 'worktree']);
    assert.ok((await acDone.run(world, { task: A, criteria: ['AC01'] })).ok);
    assert.deepEqual([tree.state().tasks[A]?.['acs_completed'], history.state().tasks[A]], [['A-AC01'], undefined]);
    assert.ok((await link.run(world, { branch: 'spike' })).ok);
    assert.equal(viewIn(await look()).status, 'pending');
  });

  it('a record on a branch that is checked out nowhere: nothing is written into the wrong tree', async () => {
    history.claim(A);
    history.switchTo('main');
    const before = JSON.stringify(history.state());
    const refused = await acDone.run(createWorld({ ...options(), root: history.root }), { task: A, criteria: ['AC01'] });
    assert.ok(!refused.ok && refused.error.code === 'RECORDED-ELSEWHERE::A--T01', JSON.stringify(refused));
    assert.match(refused.error.remedy, /Switch to feat\/A--T01 .*or open a worktree/);
    assert.equal(JSON.stringify(history.state()), before);
  });

  it('a branch without a claim that is checked out: a start claims the task on it, and makes no other', async () => {
    history.write('docs/features/spec.md', '# Spec\n');
    history.commit('docs: the spec');
    history.branch('feat/A--T01');
    history.write('src/a.ts', '// begun by hand');
    history.commit('feat(A--T01): begun');
    const settings = { ...DEFAULT_SETTINGS, gateSeverity: { 'BLOCKED::MASTER-PRD-MISSING': 'off' as const } };
    const world = createWorld({ ...options(), settings: () => settings, root: history.root });
    const preview = await startTask.preview?.(world, { task: A });
    assert.ok(preview?.ok, JSON.stringify(preview));
    assert.ok(preview.value.lines.includes('Claims it on its branch feat/A--T01, which is checked out'));
    const started = await startTask.run(world, { task: A });
    assert.ok(started.ok, JSON.stringify(started));
    assert.match(started.value.text, /its branch feat\/A--T01 was checked out already/);
    assert.deepEqual([viewIn(await look()).status, history.git('log', '-2', '--format=%s').trim().split('\n')], ['in-progress', ['chore(A--T01): initialize task state', 'feat(A--T01): begun']]);
  });
});
