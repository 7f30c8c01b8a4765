import assert from 'node:assert/strict';
import type { Batch } from '../../../../src/core/batch/batch';
import type { BatchOutcome, BatchStep } from '../../../../src/core/batch/batchStart';
import { startBatch } from '../../../../src/core/operations/batch/startBatch';
import { err, ok } from '../../../../src/core/result';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/core/settings';
import { batchRequest, parallelTask } from '../../../support/batch';
import { cleanRepository } from '../../../support/ports';
import { baseWork, repositoryWork } from '../../../support/work';
import { fakeWorld, type FakePlaceOptions, type FakeWorld } from '../../../support/world';

const IDS = ['A--T01', 'B--T01', 'C--T01'];
const MODES = ['worktrees', 'coordinator'] as const;
const SPEC = { 'docs/features/spec.md': 'All of it' };
const REFUSED = { code: 'GIT-REFUSED', message: 'git said no', remedy: 'Look at it.' };

function worldOf(given: FakePlaceOptions = {}): FakeWorld {
  return fakeWorld({ manifest: IDS.map((id) => parallelTask(id)), state: '{}', documents: SPEC, ...given });
}

function started(outcome: BatchOutcome): Extract<BatchOutcome, { kind: 'started' }> {
  assert.equal(outcome.kind, 'started', JSON.stringify(outcome));
  return outcome;
}

function codes(outcome: BatchOutcome): readonly string[] {
  assert.ok(outcome.kind === 'blocked', JSON.stringify(outcome));
  return outcome.findings.filter(({ effect }) => effect === 'block').map(({ fullCode }) => fullCode);
}

/** All that a start may leave behind. */
function traces(world: FakeWorld): object {
  const { facts } = world.here;
  assert.ok(facts.kind === 'repository');
  return {
    trees: [...world.trees.all.keys()],
    branches: facts.branches.filter((name) => name !== 'main'),
    head: facts.head.kind === 'branch' ? facts.head.name : facts.head.kind,
    batches: world.batches.list.map(({ id, tasks }) => [id, tasks.map(({ taskId }) => taskId)]),
    state: world.here.stateText,
  };
}

const NOTHING = { trees: [], branches: [], head: 'main', batches: [], state: '{}' };

function statusIn(text: string | undefined, id: string): unknown {
  return (JSON.parse(text ?? '{}') as { tasks?: Record<string, { status?: unknown }> }).tasks?.[id]?.status;
}

