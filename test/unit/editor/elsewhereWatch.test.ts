import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { RepositoryWork, TaskBranch } from '../../../src/core/work';
import { ElsewhereWatch } from '../../../src/editor/elsewhereWatch';
import { removeTemporary, temporaryFolder } from '../../support/repository';
import { until } from '../../support/until';

describe('watching the state files of other worktrees', () => {
  let folder: string;
  let heard: number;
  let watch: ElsewhereWatch;

  beforeEach(() => {
    folder = temporaryFolder();
    heard = 0;
    watch = new ElsewhereWatch(() => heard++);
  });
  afterEach(() => {
    watch.dispose();
    removeTemporary(folder);
  });

  const fileIn = (tree: string) => path.join(folder, tree, 'docs', 'state.json');

  function write(tree: string, text: string): void {
    fs.mkdirSync(path.dirname(fileIn(tree)), { recursive: true });
    fs.writeFileSync(fileIn(tree), text);
  }

  function work(...trees: readonly string[]): RepositoryWork {
    const branches = trees.map((tree): TaskBranch => ({
      taskId: tree,
      name: tree,
      isLinked: false,
      tip: '',
      tipAt: '',
      worktree: path.join(folder, tree),
      stateFile: fileIn(tree),
      isHere: tree === 'here',
      isReachable: false,
      commits: [],
    }));
    return { key: trees.join(' '), branches, landed: [] };
  }

  it('hears an edit, lets go what no branch names any more, and does not listen here', async () => {
    for (const tree of ['a', 'b', 'here']) write(tree, '1');
    watch.follow(work('a', 'b', 'here'));
    write('a', '2');
    await until('an edit in a', () => heard > 0);
    watch.follow(work('b', 'here'));
    await quiet();
    const before = heard;
    write('a', '3');
    write('here', '3');
    await quiet();
    assert.equal(heard, before);
    write('b', '3');
    await until('an edit in b', () => heard > before);
    watch.follow(undefined);
    await quiet();
    const last = heard;
    write('b', '4');
    await quiet();
    assert.equal(heard, last);
  });

  it('hears a file that is made later', async () => {
    fs.mkdirSync(path.join(folder, 'a'));
    watch.follow(work('a'));
    write('a', '1');
    await until('a new file', () => heard > 0);
  });

  /** Long enough for a watcher to have told what it had to tell. */
  function quiet(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, 150));
  }
});
