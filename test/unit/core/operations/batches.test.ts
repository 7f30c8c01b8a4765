import assert from 'node:assert/strict';
import type { Answer } from '../../../../src/core/operations/operation';
import { OPERATIONS } from '../../../../src/core/operations/table';
import type { Refusal } from '../../../../src/core/ports';
import type { Result } from '../../../../src/core/result';
import { parallelTask } from '../../../support/batch';
import { baseWork, repositoryWork, taskBranch, workCommit } from '../../../support/work';
import { fakeWorld, type FakePlaceOptions, type FakeWorld } from '../../../support/world';

const IDS = ['A--T01', 'B--T01', 'C--T01'];

function worldOf(given: FakePlaceOptions = {}): FakeWorld {
  return fakeWorld({ manifest: [...IDS.map((id) => parallelTask(id)), parallelTask('D--T01', { slice: 'Slice 1.2', depends_on_tasks: ['A--T01'] })], state: '{}', documents: { 'docs/features/spec.md': 'x' }, ...given });
}

function operationOf(id: string) {
  const operation = OPERATIONS.find((one) => one.id === id);
  assert.ok(operation, id);
  return operation;
}

const run = (world: FakeWorld, id: string, input: object = {}): Promise<Result<Answer, Refusal>> => operationOf(id).run(world, input);

async function done(world: FakeWorld, id: string, input: object = {}): Promise<Answer> {
  const result = await run(world, id, input);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}

async function refused(world: FakeWorld, id: string, input: object = {}): Promise<Refusal> {
  const result = await run(world, id, input);
  assert.ok(!result.ok, JSON.stringify(result));
  const told = await operationOf(id).preview?.(world, input);
  if (told) assert.ok(!told.ok, 'what is refused is refused before');
  return result.error;
}

async function preview(world: FakeWorld, id: string, input: object = {}): Promise<readonly string[]> {
  const told = await operationOf(id).preview?.(world, input);
  assert.ok(told?.ok, JSON.stringify(told));
  return [told.value.title, ...told.value.lines];
}

/** What git tells of the worktrees that were made. */
function asGitTells(world: FakeWorld, landed: readonly string[] = []): void {
  const branches = [...world.trees.all.keys()].map((id) =>
    taskBranch(id, { worktree: `/trees/${id}`, stateFile: `/trees/${id}/docs/backlog/task-state.json`, entry: { status: 'in-progress', acs_completed: [`${id[0]}-AC01`] }, commits: [workCommit(`feat(${id}): the first`, '2026-01-02T03:00:05Z')] }),
  );
  world.here.work = repositoryWork({ base: baseWork(), branches, landed: landed.map((id) => workCommit(`feat(${id}): Build ${id} (#7)`, '2026-01-02T03:04:05Z')) });
}

