import assert from 'node:assert/strict';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/core/settings';
import type { RepositoryWork } from '../../../../src/core/work';
import { createGit } from '../../../../src/io/git/git';
import { makeHistory, type History, type HistoryOptions } from '../../../support/history';
import { addCommits } from '../../../support/manyBranches';
import { removeTemporary, temporaryFolder, useIsolatedGit } from '../../../support/repository';

describe('work of a repository: the base branch', function () {
  // Each test starts many processes; on a busy machine that takes its time.
  this.timeout(60_000);
  useIsolatedGit();
  let history: History | undefined;
  afterEach(() => history?.dispose());

  function begin(options?: HistoryOptions): History {
    return (history = makeHistory(options));
  }

  async function work(of: Pick<History, 'root'>, settings: Partial<Settings> = {}): Promise<RepositoryWork> {
    const told = await createGit({ root: of.root, trusted: () => true }).work({ ...DEFAULT_SETTINGS, ...settings });
    assert.ok(told, 'git told nothing');
    return told;
  }

  const subjects = ({ landed }: RepositoryWork) => landed.map(({ subject }) => subject);

  it('is the one that is checked out: then the working tree\'s file holds, and no state is read', async () => {
    const tree = begin();
    const { base } = await work(tree);
    assert.deepEqual(base, { name: 'main', commit: tree.git('rev-parse', 'main').trim(), isCheckedOut: true });
  });

  it('is read with its state, and the state where both parted, from a branch', async () => {
    const tree = begin();
    tree.branch('feat/A--T01');
    tree.switchTo('main');
    tree.entry('B--T01', { status: 'completed' });
    tree.commit('feat(B--T01): on main');
    tree.switchTo('feat/A--T01');
    const { base } = await work(tree);
    assert.equal(base?.isCheckedOut, false);
    assert.equal(base.state?.entries.get('B--T01')?.status, 'completed');
    assert.equal(base.forkState?.entries.get('B--T01'), undefined);
    assert.equal(base.forkState?.manifestHash, 'PLACEHOLDER');
  });

  it('is read from a detached HEAD too, and where there is no state file the state is empty', async () => {
    const tree = begin();
    tree.entry('B--T01', { status: 'completed' });
    tree.commit('feat(B--T01): on main');
    tree.git('checkout', '--quiet', '--detach', 'HEAD~1');
    const { base } = await work(tree);
    assert.deepEqual([base?.state?.entries.size, base?.forkState?.entries.size], [1, 0]);
    const other = await work(tree, { statePath: 'nowhere.json' });
    assert.deepEqual([other.base?.state?.entries.size, other.base?.forkState?.entries.size], [0, 0]);
  });

  it('tells of a branch without commits no place where it parted', async () => {
    const tree = begin();
    tree.git('checkout', '--quiet', '--orphan', 'begun');
    const { base } = await work(tree);
    assert.deepEqual([base?.name, base?.isCheckedOut, base?.forkState, base?.state?.entries.size], ['main', false, undefined, 0]);
  });

  it('is absent where there is none of the names, and in a repository without commits', async () => {
    const tree = begin({ base: 'trunk' });
    tree.claim('A--T01');
    const without = await work(tree);
    assert.deepEqual([without.base, without.landed, without.branches.map(({ isReachable, commits }) => [isReachable, commits])], [undefined, [], [[false, []]]]);
    assert.equal((await work(tree, { baseBranches: ['main', 'trunk'] })).base?.name, 'trunk');
    const folder = temporaryFolder();
    try {
      tree.git('init', '--quiet', '--initial-branch', 'main', folder);
      const empty = await work({ root: folder });
      assert.deepEqual([empty.base, empty.branches, empty.landed], [undefined, [], []]);
    } finally {
      removeTemporary(folder);
    }
  });

  it('is that of a remote where there is no local one, origin\'s first', async () => {
    const tree = begin();
    tree.remote('another');
    tree.remote();
    tree.git('checkout', '--quiet', '-b', 'side');
    tree.git('branch', '--quiet', '-D', 'main');
    const { base } = await work(tree);
    assert.deepEqual([base?.name, base?.isCheckedOut, base?.state?.entries.size], ['origin/main', false, 0]);
  });

  it('tells how far its remote is ahead, and the state there', async () => {
    const tree = begin();
    tree.remote();
    tree.entry('A--T01', { status: 'completed' });
    tree.commit('feat(A--T01): Build A--T01 (#57)');
    tree.push('main');
    tree.git('reset', '--quiet', '--hard', 'HEAD~1');
    const { base } = await work(tree);
    assert.deepEqual([base?.ahead?.name, base?.ahead?.commits, base?.ahead?.state?.entries.get('A--T01')?.status], ['origin/main', 1, 'completed']);
    tree.git('merge', '--quiet', '--ff-only', 'origin/main');
    tree.commit('mine alone');
    assert.equal((await work(tree)).base?.ahead, undefined, 'a remote that lacks commits is not ahead');
  });

  it('takes for a branch\'s own only what neither the base nor its remote has', async () => {
    const tree = begin();
    tree.remote();
    tree.commit('somebody else\'s [AC01]');
    tree.push('main');
    tree.claim('A--T01');
    tree.switchTo('main');
    tree.claim('B--T01');
    tree.merge('feat/B--T01');
    tree.push('main');
    tree.git('reset', '--quiet', '--hard', 'HEAD~2');
    const { branches } = await work(tree);
    assert.deepEqual(
      branches.map(({ commits, isReachable }) => [isReachable, commits.map(({ subject }) => subject)]),
      [
        [false, ['chore(A--T01): initialize task state']],
        [false, ['chore(B--T01): initialize task state']],
      ],
    );
  });

  it('shows a squash merge as a commit of the base with its files; the branch stays apart', async () => {
    const tree = begin();
    tree.claim('A--T01');
    tree.criteria('A--T01', ['AC01', 'AC02'], 'range');
    tree.squash('feat/A--T01', { number: 57 });
    const told = await work(tree);
    assert.deepEqual(subjects(told), ['feat(A--T01): Build A--T01 (#57)', 'chore: begin the backlog']);
    assert.deepEqual(told.landed.map(({ files }) => files), [['docs/backlog/task-state.json', 'tests/a.spec.ts'], undefined]);
    assert.deepEqual(told.branches.map(({ isReachable, commits }) => [isReachable, commits.length]), [[false, 2]]);
  });

  it('shows a merge with what it brought; the branch is reachable and has no commits of its own', async () => {
    const tree = begin();
    tree.claim('A--T01');
    tree.switchTo('main');
    tree.commit('meanwhile');
    tree.merge('feat/A--T01');
    const told = await work(tree);
    assert.deepEqual(new Set(subjects(told)), new Set(['Merge branch \'feat/A--T01\'', 'meanwhile', 'chore(A--T01): initialize task state', 'chore: begin the backlog']));
    assert.equal(subjects(told)[0], 'Merge branch \'feat/A--T01\'');
    assert.deepEqual(told.branches.map(({ isReachable, commits }) => [isReachable, commits]), [[true, []]]);
  });

  it('shows a fast-forward, and a fresh branch without commits, as reachable', async () => {
    const tree = begin();
    tree.claim('A--T01');
    tree.fastForward('feat/A--T01');
    tree.git('branch', 'feat/B--T01');
    const { branches } = await work(tree);
    assert.deepEqual(branches.map(({ taskId, isReachable, commits }) => [taskId, isReachable, commits]), [['A--T01', true, []], ['B--T01', true, []]]);
  });

  it('cuts long messages and long branches', async () => {
    const tree = begin();
    tree.branch('feat/A--T01');
    tree.commit('long', 'x'.repeat(5_000));
    const long = (await work(tree)).branches[0]?.commits[0];
    assert.deepEqual([long?.subject, long?.body.length], ['long', 4_000]);
    addCommits(tree.top, 'feat/A--T01', Array.from({ length: 250 }, (_, at) => ({ subject: String(at % 10), at: 1_800_000_000 + at })));
    const { branches } = await work(tree);
    assert.deepEqual([branches[0]?.commits.length, branches[0]?.commits[0]?.subject, branches[0]?.commits[0]?.at.slice(0, 4)], [200, '9', '2027']);
  });
});
