import assert from 'node:assert/strict';
import { cleanUp, cleanUpCandidates } from '../../../../src/core/operations/batch/cleanUpWorktrees';
import { startBatch } from '../../../../src/core/operations/batch/startBatch';
import type { TaskBranch } from '../../../../src/core/work';
import { batchRequest, parallelTask } from '../../../support/batch';
import { cleanRepository } from '../../../support/ports';
import { repositoryWork, taskBranch, workCommit } from '../../../support/work';
import { fakeWorld, type FakeWorld } from '../../../support/world';
import type { FakeTree } from '../../../support/fakeTrees';

const IDS = ['A--T01', 'B--T01', 'C--T01'];

/** A batch of three that was started; git tells of its branches. */
async function started(work: { readonly landed?: readonly string[]; readonly branches?: (id: string) => Partial<TaskBranch> } = {}): Promise<FakeWorld> {
  const world = fakeWorld({ manifest: IDS.map((id) => parallelTask(id)), state: '{}', documents: { 'docs/features/spec.md': 'x' } });
  const outcome = await startBatch(world, batchRequest(IDS));
  assert.equal(outcome.kind, 'started');
  const branch = (id: string): TaskBranch => ({ ...taskBranch(id, { worktree: `/trees/${id}`, entry: { status: 'in-progress' } }), ...work.branches?.(id) });
  const landed = (work.landed ?? []).map((id) => workCommit(`feat(${id}): Build ${id} (#7)`, '2026-01-02T02:00:00Z'));
  world.here.work = repositoryWork({ branches: IDS.map(branch), landed });
  return world;
}

function tree(world: FakeWorld, id: string): FakeTree {
  const found = world.trees.all.get(id);
  assert.ok(found);
  return found;
}

async function offered(world: FakeWorld): Promise<readonly (readonly [string | undefined, boolean, string | undefined])[]> {
  const found = await cleanUpCandidates(world);
  assert.ok(found.ok, JSON.stringify(found));
  return found.value.map(({ taskId, hasLanded, refusal }) => [taskId, hasLanded, refusal]);
}

describe('worktrees that could be cleaned up', () => {
  it('are those of tasks, each with what hinders it', async () => {
    const world = await started();
    tree(world, 'A--T01').dirty = [1, 2, 3, 4].map((n) => ({ path: `n${n}.ts`, kind: 'untracked' }));
    tree(world, 'B--T01').unpushed = 2;
    assert.deepEqual(await offered(world), [
      ['A--T01', false, '4 changes are not committed: n1.ts, n2.ts, n3.ts and 1 more'],
      ['B--T01', false, '2 commits are neither pushed nor in main'],
      ['C--T01', false, undefined],
    ]);
    tree(world, 'C--T01').held = 'a rebase is under way';
    assert.equal((await offered(world))[2]?.[2], 'a rebase is under way');
  });

  it('may go with commits that are nowhere else once their work has landed, as a squash merge too', async () => {
    const world = await started({ landed: ['A--T01'], branches: (id) => (id === 'B--T01' ? { isReachable: true, commits: [] } : {}) });
    for (const id of IDS) tree(world, id).unpushed = 2;
    assert.deepEqual(await offered(world), [['A--T01', true, undefined], ['B--T01', true, undefined], ['C--T01', false, '2 commits are neither pushed nor in main']]);
  });

  it('stay where the record alone says that the work has landed, and commits are nowhere else', async () => {
    const world = await started();
    world.here.stateText = JSON.stringify({ tasks: { 'A--T01': { status: 'completed' }, 'B--T01': { status: 'completed' } } });
    tree(world, 'A--T01').unpushed = 1;
    assert.deepEqual((await offered(world)).slice(0, 2), [['A--T01', false, '1 commit is neither pushed nor in main'], ['B--T01', true, undefined]]);
  });

  it('stay where another branch is checked out than the one that landed', async () => {
    const world = await started({ landed: ['A--T01'], branches: (id) => (id === 'A--T01' ? { name: 'other/A' } : {}) });
    tree(world, 'A--T01').unpushed = 1;
    assert.deepEqual((await offered(world))[0], ['A--T01', false, '1 commit is neither pushed nor in main']);
  });

  it('are not the main one, nor the one we are in, nor any that belongs to no task', async () => {
    const world = await started();
    world.here.worktreeList = [...world.here.worktreeList, { root: '/somebody/else', branch: 'hotfix' }];
    world.here.facts = cleanRepository({ root: '/trees/B--T01' });
    assert.deepEqual((await offered(world)).map(([id]) => id), ['A--T01', 'C--T01']);
    world.here.work = repositoryWork({ branches: [taskBranch('A--T01', { worktree: '/project', isHere: false })] });
    assert.deepEqual((await offered(world)).map(([id]) => id), ['A--T01', 'C--T01'], 'by what the batch remembers');
  });

  it('are unknown without a repository or a base branch', async () => {
    const world = await started();
    world.here.facts = cleanRepository({ branches: ['trunk'] });
    const noBase = await cleanUpCandidates(world);
    assert.ok(!noBase.ok && noBase.error.code === 'NO-BASE-BRANCH');
    world.here.facts = { kind: 'not-a-repository', reason: '' };
    const none = await cleanUpCandidates(world);
    assert.ok(!none.ok && none.error.code === 'BLOCKED::NOT-A-GIT-REPOSITORY');
  });
});