describe('a batch in worktrees', () => {
  it('has each task claimed and committed on its own branch, in its own worktree, and is remembered', async () => {
    const world = worldOf();
    const { batch, tasks, failed, warnings } = started(await startBatch(world, batchRequest(IDS)));
    const expected: Batch = {
      id: 'slice-1.1-1',
      at: '2026-01-02T03:04:05.678Z',
      mode: 'worktrees',
      of: 'Slice 1.1',
      baseCommit: 'a'.repeat(40),
      tasks: IDS.map((taskId) => ({ taskId, branch: `feat/${taskId}`, worktree: `/trees/${taskId}`, minutes: 30 })),
    };
    assert.deepEqual(batch, expected);
    assert.deepEqual(world.batches.list, [expected]);
    assert.deepEqual([failed, warnings], [[], []]);
    for (const { taskId, place, claimCommit } of tasks) {
      const tree = world.trees.all.get(taskId);
      assert.equal(place, tree?.place);
      assert.equal(claimCommit, tree?.tip);
      assert.equal(statusIn(tree?.committed, taskId), 'in-progress');
      assert.deepEqual(tree?.place.gitDone, [`commit chore(${taskId}): initialize task state [${DEFAULT_SETTINGS.statePath}]`]);
    }
    assert.equal(world.here.stateText, '{}', 'nothing is recorded where no work is done');
    assert.deepEqual(world.here.gitDone, []);
  });

  it('tells every step with its place in the batch', async () => {
    const steps: BatchStep[] = [];
    await startBatch(worldOf(), batchRequest(IDS.slice(0, 2), { onStep: (step) => steps.push(step), setUp: () => Promise.resolve(ok(undefined)) }));
    const of = (taskId: string, index: number) => (['worktree', 'set-up', 'claim', 'commit'] as const).map((kind) => ({ kind, taskId, index, count: 2 }));
    assert.deepEqual(steps, [{ kind: 'gates' }, { kind: 'fetch' }, ...of('A--T01', 1), ...of('B--T01', 2)]);
  });

  it('minds neither what is checked out here nor what is not committed, and says what the worktrees lack', async () => {
    const head = { kind: 'branch', name: 'feat/OTHER', commit: 'c'.repeat(40) } as const;
    const dirty = [1, 2, 3].map((n) => ({ path: `n${n}.ts`, kind: 'unstaged' as const }));
    const world = worldOf({ facts: cleanRepository({ head, dirty, branches: ['main', 'feat/OTHER'], operation: 'merge' }) });
    const { warnings, batch } = started(await startBatch(world, batchRequest(IDS)));
    assert.equal(batch.baseCommit, 'a'.repeat(40));
    assert.deepEqual(warnings, [
      'BLOCKED::NOT-ON-MAIN-BRANCH: feat/OTHER is checked out here; the worktrees leave from main',
      'BLOCKED::DIRTY-GIT-STATUS: 3 uncommitted changes here are not in the worktrees',
      'BLOCKED::GIT-OPERATION-IN-PROGRESS: A merge is under way here, and is not in the worktrees',
    ]);
  });

  it('goes on without a task that the base branch does not have, and says to commit the manifest', async () => {
    const world = worldOf();
    world.trees.base.manifestText = JSON.stringify({ status: 'OK', tasks: [parallelTask('A--T01')] });
    const { tasks, failed, batch } = started(await startBatch(world, batchRequest(IDS.slice(0, 2))));
    assert.deepEqual(tasks.map(({ taskId }) => taskId), ['A--T01']);
    assert.deepEqual(batch.tasks.map(({ taskId }) => taskId), ['A--T01']);
    assert.deepEqual(failed.map(({ taskId, step, refusal, standing }) => [taskId, step, refusal.code, standing]), [['B--T01', 'worktree', 'BLOCKED::NOT-IN-BASE::B--T01', []]]);
    assert.match(failed[0]?.refusal.remedy ?? '', /^Commit the manifest on main/);
    assert.deepEqual([...world.trees.all.keys()], ['A--T01']);
  });

  it('claims the task as the base branch has it, and says where that is another', async () => {
    const world = worldOf();
    world.trees.base.manifestText = JSON.stringify({ status: 'OK', tasks: [parallelTask('A--T01', { acceptance_criteria: [{ id: 'A-AC09', text: 'Another' }] })] });
    const { warnings } = started(await startBatch(world, batchRequest(['A--T01'])));
    assert.match(world.trees.all.get('A--T01')?.committed ?? '', /"acs_remaining":\s*\["A-AC09"\]/);
    assert.deepEqual(warnings, ['A--T01 reads otherwise in the manifest of main, and that counts in its worktree.']);
  });

  it('says which documents of a task are not in its worktree', async () => {
    const world = worldOf();
    world.trees.base.texts = new Map();
    const { warnings, tasks } = started(await startBatch(world, batchRequest(['A--T01'])));
    assert.deepEqual(warnings, ['The worktree of A--T01 lacks docs/features/spec.md, not committed on main.']);
    assert.deepEqual(tasks[0]?.documents.context.map(({ kind }) => kind), ['missing']);
  });

  it('takes a task back whose set-up fails, in the words of the program', async () => {
    const world = worldOf();
    const setUp = (_: unknown, taskId: string) => Promise.resolve(taskId === 'B--T01' ? err(REFUSED) : ok(undefined));
    const { failed } = started(await startBatch(world, batchRequest(IDS, { setUp })));
    assert.deepEqual(failed.map(({ taskId, step, refusal }) => [taskId, step, refusal.message]), [['B--T01', 'set-up', 'git said no']]);
    assert.deepEqual([...world.trees.all.keys()], ['A--T01', 'C--T01']);
  });

  it('names what could not be taken back', async () => {
    const world = worldOf();
    world.fault = (what) => (what.startsWith('record') || what.startsWith('take back') ? REFUSED : undefined);
    const outcome = await startBatch(world, batchRequest(['A--T01']));
    assert.ok(outcome.kind === 'failed');
    assert.deepEqual(outcome.failed.map(({ standing }) => standing), [['the worktree /trees/A--T01 (git said no)']]);
  });
});

