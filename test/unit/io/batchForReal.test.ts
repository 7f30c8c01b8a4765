import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { startBatch } from '../../../src/core/operations/batch/startBatch';
import { undoBatch } from '../../../src/core/operations/batch/undoBatch';
import type { BatchOutcome } from '../../../src/core/batch/batchStart';
import { OPERATIONS } from '../../../src/core/operations/table';
import type { Answer } from '../../../src/core/operations/operation';
import type { World } from '../../../src/core/operations/world';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { createWorld } from '../../../src/io/world';
import { batchRequest, parallelTask } from '../../support/batch';
import { manifest } from '../../support/builders';
import { makeRepository, useIsolatedGit, type Repository } from '../../support/repository';

const IDS = ['A--T01', 'B--T01', 'C--T01'];
const { manifestPath, statePath } = DEFAULT_SETTINGS;
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

function started(outcome: BatchOutcome): Extract<BatchOutcome, { kind: 'started' }> {
  assert.equal(outcome.kind, 'started', JSON.stringify(outcome));
  return outcome;
}

for (const folder of ['', 'my app/']) {
  describe(`a batch on a real repository, the backlog ${folder === '' ? 'at its top' : 'in a folder of it'}`, function () {
    this.timeout(120_000);
    useIsolatedGit();
    let repository: Repository;
    let world: World;

    beforeEach(() => {
      repository = makeRepository({
        files: {
          [`${folder}${manifestPath}`]: JSON.stringify(manifest(IDS.map((id) => parallelTask(id))), null, 2),
          [`${folder}${statePath}`]: '{\n  "tasks": {}\n}\n',
          [`${folder}docs/features/spec.md`]: '# Spec\n',
          [`${folder}docs/master/prd-master.md`]: '# PRD\n',
        },
      });
      world = worldIn(path.join(repository.root, folder));
    });
    afterEach(() => repository.dispose());

    function worldIn(root: string): World {
      return createWorld({ root, settings: () => DEFAULT_SETTINGS, trusted: () => true, by: 'a test', log, dataFolder: path.join(path.dirname(repository.root), 'data') });
    }
    async function run(id: string, input: object = {}): Promise<Answer> {
      const result = await OPERATIONS.find((one) => one.id === id)?.run(world, input);
      assert.ok(result?.ok, JSON.stringify(result));
      return result.value;
    }
    /** All that a batch may leave behind. */
    const everything = () =>
      [repository.git('for-each-ref'), repository.git('worktree', 'list'), repository.git('status', '--porcelain'), repository.git('branch', '--show-current'), repository.read(`${folder}${statePath}`), fs.readdirSync(path.dirname(repository.root)).filter((name) => name !== 'data').join()].join('\n');
    const gitIn = (top: string, ...args: string[]) => execFileSync('git', args, { cwd: top, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

    it('is worked on, watched, brought home and cleaned up without a trace', async () => {
      const before = everything().split('\n').slice(1);
      const { tasks, batch, warnings } = started(await startBatch(world, batchRequest(IDS)));
      assert.deepEqual(warnings, []);
      assert.equal(repository.git('status', '--porcelain'), '');
      const snapshot = await world.here.snapshot();
      assert.deepEqual(snapshot.tasks.map(({ status, source }) => [status, source.kind]), IDS.map(() => ['in-progress', 'worktree']));

      for (const { taskId, added } of tasks) {
        assert.ok(added);
        assert.match(gitIn(added.top, 'log', '--format=%s', 'main..HEAD'), new RegExp(`^chore\\(${taskId}\\): initialize task state`));
        const own = path.join(added.root, 'src', taskId.toLowerCase());
        fs.mkdirSync(own, { recursive: true });
        fs.writeFileSync(path.join(own, 'x.ts'), 'export {};\n');
        await run('ac-done', { task: taskId, criteria: ['AC01'] });
      }
      fs.writeFileSync(path.join(tasks[0]?.added?.root ?? '', 'shared.ts'), '1\n');
      fs.writeFileSync(path.join(tasks[1]?.added?.root ?? '', 'shared.ts'), '2\n');
      const { agents } = (await run('agents')).data as { agents: readonly { task_id: string; criteria_done: number; changed_files: number; outside_scope: readonly string[]; shared: readonly { path: string; tasks: readonly string[] }[] }[] };
      assert.deepEqual(
        agents.map((one) => [one.task_id, one.criteria_done, one.changed_files, one.outside_scope, one.shared.map(({ tasks: ids }) => ids)]),
        [['A--T01', 1, 2, [`${folder}shared.ts`], [['B--T01']]], ['B--T01', 1, 2, [`${folder}shared.ts`], [['A--T01']]], ['C--T01', 1, 1, [], []]],
      );

      for (const { taskId, added } of tasks) {
        fs.rmSync(path.join(added?.root ?? '', 'shared.ts'), { force: true });
        await run('ac-done', { task: taskId, criteria: ['AC02'] });
        // High risk alone must show its tests: these are of Medium risk.
        await run('complete', { task: taskId });
        gitIn(added?.top ?? '', 'add', '--all', '.');
        gitIn(added?.top ?? '', 'commit', '-qm', `feat(${taskId}): build it`);
      }
      const report = await run('batch');
      assert.match(report.text, /^3 of 3\.$/m);
      assert.match(report.text, /^6 of 6\.$/m);
      assert.match(report.text, /It is finished\./);
      assert.match((await run('clean-up')).text, /\(stays: 2 commits are neither pushed nor in main\)/);

      // One by a merge commit, one squashed; of the state file both sides are wanted, which is another part's matter.
      const paths = (id: string) => [`${folder}src/${id.toLowerCase()}`];
      repository.git('merge', '-q', '--no-ff', '-m', 'Merge branch \'feat/A--T01\'', 'feat/A--T01');
      repository.git('checkout', 'feat/B--T01', '--', ...paths('B--T01'));
      repository.git('commit', '-qm', 'feat(B--T01): Build B--T01 (#7)');
      assert.equal((await run('clean-up', { landed: true })).text.split('\n').at(-1)?.startsWith('2 worktrees removed'), true);
      assert.deepEqual((await world.batches.all()).map(({ id }) => id), [batch.id], 'C--T01 is not home yet');
      repository.git('checkout', 'feat/C--T01', '--', ...paths('C--T01'));
      repository.git('commit', '-qm', 'feat(C--T01): Build C--T01 (#8)');
      await run('clean-up', { landed: true });
      assert.deepEqual(await world.batches.all(), []);
      assert.equal(repository.git('branch', '--format=%(refname:short)').trim(), 'main');
      assert.equal(repository.git('worktree', 'list').trim().split('\n').length, 1);
      assert.deepEqual(everything().split('\n').at(-1), before.at(-1), 'no folder is left beside the repository');
    });

    it('is taken back whole: undone, cancelled, or refused by a hook', async () => {
      const before = everything();
      for (const mode of ['worktrees', 'coordinator'] as const) {
        const { batch, tasks } = started(await startBatch(world, batchRequest(IDS, { mode })));
        assert.notEqual(everything(), before);
        assert.deepEqual((await undoBatch(world, batch, tasks)).refused, []);
        assert.equal(everything(), before, mode);
        let asked = 0;
        assert.deepEqual(await startBatch(world, batchRequest(IDS, { mode, isCancelled: () => ++asked > 6 })), { kind: 'cancelled', standing: [] });
        assert.equal(everything(), before, `${mode}, cancelled`);
      }
      repository.hook('pre-commit', 'echo "no commits today" >&2; exit 1');
      for (const mode of ['worktrees', 'coordinator'] as const) {
        const outcome = await startBatch(world, batchRequest(IDS, { mode }));
        assert.ok(outcome.kind === 'failed', JSON.stringify(outcome));
        assert.deepEqual(outcome.failed.map(({ taskId, step, standing }) => [taskId, step, standing]), IDS.map((id) => [id, 'commit', []]));
        assert.match(outcome.failed[0]?.refusal.message ?? '', /no commits today/);
        assert.equal(everything(), before, `${mode}, refused`);
      }
      assert.deepEqual(await world.batches.all(), []);
    });

    for (const mode of ['worktrees', 'coordinator'] as const) {
      it(`says that a hook changed the state file under its hands: ${mode}`, async () => {
        repository.hook('pre-commit', `echo >> "${folder}${statePath}"`);
        const { warnings } = started(await startBatch(world, batchRequest(IDS.slice(0, 2), { mode })));
        assert.deepEqual(warnings.filter((one) => /was changed while the claim was committed/.test(one)).map((one) => one.split(':')[0]), IDS.slice(0, 2));
      });
    }

    it('leaves from the base branch\'s commit, whatever stands here', async () => {
      repository.git('switch', '-q', '-c', 'hotfix');
      repository.write(`${folder}${manifestPath}`, JSON.stringify(manifest([...IDS, 'NEW--T01'].map((id) => parallelTask(id)))));
      repository.write('loose.txt', 'x');
      const { tasks, failed, warnings } = started(await startBatch(world, batchRequest(['A--T01', 'NEW--T01'])));
      assert.deepEqual(tasks.map(({ taskId }) => taskId), ['A--T01']);
      assert.deepEqual(failed.map(({ refusal }) => refusal.code), ['BLOCKED::NOT-IN-BASE::NEW--T01']);
      assert.deepEqual(warnings.map((one) => one.split(':')[2]), ['NOT-ON-MAIN-BRANCH', 'DIRTY-GIT-STATUS']);
      assert.equal(repository.git('branch', '--list', 'feat/*').trim().split('\n').length, 1);
      assert.equal(fs.existsSync(path.join(tasks[0]?.added?.top ?? '', 'loose.txt')), false);
    });
  });
}
