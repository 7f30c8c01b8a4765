import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { createWorld } from '../../../../src/io/world';
import { removeTemporary, temporaryFolder, useIsolatedGit } from '../../../support/repository';
import { A, codeOf, messageOf, TreesSuite } from '../../../support/trees';

describe('working trees of tasks, as they stand', function () {
  // Each test starts many processes; on a busy machine that takes its time.
  this.timeout(60_000);
  useIsolatedGit();
  const suite = new TreesSuite();

  describe('are looked at', () => {
    it('with their changes, commits and what holds them', async () => {
      const tree = await suite.added();
      const trees = suite.trees();
      assert.deepEqual(await trees.look(tree.top, 'main'), { top: tree.top, branch: 'feat/A--T01', commit: tree.commit, dirty: [], unpushed: 0 });
      const commit = suite.commitIn(tree.top, 'b.txt');
      suite.write(tree.top, 'src/a.ts', 'changed');
      suite.write(tree.top, 'new "näme".txt', 'new');
      assert.deepEqual(await trees.look(tree.top, 'main'), {
        top: tree.top,
        branch: 'feat/A--T01',
        commit,
        dirty: [{ path: 'src/a.ts', kind: 'unstaged' }, { path: 'new "näme".txt', kind: 'untracked' }],
        unpushed: 1,
      });
      assert.equal((await trees.look(tree.top, 'no-such-base'))?.unpushed, 2);
      suite.repository.git('worktree', 'lock', tree.top);
      assert.equal((await trees.look(tree.top, 'main'))?.held, 'it is locked in git');
    });

    it('not where they are none of the repository', async () => {
      for (const top of [path.dirname(suite.repository.root), path.join(suite.repository.root, 'src'), '/', 'nowhere', '']) assert.equal(await suite.trees().look(top, 'main'), undefined, top);
      const tree = await suite.added(A, { worktreeFolder: '.trees' });
      fs.rmSync(path.join(tree.top, '.git'));
      assert.equal(await suite.trees().look(tree.top, 'main'), undefined);
      assert.equal(codeOf(await suite.trees().remove(tree.top, { base: 'main', hasLanded: true })), 'WORKTREE-UNKNOWN');
    });
  });

  it('tell what they changed: committed and not, by path, without renames and without links', async () => {
    const tree = await suite.added();
    const trees = suite.trees();
    assert.deepEqual(await trees.changes(tree.top, 'main'), []);
    fs.mkdirSync(path.join(tree.top, 'nëw "x"'));
    suite.commitIn(tree.top, 'committed.txt');
    suite.inTree(tree.top, 'mv', 'src/a.ts', 'src/b.ts');
    suite.inTree(tree.top, 'commit', '--quiet', '-m', 'moved');
    suite.write(tree.top, 'committed.txt', 'and changed');
    suite.write(tree.top, 'nëw "x"/y z', 'new');
    suite.commitIn(suite.repository.root, 'elsewhere.txt');
    const expected = [
      { path: 'committed.txt', isOpen: true },
      { path: 'nëw "x"/y z', isOpen: true },
      { path: 'src/a.ts', isOpen: false },
      { path: 'src/b.ts', isOpen: false },
    ];
    assert.deepEqual(await trees.changes(tree.top, 'main'), expected);
    suite.inTree(tree.top, 'config', 'diff.renames', 'copies');
    suite.inTree(tree.top, 'config', 'diff.external', 'false');
    suite.inTree(tree.top, 'config', 'diff.noprefix', 'true');
    assert.deepEqual(await trees.changes(tree.top, 'main'), expected);
    for (const [top, base] of [[tree.top, 'nowhere'], [tree.top, '--output=x'], [tree.top, ''], [tree.top, 'a..b'], ['/nowhere', 'main']] as const) {
      assert.equal(await trees.changes(top, base), undefined, base);
    }
  });

  it('tell what they take on disk: every file once, no link followed, until it is cancelled', async () => {
    const tree = await suite.added();
    const trees = suite.trees();
    const before = await trees.diskUse(tree.top);
    assert.ok(before !== undefined && before > 0);
    suite.repository.write('node_modules/large.bin', 'x'.repeat(1_000_000));
    assert.equal(await trees.diskUse(tree.top), before);
    suite.write(tree.top, 'large.bin', 'x'.repeat(1_000_000));
    const after = (await trees.diskUse(tree.top)) ?? 0;
    assert.ok(after - before >= 1_000_000 && after - before < 1_100_000, `${after - before}`);
    fs.linkSync(path.join(tree.top, 'large.bin'), path.join(tree.top, 'again.bin'));
    assert.equal(await trees.diskUse(tree.top), after);
    assert.equal(await trees.diskUse(tree.top, () => true), undefined);
    assert.equal(await trees.diskUse('/nowhere/at all'), 0);
  });

  it('run nothing where the workspace is not trusted', async () => {
    const tree = await suite.added();
    const { settings, log } = suite.given.world();
    const { trees } = createWorld({ root: suite.repository.root, settings: () => settings, trusted: () => false, by: 'the test', log });
    assert.equal(codeOf(await trees.add({ ...A, branch: 'feat/x' })), 'UNTRUSTED-WORKSPACE');
    assert.equal(codeOf(await trees.remove(tree.top, { base: 'main', hasLanded: true })), 'UNTRUSTED-WORKSPACE');
    assert.equal(codeOf(await trees.takeBack(tree, tree.commit)), 'UNTRUSTED-WORKSPACE');
    assert.equal(codeOf(await trees.fetch()), 'UNTRUSTED-WORKSPACE');
    assert.equal(await trees.look(tree.top, 'main'), undefined);
    assert.equal(await trees.changes(tree.top, 'main'), undefined);
  });

  describe('fetch', () => {
    const remoteOf = (name: string, parent: string) => {
      const remote = path.join(parent, `${name}.git`);
      suite.repository.git('clone', '--quiet', '--bare', '.', remote);
      suite.repository.git('remote', 'add', name, remote);
      return remote;
    };

    it('what the base branch follows, else origin, else the only one; nothing where there is none', async () => {
      assert.ok((await suite.trees().fetch()).ok);
      const parent = temporaryFolder('remotes');
      try {
        remoteOf('only', parent);
        assert.ok((await suite.trees().fetch()).ok);
        const seen = () => suite.repository.git('for-each-ref', '--format=%(refname)', 'refs/remotes').trim().split('\n').filter(Boolean);
        assert.deepEqual(seen(), ['refs/remotes/only/main']);
        remoteOf('other', parent);
        assert.ok((await suite.trees().fetch()).ok);
        assert.deepEqual(seen(), ['refs/remotes/only/main']);
        suite.repository.git('config', 'branch.main.remote', 'other');
        assert.ok((await suite.trees().fetch()).ok);
        assert.deepEqual(seen(), ['refs/remotes/only/main', 'refs/remotes/other/main']);
        remoteOf('origin', parent);
        suite.repository.git('config', 'branch.main.remote', 'nowhere');
        assert.ok((await suite.trees().fetch()).ok);
        assert.equal(seen().length, 3);
      } finally {
        removeTemporary(parent);
      }
    });

    it('refuses with git\'s words where the remote is not there, and ends when it is cancelled', async () => {
      suite.repository.git('remote', 'add', 'origin', path.join(suite.repository.root, 'no such remote'));
      const refused = await suite.trees().fetch();
      assert.equal(codeOf(refused), 'GIT-REFUSED');
      assert.match(messageOf(refused), /does not appear to be a git repository/);
      suite.repository.git('config', 'remote.origin.uploadpack', 'sleep 30; git-upload-pack');
      suite.repository.git('remote', 'set-url', 'origin', suite.repository.root);
      assert.equal(codeOf(await suite.trees().fetch(() => true)), 'GIT-CANCELLED');
    });
  });
});