describe('a batch for one coordinator', () => {
  it('has all tasks claimed here, on one branch that is no task\'s', async () => {
    const world = worldOf();
    const { batch, tasks } = started(await startBatch(world, batchRequest(IDS, { mode: 'coordinator' })));
    assert.equal(batch.branch, 'batch/slice-1.1-1');
    assert.deepEqual(batch.tasks.map(({ taskId, branch, worktree }) => [taskId, branch, worktree]), IDS.map((id) => [id, 'batch/slice-1.1-1', undefined]));
    assert.deepEqual(world.here.gitDone, ['branch batch/slice-1.1-1 from main', ...IDS.map((id) => `commit chore(${id}): initialize task state [${DEFAULT_SETTINGS.statePath}]`)]);
    assert.ok(tasks.every(({ place, added }) => place === world.here && added === undefined));
    const snapshot = await world.here.snapshot();
    assert.deepEqual(snapshot.tasks.map(({ status }) => status), ['in-progress', 'in-progress', 'in-progress']);
  });

  it('asks for a clean base branch, as every start here does', async () => {
    const dirty = worldOf({ facts: cleanRepository({ dirty: [{ path: 'a.ts', kind: 'unstaged' }] }) });
    assert.deepEqual(codes(await startBatch(dirty, batchRequest(IDS, { mode: 'coordinator' }))), ['BLOCKED::DIRTY-GIT-STATUS']);
    const own = worldOf({ facts: cleanRepository({ head: { kind: 'branch', name: 'feat/A--T01', commit: 'c'.repeat(40) }, branches: ['main', 'feat/A--T01'] }) });
    assert.ok(codes(await startBatch(own, batchRequest(['A--T01'], { mode: 'coordinator' }))).includes('BLOCKED::NOT-ON-MAIN-BRANCH'));
  });

  it('does not start its tasks again while its branch is there and another is checked out', async () => {
    const world = worldOf();
    const request = batchRequest(['A--T01'], { mode: 'coordinator' });
    started(await startBatch(world, request));
    await world.here.git.switchTo('main');
    assert.deepEqual(codes(await startBatch(world, request)), ['BLOCKED::BRANCH-EXISTS::A--T01']);
    assert.equal(started(await startBatch(world, batchRequest(['B--T01'], { mode: 'coordinator' }))).batch.id, 'slice-1.1-2');
  });

  it('takes no branch that a task would have', async () => {
    const world = worldOf({ manifest: [parallelTask('slice-1.1-1'), parallelTask('B--T01')], settings: { branchPattern: 'batch/{TASK_ID}' } });
    assert.equal(started(await startBatch(world, batchRequest(['B--T01'], { mode: 'coordinator' }))).batch.branch, 'batch/slice-1.1-2');
  });
});

