import assert from 'node:assert/strict';
import { startBatch } from '../../../../src/core/operations/batch/startBatch';
import { undoBatch } from '../../../../src/core/operations/batch/undoBatch';
import type { BatchOutcome } from '../../../../src/core/batch/batchStart';
import { cleanRepository } from '../../../support/ports';
import { batchRequest, parallelTask } from '../../../support/batch';
import { fakeWorld, type FakeWorld } from '../../../support/world';

const IDS = ['A--T01', 'B--T01'];

async function started(mode: 'worktrees' | 'coordinator', commitClaim: boolean): Promise<{ readonly world: FakeWorld; readonly outcome: Extract<BatchOutcome, { kind: 'started' }> }> {
  const world = fakeWorld({ manifest: IDS.map((id) => parallelTask(id)), state: '{}', documents: { 'docs/features/spec.md': 'x' }, settings: { commitClaim } });
  const outcome = await startBatch(world, batchRequest(IDS, { mode }));
  assert.ok(outcome.kind === 'started');
  return { world, outcome };
}

for (const mode of ['worktrees', 'coordinator'] as const) {
  for (const commitClaim of [true, false]) {
    it(`a batch of ${mode} with claims ${commitClaim ? 'committed' : 'left open'} is taken back whole while nothing was done`, async () => {
      const { world, outcome } = await started(mode, commitClaim);
      assert.deepEqual(await undoBatch(world, outcome.batch, outcome.tasks), { undone: mode === 'worktrees' ? [...IDS].reverse() : IDS, refused: [] });
      const { facts } = world.here;
      assert.ok(facts.kind === 'repository');
      assert.deepEqual([facts.branches, facts.head.kind === 'branch' && facts.head.name, world.trees.all.size, world.batches.list, world.here.stateText], [['main'], 'main', 0, [], '{}']);
    });
  }
}

describe('a batch on which something was done', () => {
  for (const commitClaim of [true, false]) {
    it(`keeps that task with its claim, and is remembered with it (claims ${commitClaim ? 'committed' : 'left open'})`, async () => {
      const { world, outcome } = await started('worktrees', commitClaim);
      const tree = world.trees.all.get('A--T01');
      assert.ok(tree);
      tree.dirty = [{ path: 'src/new.ts', kind: 'untracked' }];
      const before = tree.place.stateText;
      const { undone, refused } = await undoBatch(world, outcome.batch, outcome.tasks);
      assert.deepEqual([undone, refused.map(({ taskId }) => taskId)], [['B--T01'], ['A--T01']]);
      assert.equal(tree.place.stateText, before);
      assert.deepEqual(world.batches.list.map(({ tasks }) => tasks.map(({ taskId }) => taskId)), [['A--T01']]);
    });
  }

  it('keeps the coordinator\'s branch once it has another commit', async () => {
    const { world, outcome } = await started('coordinator', true);
    await world.here.git.commit('feat(A--T01): work', ['a.ts']);
    const { undone, refused } = await undoBatch(world, outcome.batch, outcome.tasks);
    assert.deepEqual([undone, refused.map(({ taskId, refusal }) => [taskId, refusal.code])], [[], IDS.map((id) => [id, 'UNDO-REFUSED'])]);
    assert.equal(world.batches.list.length, 1);
  });

  it('stays where there is no base branch to go back to', async () => {
    const { world, outcome } = await started('worktrees', true);
    world.here.facts = cleanRepository({ branches: ['trunk'] });
    assert.deepEqual((await undoBatch(world, outcome.batch, outcome.tasks)).refused.map(({ taskId }) => taskId), IDS);
    assert.equal(world.trees.all.size, 2);
  });
});
