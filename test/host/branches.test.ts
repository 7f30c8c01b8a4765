import assert from 'node:assert/strict';
import * as path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Log } from '../../src/core/ports';
import type { TaskBranch } from '../../src/core/work';
import { FolderBacklog } from '../../src/editor/folderBacklog';
import { AllowedCodes } from '../../src/editor/start/allowedCodes';
import { makeHistory, type History } from '../support/history';
import { until } from '../support/until';

const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const NO_MEMENTO: vscode.Memento = { keys: () => [], get: () => undefined, update: () => Promise.resolve() };

describe('branches of tasks in the extension host', function () {
  this.timeout(60_000);
  let history: History;
  let backlog: FolderBacklog;

  beforeEach(async () => {
    history = makeHistory();
    history.remote();
    backlog = new FolderBacklog({ uri: vscode.Uri.file(history.root), name: path.basename(history.root), index: 0 }, SILENT, new AllowedCodes(NO_MEMENTO, 'none'));
    await backlog.load();
  });
  afterEach(() => {
    backlog.dispose();
    history.dispose();
  });

  const branch = (taskId: string): TaskBranch | undefined => backlog.snapshot.work?.branches.find((one) => one.taskId === taskId);

  it('asks nothing of git for the first view, and tells of branches after it', async () => {
    const names = () => backlog.snapshot.work?.branches.map(({ name }) => name);
    assert.equal(names(), undefined);
    await backlog.readGit();
    assert.deepEqual(names(), []);
  });

  it('shows an edit in another worktree as soon as one in this', async () => {
    const tree = history.worktree('feat/A--T01');
    await backlog.readGit();
    assert.equal(branch('A--T01')?.entry, undefined);
    // The watch of a folder that is new to it begins to hear a little later.
    await pause(500);
    tree.entry('A--T01', { status: 'in-progress', acs_completed: [] });
    const begin = Date.now();
    await new Promise<void>((resolve) => {
      const listening = backlog.onDidChange(() => {
        if (branch('A--T01')?.entry?.status !== 'in-progress') return;
        listening.dispose();
        resolve();
      });
    });
    console.log(`      an edit in another worktree is shown after ${Date.now() - begin} ms`);
    tree.entry('A--T01', { status: 'blocked', blocked_reason: 'x' });
    await until('the next edit', () => branch('A--T01')?.entry?.status === 'blocked');
  });

  it('hears a claim on a branch, a push, a fetch, packed refs and a deleted branch', async () => {
    await backlog.readGit();
    const tree = history.worktree('aside');
    await pause(1_000);
    tree.claim('B--T01');
    await until('a claim in another worktree', () => branch('B--T01')?.entry?.status === 'in-progress');
    tree.git('push', '--quiet', 'origin', 'feat/B--T01:refs/heads/feat/C--T01');
    tree.git('update-ref', 'refs/remotes/origin/feat/C--T01', 'feat/B--T01');
    await until('a branch on a remote', () => branch('C--T01')?.remote === 'origin');
    await pause(1_000);
    history.pack();
    tree.git('switch', '--quiet', '--detach');
    history.git('branch', '--quiet', '-D', 'feat/B--T01');
    await until('a branch that is gone from packed refs', () => branch('B--T01') === undefined);
  });
});