describe('what may start together', () => {
  const blocked = async (tasks: Parameters<typeof parallelTask>[1][], given: Partial<FakePlaceOptions> = {}, overrides: readonly string[] = []) => {
    const world = worldOf({ manifest: tasks.map((one, index) => parallelTask(IDS[index] ?? '', one)), ...given });
    const outcome = await startBatch(world, batchRequest(IDS.slice(0, tasks.length), { overrides: new Set(overrides) }));
    if (outcome.kind === 'blocked') assert.deepEqual([world.trees.all.size, world.batches.list, world.here.gitDone], [0, [], []]);
    return outcome;
  };

  it('is one to three tasks', async () => {
    assert.deepEqual(codes(await startBatch(worldOf(), batchRequest([]))), ['BLOCKED::BATCH-SIZE']);
    const many = [...IDS, 'D--T01'];
    assert.deepEqual(codes(await startBatch(worldOf({ manifest: many.map((id) => parallelTask(id)), settings: { wipLimit: 9 } }), batchRequest(many))), ['BLOCKED::BATCH-SIZE']);
    assert.equal(started(await startBatch(worldOf(), batchRequest(['A--T01', 'A--T01']))).tasks.length, 1);
  });

  it('is known to the manifest, pending and without a branch', async () => {
    assert.deepEqual(codes(await startBatch(worldOf(), batchRequest(['A--T01', 'GONE']))), ['BLOCKED::UNKNOWN-TASK::GONE']);
    assert.deepEqual(codes(await blocked([{}, {}], { state: { tasks: { 'A--T01': { status: 'completed' } } } })), ['BLOCKED::TASK-NOT-PENDING::A--T01']);
    assert.deepEqual(codes(await blocked([{}, {}], { facts: cleanRepository({ branches: ['main', 'feat/B--T01'] }), state: '{}' })), ['BLOCKED::BRANCH-EXISTS::B--T01']);
  });

  it('does not depend on each other, near or far', async () => {
    const near = codes(await blocked([{}, { depends_on_tasks: ['A--T01'] }], {}, ['BLOCKED::DEPENDENCY-NOT-DONE::A--T01']));
    assert.deepEqual(near, ['BLOCKED::BATCH-DEPENDENCY::B--T01']);
    const world = worldOf({ manifest: [parallelTask('A--T01'), parallelTask('B--T01', { depends_on_tasks: ['A--T01'] }), parallelTask('C--T01', { depends_on_tasks: ['B--T01'] })] });
    const far = await startBatch(world, batchRequest(['A--T01', 'C--T01'], { overrides: new Set(['BLOCKED::DEPENDENCY-NOT-DONE::B--T01']) }));
    assert.deepEqual(codes(far), ['BLOCKED::BATCH-DEPENDENCY::C--T01']);
  });

  it('has High risk alone, and only what says that it is parallel beside others', async () => {
    assert.deepEqual(codes(await blocked([{}, { risk: 'High' }])), ['BLOCKED::BATCH-HIGH-RISK::B--T01']);
    assert.deepEqual(codes(await blocked([{}, { parallel: false }])), ['BLOCKED::BATCH-NOT-PARALLEL::B--T01']);
    started(await blocked([{ risk: 'High', parallel: false }]));
  });

  it('may be judged otherwise by a person, who is told and of whom the log tells', async () => {
    const code = 'BLOCKED::BATCH-HIGH-RISK::B--T01';
    const world = worldOf({ manifest: [parallelTask('A--T01'), parallelTask('B--T01', { risk: 'High' })] });
    const logged: string[] = [];
    const { warnings } = started(await startBatch({ ...world, log: { ...world.log, warn: (line) => logged.push(line) } }, batchRequest(IDS.slice(0, 2), { overrides: new Set([code]) })));
    assert.deepEqual(warnings, [`${code}: B--T01 is High risk, which runs alone`]);
    assert.deepEqual(logged, IDS.slice(0, 2).map((id) => `${id} was started anyway at 2026-01-02T03:04:05.678Z, past ${code}`));
  });

  it('keeps within the limit of work in progress together', async () => {
    const running = { tasks: { 'Z--T01': { status: 'in-progress' } } };
    const manifest = [...IDS, 'Z--T01'].map((id) => parallelTask(id));
    const outcome = await startBatch(worldOf({ manifest, state: running }), batchRequest(IDS));
    assert.deepEqual(codes(outcome), ['BLOCKED::WIP-LIMIT']);
    assert.ok(outcome.kind === 'blocked');
    assert.equal(outcome.findings[0]?.message, '1 task is in progress, 3 more would start, and the limit is 3: Z--T01');
    assert.equal(outcome.findings.length, 1, 'what every task says alike is told once');
    started(await startBatch(worldOf({ manifest, state: running }), batchRequest(IDS.slice(0, 2))));
  });
});