describe('start-batch', () => {
  it('starts the first wave of the plan, and says how each agent is pointed at its worktree', async () => {
    const world = worldOf();
    assert.deepEqual(await preview(world, 'start-batch', { slice: '1.1', max: 2 }), [
      'Start 2 tasks together',
      'A--T01: Build A--T01 (Medium risk), in a worktree on the new branch feat/A--T01',
      'B--T01: Build B--T01 (Medium risk), in a worktree on the new branch feat/B--T01',
      'Makes the worktrees from main, in ../{REPOSITORY}.worktrees',
      'Records the tasks as in progress in docs/backlog/task-state.json there, each committed as "chore({TASK_ID}): initialize task state"',
    ]);
    assert.equal(world.trees.all.size, 0);
    const { text, data } = await done(world, 'start-batch', { slice: '1.1', max: 2 });
    const [first, ...lines] = text.split('\n');
    assert.equal(first, 'The batch slice-1.1-1 is started: 2 tasks in worktrees, from aaaaaaaa.');
    assert.deepEqual(lines.slice(0, 2), ['A--T01: claimed in commit bbbbbbbb, on feat/A--T01 in /trees/A--T01', 'B--T01: claimed in commit bbbbbbbb, on feat/B--T01 in /trees/B--T01']);
    assert.match(lines[2] ?? '', /^Next: make each worktree ready .*vtm runs no program of its own\. Then start an agent in each, in that folder, with what vtm prompt ID prints\./);
    const { tasks } = data as { tasks: readonly { task_id: string; root: string; worktree: string }[] };
    assert.deepEqual(tasks.map(({ task_id: id, root, worktree }) => [id, root, worktree]), [['A--T01', '/trees/A--T01', '/trees/A--T01'], ['B--T01', '/trees/B--T01', '/trees/B--T01']]);
  });

  it('starts tasks that are named, in their order', async () => {
    const world = worldOf();
    await done(world, 'start-batch', { tasks: [' C--T01 ', 'A--T01'] });
    assert.deepEqual(world.batches.list.map(({ id, of, tasks }) => [id, of, tasks.map(({ taskId }) => taskId)]), [['2-tasks-1', '2 tasks', ['C--T01', 'A--T01']]]);
  });

  it('starts for one coordinator here, whose prompt it names', async () => {
    const world = worldOf();
    assert.equal((await preview(world, 'start-batch', { mode: 'coordinator', max: 1 }))[2], 'Makes the branch batch/backlog-1 from main and switches to it');
    const { text } = await done(world, 'start-batch', { mode: 'coordinator', slice: '1.1' });
    assert.match(text, /^The batch slice-1\.1-1 is started: 3 tasks on the branch batch\/slice-1\.1-1, which is checked out, from aaaaaaaa\./);
    assert.match(text, /^Next: .*vtm prompt --batch slice-1\.1-1 prints the prompt/m);
    assert.match((await done(world, 'prompt', { batch: 'slice-1.1-1' })).text, /^# Execute a parallel batch\n/);
  });

  it('tells of a task that could not be started, and of nothing where none could', async () => {
    const world = worldOf();
    world.fault = (what) => (what.includes('B--T01') && what.startsWith('add') ? { code: 'GIT-REFUSED', message: 'the disk is full', remedy: 'Make room.' } : undefined);
    assert.match((await done(world, 'start-batch', { tasks: IDS.slice(0, 2) })).text, /^B--T01 was not started \(worktree\): the disk is full\. Make room\. Nothing of it is left\.$/m);
    const none = await run(world, 'start-batch', { tasks: ['B--T01'] });
    assert.ok(!none.ok);
    assert.deepEqual([none.error.code, none.error.message, none.error.remedy], ['GIT-REFUSED', 'No task was started. B--T01 (worktree): the disk is full', 'Make room. Everything is as it was before.']);
  });

  it('refuses what does not fit together with every reason', async () => {
    const world = worldOf({ manifest: [parallelTask('A--T01', { file_scope: ['src/**'] }), parallelTask('B--T01', { file_scope: ['src/x.ts'], risk: 'High' })] });
    const { code, remedy } = await refused(world, 'start-batch', { tasks: IDS.slice(0, 2) });
    assert.equal(code, 'BLOCKED::BATCH-HIGH-RISK::B--T01');
    assert.match(remedy, /^BLOCKED::BATCH-CONFLICT::A--T01: A--T01 conflicts with B--T01 \(.*src\/x\.ts.*\)\. Start one of them now/m);
  });

  it('says what is under way and runs alone, unless the setting lets it pass', async () => {
    const gateSeverity = { 'BLOCKED::HIGH-RISK-MOSTLY-STARTED': 'off' } as const;
    const given = { manifest: [parallelTask('A--T01', { risk: 'High' }), ...IDS.slice(1).map((id) => parallelTask(id))], state: { tasks: { 'A--T01': { status: 'in-progress' } } }, settings: { gateSeverity } };
    for (const input of [{}, { tasks: IDS.slice(1) }]) {
      const { code, message, remedy } = await refused(worldOf(given), 'start-batch', input);
      assert.deepEqual([code, message, remedy], ['BLOCKED::BATCH-HIGH-RISK::A--T01', 'A--T01 is High risk, which runs alone; it is under way', 'Start the others once it is merged, or one task by itself.']);
    }
    const world = worldOf({ ...given, settings: { gateSeverity: { ...gateSeverity, 'BLOCKED::BATCH-HIGH-RISK': 'warn' } } });
    assert.match((await done(world, 'start-batch')).text, /2 tasks in worktrees[^]*BLOCKED::BATCH-HIGH-RISK::A--T01: A--T01 is High risk/);
    assert.match((await done(worldOf(given), 'plan', { parallel: true })).text, /Wave 1: nothing can start beside what is under way\n {2}under way: A--T01\n {2}A--T01 runs alone, since its risk is High\.\n {2}More can start once that is merged\.\n/);
  });

  it('says how many places are left where none is', async () => {
    const state = { tasks: Object.fromEntries(['X--T01', 'Y--T01', 'Z--T01'].map((id) => [id, { status: 'in-progress' }])) };
    const world = worldOf({ manifest: ['X--T01', 'Y--T01', 'Z--T01', ...IDS].map((id) => parallelTask(id)), state });
    const { code, remedy } = await refused(world, 'start-batch');
    assert.deepEqual([code, remedy], ['BLOCKED::WIP-LIMIT', 'Finish one of them first, or raise the setting orchestrator.wipLimit.']);
  });

  it('falls back where the manifest has no parallel metadata, and says so', async () => {
    const world = worldOf({ manifest: IDS.map((id) => ({ ...parallelTask(id), parallel: undefined, task_id: id })) });
    const { code, message, remedy } = await refused(world, 'start-batch');
    assert.equal(code, 'BLOCKED::BATCH-NOT-PARALLEL');
    assert.match(message, /^3 open tasks lack parallel metadata/);
    assert.match(remedy, /vtm start/);
  });

  it('says why nothing can start beside what is under way', async () => {
    const later = ['D--T01', 'E--T01', 'F--T01'].map((id) => parallelTask(id, { risk: 'High', depends_on_tasks: ['B--T01'] }));
    const manifest = [parallelTask('A--T01', { risk: 'High' }), parallelTask('B--T01'), parallelTask('C--T01'), ...later];
    const { code, message } = await refused(worldOf({ manifest, state: { tasks: { 'A--T01': { status: 'in-progress' } } } }), 'start-batch');
    assert.deepEqual([code, message], ['BLOCKED::BATCH-HIGH-RISK::A--T01', 'A--T01 is High risk, which runs alone; it is under way']);
  });

  it('says where nothing can be started, and refuses wrong names', async () => {
    const world = worldOf();
    assert.match((await refused(world, 'start-batch', { slice: '1.2' })).message, /^No task of Slice 1\.2 can be started now$/);
    assert.equal((await refused(world, 'start-batch', { slice: '9' })).code, 'UNKNOWN-SLICE::9');
    assert.match((await refused(world, 'start-batch', { tasks: ['A--T1'] })).remedy, /Did you mean A--T01/);
    assert.match((await refused(world, 'start-batch', { tasks: ['A--T01'], slice: '1.1' })).message, /name tasks or a slice, not both/);
    for (const input of [{ max: 4 }, { mode: 'both' }, { tasks: [] }, { tasks: 'A--T01' }]) assert.equal((await refused(world, 'start-batch', input)).code, 'INVALID-INPUT');
    world.here.manifestText = '{';
    assert.equal((await refused(world, 'start-batch')).code, 'BLOCKED::MANIFEST-INVALID');
  });
});

describe('undo of a start in a batch', () => {
  it('takes the worktree back with its branch, and the task out of the batch', async () => {
    const world = worldOf();
    await done(world, 'start-batch', { tasks: IDS.slice(0, 2) });
    const place = world.worktrees.get('A--T01');
    place?.commits.set('feat/A--T01', [{ hash: world.trees.all.get('A--T01')?.tip ?? '', subject: 'chore(A--T01): initialize task state', at: '2026-01-02T03:04:05Z' }]);
    assert.match((await preview(world, 'undo', { task: 'A--T01' }))[2] ?? '', /^The worktree \/trees\/A--T01 is removed with its branch and the claim/);
    assert.match((await done(world, 'undo', { task: 'A--T01' })).text, /The worktree \/trees\/A--T01 is removed with its branch feat\/A--T01\. A--T01 is as before: Pending/);
    assert.deepEqual([[...world.trees.all.keys()], world.batches.list.map(({ tasks }) => tasks.map(({ taskId }) => taskId))], [['B--T01'], [['B--T01']]]);
  });

  it('refuses once something was done there', async () => {
    const world = worldOf();
    await done(world, 'start-batch', { tasks: ['A--T01'] });
    const tree = world.trees.all.get('A--T01');
    tree?.place.commits.set('feat/A--T01', [{ hash: tree.tip, subject: 'chore(A--T01): initialize task state', at: '2026-01-02T03:04:05Z' }]);
    Object.assign(tree ?? {}, { dirty: [{ path: 'x.ts', kind: 'untracked' }] });
    const result = await run(world, 'undo', { task: 'A--T01' });
    assert.ok(!result.ok && result.error.code === 'WORKTREE-IN-USE');
    assert.equal(world.trees.all.size, 1);
  });
});

describe('the prompt of a task of a batch', () => {
  it('names those beside it, once it is in a worktree of its own', async () => {
    const world = worldOf();
    await done(world, 'start-batch', { tasks: IDS.slice(0, 2) });
    for (const id of IDS.slice(0, 2)) {
      const place = world.worktrees.get(id);
      if (place) place.work = repositoryWork({ base: baseWork({ state: {} }), branches: IDS.slice(0, 2).map((other) => taskBranch(other, { worktree: `/trees/${other}`, isHere: other === id, entry: { status: 'in-progress' } })) });
    }
    const { text } = await done(world, 'prompt', { task: 'A--T01' });
    assert.match(text, /## You work in a worktree of your own/);
    assert.match(text, /\n- B--T01: Build B--T01\n/);
    assert.match(text, /`feat\/A--T01` EXISTS.*is checked out/);
    assert.match((await done(world, 'prompt', { task: 'A--T01', resume: true })).text, /## You work in a worktree of your own/);
    assert.doesNotMatch((await done(world, 'prompt', { task: 'C--T01' })).text, /worktree of your own/);
    const place = world.worktrees.get('A--T01');
    if (place) place.work = repositoryWork({ base: baseWork({ state: {} }), branches: [taskBranch('A--T01', { worktree: '/repo', isHere: true, entry: { status: 'in-progress' } })] });
    assert.doesNotMatch((await done(world, 'prompt', { task: 'A--T01' })).text, /worktree of your own/, 'its worktree is gone, and its branch is checked out elsewhere');
  });

  it('is not a coordinator\'s, and the other way round', async () => {
    const world = worldOf();
    await done(world, 'start-batch', { tasks: ['A--T01'] });
    assert.equal((await refused(world, 'prompt', { batch: '1-task-1' })).code, 'NO-COORDINATOR');
    assert.equal((await refused(world, 'prompt', { batch: '1-task-2' })).remedy, 'Did you mean 1-task-1?');
    assert.equal((await refused(world, 'prompt', { batch: '1-task-1', task: 'A--T01' })).code, 'INVALID-INPUT');
  });
});

describe('batch', () => {
  it('reports the newest, a named one, or lists all', async () => {
    const world = worldOf();
    await done(world, 'start-batch', { tasks: ['A--T01'] });
    await done(world, 'start-batch', { slice: '1.1' });
    asGitTells(world);
    const newest = await done(world, 'batch');
    assert.match(newest.text, /^# Batch slice-1\.1-1\n/);
    assert.deepEqual(Object.keys(newest.data), ['batch', 'started_at', 'mode', 'branch', 'of', 'base_commit', 'finished', 'completed', 'criteria_done', 'criteria', 'tasks', 'blockers', 'next_eligible', 'took_minutes', 'serial_minutes', 'planned_minutes', 'planned_serial_minutes']);
    assert.match((await done(world, 'batch', { batch: '1-task-1' })).text, /^# Batch 1-task-1\n/);
    assert.equal((await done(world, 'batch', { all: true })).text.split('\n').length, 2);
    const unknown = await refused(world, 'batch', { batch: 'slice-1.1-9' });
    assert.deepEqual([unknown.code, unknown.remedy], ['UNKNOWN-BATCH::slice-1.1-9', 'Did you mean slice-1.1-1?']);
  });

  it('tells of files that two tasks changed, and of commits on a coordinator\'s branch', async () => {
    const world = worldOf();
    await done(world, 'start-batch', { tasks: IDS.slice(0, 2) });
    for (const tree of world.trees.all.values()) tree.changes = [{ path: 'src/shared.ts', isOpen: false }];
    asGitTells(world);
    assert.match((await done(world, 'batch')).text, /^- src\/shared\.ts is changed by A--T01, B--T01\.$/m);
    const other = worldOf();
    await done(other, 'start-batch', { mode: 'coordinator', tasks: ['A--T01'] });
    other.here.work = repositoryWork({ base: baseWork({ state: {} }) });
    other.here.commits.set('batch/1-task-1', [workCommit('feat(A--T01): it', '2026-01-02T03:04:05Z')]);
    assert.match((await done(other, 'batch')).text, /\| A--T01: Build A--T01 \| in-progress \| 0 of 2 \| 1 \| under a minute \| batch\/1-task-1 \|/);
  });

  it('has nothing where none was started', async () => {
    const { outcome, text } = await done(worldOf(), 'batch', { all: true });
    assert.equal(outcome, 'nothing');
    assert.match(text, /vtm start-batch starts one/);
    assert.equal((await refused(worldOf(), 'batch', { batch: 'x' })).remedy, 'None is remembered in this repository.');
  });
});

describe('agents', () => {
  it('has a few lines for each worktree, as git tells', async () => {
    const world = worldOf();
    assert.equal((await done(world, 'agents')).outcome, 'nothing');
    await done(world, 'start-batch', { tasks: IDS.slice(0, 2) });
    const files = { 'A--T01': ['src/a--t01/x.ts', 'README.md'], 'B--T01': ['README.md'] };
    for (const [id, paths] of Object.entries(files)) Object.assign(world.trees.all.get(id) ?? {}, { changes: paths.map((path) => ({ path, isOpen: true })) });
    asGitTells(world);
    const { text, data } = await done(world, 'agents');
    assert.deepEqual(text.split('\n'), [
      'A--T01  1 of 2 criteria · 2 files changed · last commit 4m ago: feat(A--T01): the first · batch 2-tasks-1',
      '  /trees/A--T01',
      '  outside its scope: README.md',
      '  README.md is also changed by B--T01',
      'B--T01  1 of 2 criteria · 1 file changed · last commit 4m ago: feat(B--T01): the first · batch 2-tasks-1',
      '  /trees/B--T01',
      '  outside its scope: README.md',
      '  README.md is also changed by A--T01',
    ]);
    const [first] = (data as { agents: readonly { outside_scope: unknown; shared: unknown }[] }).agents;
    assert.deepEqual([first?.outside_scope, first?.shared], [['README.md'], [{ path: 'README.md', tasks: ['B--T01'] }]]);
  });
});

describe('clean-up', () => {
  it('lists with sizes and removes nothing until something is named', async () => {
    const world = worldOf();
    assert.equal((await done(world, 'clean-up')).outcome, 'nothing');
    await done(world, 'start-batch', { slice: '1.1' });
    Object.assign(world.trees.all.get('B--T01') ?? {}, { dirty: [{ path: 'x.ts', kind: 'untracked' }], bytes: 3_000_000 });
    asGitTells(world, ['A--T01']);
    const { text } = await done(world, 'clean-up');
    assert.deepEqual(text.split('\n'), [
      'A--T01  1000 B  /trees/A--T01  (its work is in the base branch)',
      'B--T01  2.9 MB  /trees/B--T01  (stays: 1 change is not committed: x.ts)',
      'C--T01  1000 B  /trees/C--T01  (may go; its branch stays, with its work)',
      '3 worktrees, 2.9 MB.',
      'Next: vtm clean-up --landed removes those whose work is in the base branch, vtm clean-up ID those named.',
    ]);
    assert.equal((await preview(world, 'clean-up'))[0], 'Nothing is removed: no worktree is named');
    assert.equal(world.trees.all.size, 3);
  });

  it('removes those that landed, or those named by task or folder', async () => {
    const world = worldOf();
    await done(world, 'start-batch', { slice: '1.1' });
    Object.assign(world.trees.all.get('B--T01') ?? {}, { dirty: [{ path: 'x.ts', kind: 'untracked' }] });
    asGitTells(world, ['A--T01']);
    assert.deepEqual(await preview(world, 'clean-up', { landed: true }), ['Remove 1 worktree', 'A--T01  1000 B  /trees/A--T01  (its work is in the base branch)']);
    assert.equal((await done(world, 'clean-up', { landed: true })).text, 'Removed /trees/A--T01, and its branch feat/A--T01.\n1 worktree removed, 1000 B freed.');
    assert.equal((await preview(world, 'clean-up', { worktrees: ['B--T01'] }))[0], 'No worktree is removed');
    const { text, data } = await done(world, 'clean-up', { worktrees: ['B--T01', '/trees/C--T01'] });
    assert.deepEqual(text.split('\n').slice(0, 2), ['Removed /trees/C--T01; its branch stays.', 'WORKTREE-HOLDS-WORK: /trees/B--T01 was not removed: 1 change is not committed: x.ts. Commit and push what is to be kept, or merge it; then try again.']);
    assert.deepEqual((data as { refused: readonly { code: string }[] }).refused.map(({ code }) => code), ['WORKTREE-HOLDS-WORK']);
    assert.equal((await done(world, 'clean-up', { landed: true })).outcome, 'nothing');
  });

  it('refuses what is no worktree of a task', async () => {
    const world = worldOf();
    await done(world, 'start-batch', { tasks: ['A--T01'] });
    asGitTells(world);
    assert.equal((await refused(world, 'clean-up', { worktrees: ['A--T1'] })).remedy, 'Did you mean A--T01?');
    assert.match((await refused(world, 'clean-up', { worktrees: ['/'] })).code, /^UNKNOWN-WORKTREE::\//);
    assert.match((await refused(world, 'clean-up', { worktrees: ['A--T01'], landed: true })).message, /not both/);
    assert.equal(world.trees.all.size, 1);
  });
});
