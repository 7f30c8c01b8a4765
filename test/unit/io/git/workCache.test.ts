import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { WorkQuery } from '../../../../src/core/ports';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import type { RepositoryWork } from '../../../../src/core/work';
import { createGitFeed } from '../../../../src/io/git/gitFeed';
import { createGitProcess } from '../../../../src/io/git/gitProcess';
import { createWorkReader } from '../../../../src/io/git/work';
import { makeHistory, type History } from '../../../support/history';
import { addBranches } from '../../../support/manyBranches';
import { removeTemporary, temporaryFolder, useIsolatedGit } from '../../../support/repository';

describe('work of a repository: what is asked, and when', function () {
  // Each test starts many processes; on a busy machine that takes its time.
  this.timeout(60_000);
  useIsolatedGit();
  let history: History;
  let asked: string[];
  /** Runs once, before a process of this name is started. */
  let before: { readonly command: string; run(): void } | undefined;

  beforeEach(() => {
    history = makeHistory();
    [asked, before] = [[], undefined];
  });
  afterEach(() => history.dispose());

  function note(args: readonly string[]): void {
    const command = args[0] ?? '';
    if (before?.command === command) {
      const { run } = before;
      before = undefined;
      run();
    }
    asked.push(args.some((arg) => arg.startsWith('--merged')) ? `${command} --merged` : command);
  }

  function reader(root = history.root): (query?: WorkQuery) => Promise<RepositoryWork | undefined> {
    const options = { root, gitPath: () => undefined };
    const [run, feed] = [createGitProcess(options), createGitFeed(options)];
    const read = createWorkReader(
      root,
      (effect, args, timeout) => (note(args), run(effect, args, timeout)),
      (args, lines, take) => (note(args), feed(args, lines, take)),
    );
    return (query = DEFAULT_SETTINGS) => read(query);
  }

  /** The processes that a reading starts, in order of their names. */
  async function processesOf(action: () => Promise<unknown>): Promise<readonly string[]> {
    asked = [];
    await action();
    return [...asked].sort();
  }

  it('asks for the branches and nothing else while nothing changed, and gives the same answer', async () => {
    history.claim('A--T01');
    history.switchTo('main');
    const read = reader();
    const first = await read();
    assert.deepEqual(await processesOf(read), ['for-each-ref']);
    assert.equal(await read(), first);
  });

  it('asks only what is new of a branch that moved, in one process of each kind', async () => {
    for (const id of ['A--T01', 'B--T01', 'C--T01']) history.claim(id);
    history.switchTo('main');
    const read = reader();
    const first = await read();
    history.switchTo('feat/A--T01');
    history.criteria('A--T01', ['AC01']);
    history.switchTo('main');
    const processes = await processesOf(read);
    assert.deepEqual(processes, ['cat-file', 'diff-tree', 'for-each-ref', 'for-each-ref --merged', 'rev-list']);
    const second = await read();
    assert.notEqual(second?.key, first?.key);
    assert.equal(second?.landed, first?.landed, 'the list of the base branch is the same one');
    assert.equal(second?.branches[1]?.commits, first?.branches[1]?.commits);
    assert.deepEqual(second?.branches[0]?.entry?.acsCompleted, ['A-AC01']);
  });

  it('reads of a base branch that grew only what is new, and all of one that was written anew', async () => {
    history.claim('A--T01');
    history.squash('feat/A--T01');
    const read = reader();
    const first = await read();
    history.commit('one more');
    const second = await read();
    assert.deepEqual(second?.landed.map(({ subject }) => subject), ['one more', 'feat(A--T01): Build A--T01 (#57)', 'chore: begin the backlog']);
    assert.equal(second.landed[1], first?.landed[0]);
    history.git('reset', '--quiet', '--hard', 'HEAD~2');
    history.commit('another history');
    assert.deepEqual((await read())?.landed.map(({ subject }) => subject), ['another history', 'chore: begin the backlog']);
  });

  it('sees each save in another worktree, with no process but the listing', async () => {
    const tree = history.worktree('feat/A--T01');
    const read = reader();
    await read();
    const keys = new Set<string | undefined>();
    for (const acs of [['AC01'], ['AC02'], ['AC03']]) {
      tree.entry('A--T01', { status: 'in-progress', acs_completed: acs });
      let seen: RepositoryWork | undefined;
      const processes = await processesOf(async () => (seen = await read()));
      assert.deepEqual(processes, ['for-each-ref']);
      assert.deepEqual(seen?.branches[0]?.entry?.acsCompleted, acs);
      keys.add(seen?.key);
    }
    assert.equal(keys.size, 3);
  });

  it('keeps its key while nothing that it tells changes', async () => {
    history.claim('A--T01');
    history.switchTo('main');
    const read = reader();
    const first = await read();
    history.git('branch', 'unrelated');
    history.git('config', 'user.nickname', 'x');
    history.pack();
    assert.equal(await read(), first, 'neither another branch, nor other settings of git, nor where refs are kept');
    history.switchTo('feat/A--T01');
    const there = await read();
    assert.notEqual(there?.key, first?.key);
    history.switchTo('main');
    assert.equal((await read())?.key, first?.key);
  });

  it('follows the settings', async () => {
    history.claim('A--T01', { branch: 'task/A--T01' });
    const read = reader();
    assert.deepEqual((await read())?.branches, []);
    assert.equal((await read({ ...DEFAULT_SETTINGS, branchPattern: 'task/{TASK_ID}' }))?.branches.length, 1);
    assert.equal((await read({ ...DEFAULT_SETTINGS, baseBranches: ['other'] }))?.base, undefined);
  });

  it('shares one reading between calls at once, and begins another for a call that comes later', async () => {
    const read = reader();
    const first = await processesOf(() => Promise.all([read(), read(), read()]));
    assert.equal(first.filter((name) => name === 'for-each-ref').length, 1);
    history.git('branch', 'feat/A--T01');
    let late: Promise<RepositoryWork | undefined> | undefined;
    before = {
      command: 'for-each-ref',
      run: () => {
        setImmediate(() => {
          history.git('branch', 'feat/B--T01');
          late = read();
        });
      },
    };
    await read();
    assert.equal((await late)?.branches.length, 2, 'a change is never told with an answer that was begun before it');
  });

  it('tells packed branches as loose ones, and lets go what was deleted', async () => {
    for (const id of ['A--T01', 'B--T01']) history.claim(id);
    history.switchTo('main');
    history.remote();
    history.leaveOnRemote('feat/B--T01');
    history.pack();
    const read = reader();
    assert.deepEqual((await read())?.branches.map(({ name, entry }) => [name, entry?.status]), [['feat/A--T01', 'in-progress'], ['feat/B--T01', 'in-progress']]);
    history.git('branch', '--quiet', '-D', 'feat/A--T01');
    assert.deepEqual((await read())?.branches.map(({ name }) => name), ['feat/B--T01']);
  });

  it('lives with a branch that is deleted, with all its objects, while it is read', async () => {
    history.claim('A--T01');
    history.claim('B--T01');
    history.switchTo('main');
    before = {
      command: 'cat-file',
      run: () => {
        history.git('branch', '--quiet', '-D', 'feat/A--T01');
        history.git('reflog', 'expire', '--expire=now', '--all');
        history.git('gc', '--quiet', '--prune=now');
      },
    };
    const read = reader();
    const during = await read();
    assert.equal(before, undefined, 'it was deleted meanwhile');
    assert.equal(during?.branches.find(({ taskId }) => taskId === 'B--T01')?.entry?.status, 'in-progress');
    assert.deepEqual((await read())?.branches.map(({ taskId }) => taskId), ['B--T01']);
  });

  it('tells the whole once git answers in full, though no branch moved meanwhile', async () => {
    history.claim('A--T01');
    history.switchTo('main');
    const [run, feed] = [createGitProcess({ root: history.root, gitPath: () => undefined }), createGitFeed({ root: history.root, gitPath: () => undefined })];
    let fails = true;
    const read = createWorkReader(history.root, run, (args, lines, take) => (fails && args[0] === 'rev-list' ? Promise.resolve(false) : feed(args, lines, take)));
    const part = await read(DEFAULT_SETTINGS);
    assert.deepEqual([part?.landed.length, part?.branches[0]?.commits.length], [0, 0]);
    fails = false;
    const whole = await read(DEFAULT_SETTINGS);
    assert.notEqual(whole?.key, part?.key);
    assert.deepEqual([whole?.landed.length, whole?.branches[0]?.commits.length], [1, 1]);
  });

  it('tells nothing outside of a repository, and where there is no git', async () => {
    const folder = temporaryFolder();
    try {
      assert.equal(await reader(folder)(), undefined);
      assert.deepEqual(asked, [], 'without a process');
      const options = { root: history.root, gitPath: () => path.join(folder, 'no-git') };
      assert.equal(await createWorkReader(history.root, createGitProcess(options), createGitFeed(options))(DEFAULT_SETTINGS), undefined);
    } finally {
      removeTemporary(folder);
    }
  });

  it('reads worktrees of a git that does not list them with the branches', async () => {
    const tree = history.worktree('feat/A--T01');
    tree.entry('A--T01', { status: 'in-progress' });
    const folder = temporaryFolder();
    try {
      const old = path.join(folder, 'git');
      fs.writeFileSync(old, '#!/bin/sh\ncase "$*" in *worktreepath*) echo "fatal: unknown field name: worktreepath" >&2; exit 128;; esac\nexec git "$@"\n', { mode: 0o755 });
      const options = { root: history.root, gitPath: () => old };
      const told = await createWorkReader(history.root, createGitProcess(options), createGitFeed(options))(DEFAULT_SETTINGS);
      assert.deepEqual(told?.branches.map(({ worktree, entry }) => [worktree, entry?.status]), [[tree.top, 'in-progress']]);
    } finally {
      removeTemporary(folder);
    }
  });

  it('reads 200 branches with as many processes as one', async () => {
    const ids = Array.from({ length: 200 }, (_, index) => `T${index}--T01`);
    const stateOf = (id: string) => JSON.stringify({ tasks: { [id]: { status: 'in-progress', notes: id } } });
    addBranches(history.top, ids.map((id, index) => ({ name: `feat/${id}`, subject: `chore(${id}): claim`, state: stateOf(id), at: 1_800_000_000 + index })));
    const read = reader();
    let told: RepositoryWork | undefined;
    const processes = await processesOf(async () => (told = await read()));
    assert.ok(processes.length <= 8, processes.join(' '));
    assert.deepEqual(new Map(told?.branches.map(({ taskId, entry }) => [taskId, entry?.notes])), new Map(ids.map((id) => [id, id])));
    assert.ok(told?.branches.every(({ taskId, commits }) => commits.length === 1 && commits[0]?.subject === `chore(${taskId}): claim`));
  });
});