describe('a batch that does not come about', () => {
  it('is refused while somebody else starts, who is named', async () => {
    const world = worldOf();
    world.startingElsewhere = 'vtm 7';
    const outcome = await startBatch(world, batchRequest(IDS));
    assert.deepEqual(codes(outcome), ['START-LOCKED']);
    assert.deepEqual(traces(world), NOTHING);
  });

  it('is nothing where the person says no, who has seen what would start', async () => {
    const world = worldOf();
    let seen = '';
    const mayStart: Parameters<typeof batchRequest>[1] = { mayStart: ({ id, base, tasks }) => Promise.resolve(((seen = `${id} from ${base}: ${tasks.map(({ branch }) => branch).join()}`), false)) };
    assert.deepEqual(await startBatch(world, batchRequest(IDS, mayStart)), { kind: 'cancelled', standing: [] });
    assert.equal(seen, 'slice-1.1-1 from main: feat/A--T01,feat/B--T01,feat/C--T01');
    assert.deepEqual(traces(world), NOTHING);
  });

  it('learns under the lock what the remote had: a branch of another person', async () => {
    const world = worldOf();
    world.trees.onFetch = () => {
      world.here.facts = cleanRepository({ remoteBranches: ['feat/B--T01'] });
    };
    assert.deepEqual(codes(await startBatch(world, batchRequest(IDS))), ['BLOCKED::BRANCH-EXISTS::B--T01']);
    assert.deepEqual(traces(world), NOTHING);
  });

  it('starts all the same where the remote can\'t be fetched, is ahead, or the batch can\'t be remembered, and says so', async () => {
    const world = worldOf();
    world.trees.fetched = err(REFUSED);
    world.here.work = repositoryWork({ base: baseWork({ ahead: {} }) });
    world.fault = (what) => (what.startsWith('keep') ? REFUSED : undefined);
    const { warnings } = started(await startBatch(world, batchRequest(['A--T01'])));
    assert.deepEqual(warnings, [
      'WARN::BASE-BEHIND: main is 1 commit behind origin/main; the tasks leave from main as it is here',
      'The remote was not fetched, so what is new there is not known: git said no',
      'The batch is not remembered, so nobody can ask for its report: git said no',
    ]);
  });
});

for (const mode of MODES) {
  for (const commitClaim of [true, false]) {
    const settings: Partial<Settings> = { commitClaim };
    const request = (given: Parameters<typeof batchRequest>[1] = {}) => batchRequest(IDS, { mode, setUp: () => Promise.resolve(ok(undefined)), ...given });

    describe(`a batch of ${mode}, ${commitClaim ? 'claims committed' : 'claims left open'}`, () => {
      it('leaves nothing behind, wherever it is cancelled', async () => {
        let asked = 0;
        await startBatch(worldOf({ settings }), request({ isCancelled: () => (asked++, false) }));
        assert.ok(asked > 6, `${asked}`);
        for (let at = 1; at <= asked; at++) {
          const world = worldOf({ settings });
          let left = at;
          assert.deepEqual(await startBatch(world, request({ isCancelled: () => --left <= 0 })), { kind: 'cancelled', standing: [] }, `${at}`);
          assert.deepEqual(traces(world), NOTHING, `${at}`);
        }
      });

      it('stands whole or not at all in each task, whichever change fails', async () => {
        let calls = 0;
        const counted = worldOf({ settings });
        counted.fault = () => (calls++, undefined);
        started(await startBatch(counted, request()));
        assert.ok(calls > 4, `${calls}`);
        for (let at = 1; at <= calls; at++) {
          const world = worldOf({ settings });
          let left = at;
          world.fault = () => (--left === 0 ? REFUSED : undefined);
          const outcome = await startBatch(world, request());
          if (outcome.kind === 'failed') {
            assert.deepEqual(outcome.failed.map(({ taskId }) => taskId), IDS);
            assert.deepEqual(traces(world), NOTHING, `${at}`);
            continue;
          }
          const { tasks, failed, batch } = started(outcome);
          assert.deepEqual([...tasks, ...failed].map(({ taskId }) => taskId).sort(), IDS, `${at}`);
          assert.ok(failed.every(({ standing }) => standing.length === 0));
          const ids = tasks.map(({ taskId }) => taskId);
          assert.deepEqual(batch.tasks.map(({ taskId }) => taskId), ids);
          if (mode === 'worktrees') assert.deepEqual([...world.trees.all.keys()], ids, `${at}`);
          for (const id of IDS) {
            const text = mode === 'worktrees' ? world.trees.all.get(id)?.place.stateText : world.here.stateText;
            assert.equal(statusIn(text, id), ids.includes(id) ? 'in-progress' : undefined, `${at} ${id}`);
          }
        }
      });
    });
  }
}
