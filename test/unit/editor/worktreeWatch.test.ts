import assert from 'node:assert/strict';
import type { ChangedFile } from '../../../src/core/batch/worktrees';
import type { RepositoryWork, TaskBranch } from '../../../src/core/work';
import { WorktreeWatch } from '../../../src/editor/batch/worktreeWatch';
import { until } from '../../support/until';

describe('watching the worktrees of tasks', () => {
  const asked: string[] = [];
  const heardAt = new Map<string, () => void>();
  const files = new Map<string, readonly ChangedFile[]>();
  const failures: string[] = [];
  let changed: number;
  let underWay: number;
  let mostUnderWay: number;
  let hold: Promise<void> | undefined;
  let watch: WorktreeWatch;

  beforeEach(() => {
    for (const known of [asked, failures]) known.length = 0;
    for (const known of [heardAt, files]) known.clear();
    [changed, underWay, mostUnderWay, hold] = [0, 0, 0, undefined];
    watch = new WorktreeWatch({
      changes: async (top, base) => {
        asked.push(`${top} ${base}`);
        mostUnderWay = Math.max(mostUnderWay, ++underWay);
        await hold;
        underWay--;
        return files.get(top);
      },
      listen: (top, heard) => {
        heardAt.set(top, heard);
        return { dispose: () => heardAt.delete(top) };
      },
      onChange: () => changed++,
      log: { error: (message) => failures.push(message) },
    });
  });
  afterEach(() => watch.dispose());

  function branch(taskId: string, more: Partial<TaskBranch> = {}): TaskBranch {
    return { taskId, name: `feat/${taskId}`, isLinked: false, tip: 'a', tipAt: '2026-01-01T00:00:00Z', worktree: `/trees/${taskId}`, isHere: false, isReachable: false, commits: [], ...more };
  }

  function work(branches: readonly TaskBranch[], commit = 'b'): RepositoryWork {
    return { key: '', base: { name: 'main', commit, isCheckedOut: true }, branches, landed: [] };
  }

  const seen = () => watch.facts.map(({ taskId, changes }) => `${taskId}: ${changes?.map(({ path }) => path).join() ?? 'unknown'}`);
  const change = (taskId: string, ...paths: string[]) => {
    files.set(`/trees/${taskId}`, paths.map((path) => ({ path, isOpen: true })));
    heardAt.get(`/trees/${taskId}`)?.();
  };

  it('reads each once it is there, and then only that in which something happened', async () => {
    files.set('/trees/A', []);
    files.set('/trees/B', []);
    watch.follow(work([branch('A'), branch('B'), branch('HERE', { isHere: true }), { ...branch('C'), worktree: undefined } as unknown as TaskBranch]));
    assert.deepEqual(seen(), ['A: unknown', 'B: unknown']);
    await until('a first reading of both', () => asked.length === 2);
    change('A', 'src/a.ts');
    await until('the change in A', () => seen()[0] === 'A: src/a.ts');
    assert.deepEqual(asked.toSorted(), ['/trees/A main', '/trees/A main', '/trees/B main']);
  });

  it('hears of a commit in a worktree, and of one on the base branch in all', async () => {
    watch.follow(work([branch('A'), branch('B')]));
    await until('a first reading', () => asked.length === 2);
    watch.follow(work([branch('A', { tip: 'c' }), branch('B')]));
    await until('A to be read', () => asked.length === 3);
    assert.equal(asked[2], '/trees/A main');
    watch.follow(work([branch('A', { tip: 'c' }), branch('B')]));
    watch.follow(work([branch('A', { tip: 'c' }), branch('B')], 'd'));
    await until('both to be read', () => asked.length === 5);
  });

  it('gathers a storm, never reads one worktree twice at once, and shows the last', async () => {
    watch.follow(work([branch('A')]));
    await until('a first reading', () => asked.length === 1);
    let release = (): void => undefined;
    hold = new Promise((resolve) => (release = resolve));
    for (let count = 0; count < 1_000; count++) change('A', `src/${count}.ts`);
    await until('a reading', () => underWay === 1);
    change('A', 'src/last.ts');
    await new Promise((resolve) => setTimeout(resolve, 300));
    release();
    hold = undefined;
    await until('the last', () => seen()[0] === 'A: src/last.ts');
    assert.equal(mostUnderWay, 1);
    assert.ok(asked.length <= 3, String(asked.length));
  });

  it('tells of nothing that is the same, and forgets what can no longer be read', async () => {
    files.set('/trees/A', [{ path: 'a', isOpen: true }]);
    watch.follow(work([branch('A')]));
    await until('the first reading', () => changed === 1);
    await watch.refresh();
    assert.equal(changed, 1);
    files.delete('/trees/A');
    await watch.refresh();
    assert.deepEqual([changed, ...seen()], [2, 'A: unknown']);
  });

  it('lets go what is gone, and begins anew with another task in its place', async () => {
    files.set('/trees/A', [{ path: 'a', isOpen: true }]);
    watch.follow(work([branch('A')]));
    await until('the first reading', () => seen()[0] === 'A: a');
    watch.follow(work([branch('Z', { worktree: '/trees/A' })]));
    assert.deepEqual(seen(), ['Z: unknown']);
    watch.follow(undefined);
    assert.deepEqual([seen(), heardAt.size], [[], 0]);
  });

  it('watches no more than twenty, those with the latest commits', () => {
    watch.follow(work(Array.from({ length: 30 }, (_, index) => branch(`T${index}`, { tipAt: `2026-01-${String(index + 1).padStart(2, '0')}T00:00:00Z` }))));
    assert.deepEqual([heardAt.size, heardAt.has('/trees/T29'), heardAt.has('/trees/T9')], [20, true, false]);
  });

  it('does nothing once it is disposed of', () => {
    watch.follow(work([branch('A')]));
    watch.dispose();
    watch.follow(work([branch('B')]));
    assert.deepEqual([heardAt.size, failures], [0, []]);
  });
});