describe('cleaning up', () => {
  it('removes what holds nothing, keeps the rest with its reason, and tells what it freed', async () => {
    const world = await started({ landed: ['A--T01'] });
    tree(world, 'B--T01').unpushed = 1;
    const steps: string[] = [];
    const { removed, refused } = await cleanUp(world, [...IDS.map((id) => `/trees/${id}`), '/trees/A--T01', '/etc'], { onStep: (top, index, count) => steps.push(`${index}/${count} ${top}`) });
    assert.deepEqual(removed, [{ top: '/trees/A--T01', branch: 'feat/A--T01', bytes: 1000 }, { top: '/trees/C--T01', bytes: 1000 }]);
    assert.deepEqual(refused.map(({ top, refusal }) => [top, refusal.code]), [['/trees/B--T01', 'WORKTREE-HOLDS-WORK'], ['/etc', 'NO-TASK-WORKTREE']]);
    assert.deepEqual(steps, ['1/4 /trees/A--T01', '2/4 /trees/B--T01', '3/4 /trees/C--T01', '4/4 /etc']);
    assert.deepEqual([...world.trees.all.keys()], ['B--T01']);
    assert.equal(world.batches.list.length, 1, 'something is left of the batch');
  });

  it('forgets a batch of which no worktree is left and all has landed', async () => {
    const world = await started({ landed: IDS });
    await cleanUp(world, IDS.map((id) => `/trees/${id}`));
    assert.deepEqual([world.trees.all.size, world.batches.list], [0, []]);
  });

  it('remembers a batch whose work is pushed and not merged, and one for a coordinator', async () => {
    const world = await started({ landed: ['A--T01'] });
    const coordinated = { ...world.batches.list[0], id: 'c', mode: 'coordinator', tasks: [{ taskId: 'A--T01', branch: 'batch/c', minutes: 1 }] } as (typeof world.batches.list)[number];
    world.batches.list.push(coordinated);
    await cleanUp(world, IDS.map((id) => `/trees/${id}`));
    assert.deepEqual([world.trees.all.size, world.batches.list.map(({ id }) => id)], [0, ['slice-1.1-1', 'c']]);
  });

  it('stops where it is cancelled, and tells what git refuses', async () => {
    const world = await started({ landed: IDS });
    let asked = 0;
    assert.deepEqual((await cleanUp(world, IDS.map((id) => `/trees/${id}`), { isCancelled: () => asked++ === 1 })).removed.length, 1);
    world.fault = (what) => (what.startsWith('remove') ? { code: 'GIT-REFUSED', message: 'busy', remedy: 'Wait.' } : undefined);
    assert.deepEqual((await cleanUp(world, ['/trees/B--T01'])).refused.map(({ refusal }) => refusal.message), ['busy']);
  });
});
