import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/core/settings';
import type { RepositoryWork, TaskBranch } from '../../../../src/core/work';
import { createGit } from '../../../../src/io/git/git';
import { makeHistory, type History, type HistoryOptions } from '../../../support/history';
import { useIsolatedGit } from '../../../support/repository';

describe('work of a repository: branches of tasks', function () {
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

  async function only(of: Pick<History, 'root'>, settings: Partial<Settings> = {}): Promise<TaskBranch> {
    const { branches } = await work(of, settings);
    assert.deepEqual(branches.map(({ name }) => name), [branches[0]?.name]);
    return branches[0] as TaskBranch;
  }

  it('tells the claim on a local branch, with its commits, their bodies and files', async () => {
    const tree = begin();
    tree.claim('A--T01');
    tree.criteria('A--T01', ['AC01']);
    const tip = tree.commit('feat(A--T01): more', 'First line\n\nCo-authored-by: B <b@example.invalid>');
    tree.switchTo('main');
    const { commits, entry, ...branch } = await only(tree);
    const tipAt = branch.tipAt.replace('+00:00', 'Z');
    assert.deepEqual({ ...branch, tipAt }, { taskId: 'A--T01', name: 'feat/A--T01', isLinked: false, tip, tipAt: '2026-01-05T08:03:00Z', isHere: false, isReachable: false });
    assert.deepEqual([entry?.status, entry?.acsCompleted], ['in-progress', ['A-AC01']]);
    assert.deepEqual(
      commits.map(({ subject, body, files }) => [subject, body, files]),
      [
        ['feat(A--T01): more', 'First line\n\nCo-authored-by: B <b@example.invalid>', []],
        ['feat(A--T01): [AC01] hold as they should', '', ['docs/backlog/task-state.json', 'tests/a.spec.ts']],
        ['chore(A--T01): initialize task state', '', ['docs/backlog/task-state.json']],
      ],
    );
  });

  it('tells a branch that only a remote has, whose name may hold slashes', async () => {
    const tree = begin();
    tree.remote('team/north');
    tree.claim('A--T01');
    tree.leaveOnRemote('feat/A--T01', 'team/north');
    const { name, remote, entry } = await only(tree);
    assert.deepEqual([name, remote, entry?.status], ['feat/A--T01', 'team/north', 'in-progress']);
  });

  it('takes of a local and a remote branch of one name the later tip, and the local one of equal tips', async () => {
    const tree = begin();
    tree.remote();
    tree.claim('A--T01');
    tree.push('feat/A--T01');
    assert.equal((await only(tree)).remote, undefined);
    tree.criteria('A--T01', ['AC01']);
    tree.push('feat/A--T01');
    tree.switchTo('main');
    tree.git('branch', '--quiet', '--force', 'feat/A--T01', 'feat/A--T01~1');
    const behind = await only(tree);
    assert.deepEqual([behind.remote, behind.entry?.acsCompleted], ['origin', ['A-AC01']]);
    tree.switchTo('feat/A--T01');
    const here = await only(tree);
    assert.deepEqual([here.remote, here.isHere, here.entry], ['origin', true, undefined], 'the file of a working tree that is on it holds');
    tree.criteria('A--T01', ['AC02']);
    tree.switchTo('main');
    const later = await only(tree);
    assert.deepEqual([later.remote, later.entry?.acsCompleted], [undefined, ['A-AC02']]);
  });

  it('compares a branch\'s name with the pattern, and its task with the entry, without regard to case', async () => {
    const tree = begin();
    tree.claim('A--T01', { branch: 'Feat/a--t01' });
    tree.switchTo('main');
    const { taskId, entry } = await only(tree);
    assert.deepEqual([taskId, entry?.status], ['a--t01', 'in-progress']);
  });

  it('follows the pattern of the settings: also one that holds the id twice, or nothing beside it', async () => {
    const tree = begin();
    tree.claim('A--T01', { branch: 'task/A--T01/by/a--t01' });
    tree.switchTo('main');
    tree.git('branch', 'task/A--T01/by/B--T01');
    assert.equal((await only(tree, { branchPattern: 'task/{TASK_ID}/by/{TASK_ID}' })).taskId, 'A--T01');
    const all = await work(tree, { branchPattern: '{TASK_ID}' });
    assert.deepEqual(all.branches.map(({ taskId }) => taskId), ['task/A--T01/by/B--T01', 'task/A--T01/by/a--t01'], 'the base branch is no task');
    assert.deepEqual((await work(tree, { branchPattern: 'no place' })).branches, []);
  });

  it('tells a branch that was linked by hand, whatever its name, until the link is taken away', async () => {
    const tree = begin();
    tree.claim('A--T01', { branch: 'experiment.with.dots' });
    tree.switchTo('main');
    const git = createGit({ root: tree.root, trusted: () => true });
    assert.deepEqual((await git.work(DEFAULT_SETTINGS))?.branches, []);
    assert.ok((await git.linkBranch('experiment.with.dots', 'A--T01')).ok);
    const [linked] = (await git.work(DEFAULT_SETTINGS))?.branches ?? [];
    assert.deepEqual([linked?.name, linked?.taskId, linked?.isLinked, linked?.entry?.status], ['experiment.with.dots', 'A--T01', true, 'in-progress']);
    assert.ok((await git.linkBranch('experiment.with.dots', undefined)).ok);
    assert.deepEqual((await git.work(DEFAULT_SETTINGS))?.branches, []);
    assert.ok((await git.linkBranch('experiment.with.dots', undefined)).ok, 'what is not linked can be unlinked');
  });

  it('takes a link for more than a name, and refuses links that cannot be', async () => {
    const tree = begin();
    tree.git('branch', 'feat/A--T01');
    const git = createGit({ root: tree.root, trusted: () => true });
    assert.ok((await git.linkBranch('feat/A--T01', 'B--T01')).ok);
    assert.equal((await git.work(DEFAULT_SETTINGS))?.branches[0]?.taskId, 'B--T01');
    for (const [branch, task] of [['nowhere', 'A'], ['feat/A--T01', '-A'], ['feat/A--T01', 'A\nB'], ['feat/A--T01', ' '], ['--global', 'A']] as const) {
      const refused = await git.linkBranch(branch, task);
      assert.ok(!refused.ok, `${branch} ${task}`);
      assert.equal(refused.error.code, 'GIT-REFUSED');
      assert.notEqual(refused.error.remedy, '');
    }
    assert.equal((await git.work(DEFAULT_SETTINGS))?.branches[0]?.taskId, 'B--T01');
  });

  it('reads the file of another worktree, where a claim stands before it is committed', async () => {
    const tree = begin({ folder: 'packages/the app' });
    const other = tree.worktree('feat/A--T01');
    other.entry('A--T01', { status: 'in-progress', acs_completed: ['AC01'] });
    const stateFile = path.join(other.root, DEFAULT_SETTINGS.statePath);
    const seen = await only(tree);
    assert.deepEqual([seen.worktree, seen.stateFile, seen.isHere, seen.entry?.acsCompleted], [other.top, stateFile, false, ['AC01']]);
    const here = await only(other);
    assert.deepEqual([here.worktree, here.stateFile, here.isHere, here.entry], [other.top, stateFile, true, undefined]);
  });

  it('says why the file of another worktree cannot be read, and falls back to the tip where the folder is gone', async () => {
    const tree = begin();
    tree.claim('A--T01');
    tree.switchTo('main');
    const other = tree.worktree('feat/A--T01');
    other.write(DEFAULT_SETTINGS.statePath, '{"tasks": {');
    const broken = await only(tree);
    assert.deepEqual([broken.entry, broken.problem], [undefined, 'not valid JSON: it ends too early']);
    fs.rmSync(path.join(other.root, DEFAULT_SETTINGS.statePath));
    const without = await only(tree);
    assert.deepEqual([without.entry, without.problem], [undefined, undefined]);
    fs.rmSync(other.top, { recursive: true });
    const gone = await only(tree);
    assert.deepEqual([gone.worktree, gone.entry?.status], [undefined, 'in-progress']);
  });

  it('reads the state of a backlog in a folder of the repository, also through a link to it', async () => {
    const tree = begin({ folder: 'packages/app' });
    tree.claim('A--T01');
    tree.switchTo('main');
    assert.equal((await only(tree)).entry?.status, 'in-progress');
    const link = path.join(path.dirname(tree.top), 'link');
    fs.symlinkSync(tree.root, link);
    assert.equal((await only({ root: link })).entry?.status, 'in-progress');
  });

  it('gives only the entry of a branch\'s own task: what leaked from another is not looked at', async () => {
    const tree = begin();
    tree.claim('A--T01');
    tree.entry('B--T01', { status: 'completed' });
    tree.commit('chore(A--T01): with somebody else\'s entry');
    tree.switchTo('main');
    tree.git('branch', 'feat/B--T01');
    const { branches } = await work(tree);
    assert.deepEqual(branches.map(({ taskId, entry }) => [taskId, entry?.status]), [['A--T01', 'in-progress'], ['B--T01', undefined]]);
  });

  it('says why the state file at a tip cannot be read', async () => {
    const tree = begin();
    tree.claim('A--T01');
    tree.conflictMarkers();
    tree.commit('half a merge');
    tree.branch('feat/B--T01');
    tree.write(DEFAULT_SETTINGS.statePath, '[]');
    tree.commit('a list');
    tree.branch('feat/C--T01');
    tree.entry('C--T01', { status: 'in-progress', notes: 'x'.repeat(2_000) });
    tree.commit('large');
    tree.branch('feat/D--T01');
    fs.rmSync(path.join(tree.root, DEFAULT_SETTINGS.statePath));
    tree.commit('none');
    tree.switchTo('main');
    const { branches } = await work(tree, { maxFileBytes: 1_500 });
    assert.deepEqual(
      branches.map(({ entry, problem }) => [entry, problem]),
      [
        [undefined, 'unresolved merge conflict at line 2'],
        [undefined, 'it does not have the form of a state file'],
        [undefined, 'it is larger than the settings allow'],
        [undefined, undefined],
      ],
    );
  });

  it('takes odd ids and odd paths as data', async () => {
    const tree = begin();
    tree.claim('A--T01', { branch: 'feat/__proto__', entry: { status: 'blocked' } });
    tree.write(DEFAULT_SETTINGS.statePath, '{"tasks": {"__proto__": {"status": "in-progress"}}}');
    tree.commit('odd');
    tree.switchTo('main');
    tree.git('update-ref', 'refs/remotes/trunk', 'main');
    tree.git('update-ref', 'refs/remotes/unknown/feat/__proto__', 'main');
    assert.deepEqual([(await only(tree)).remote, (await only(tree)).entry?.status], [undefined, 'in-progress']);
    assert.equal((await only(tree, { branchPattern: '{TASK_ID}' })).name, 'feat/__proto__');
    for (const statePath of ['../outside.json', 'a\nb.json', '/etc/passwd']) assert.equal((await only(tree, { statePath })).entry, undefined);
  });
});
