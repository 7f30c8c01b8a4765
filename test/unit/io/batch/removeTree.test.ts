import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { stateLockPath } from '../../../../src/io/deadWriter';
import { acquireLock } from '../../../../src/io/lock';
import { thisProcess } from '../../../../src/io/processIdentity';
import { tempPathFor } from '../../../../src/io/tempFile';
import { removeTemporary, temporaryFolder, useIsolatedGit } from '../../../support/repository';
import { A, codeOf, messageOf, TreesSuite } from '../../../support/trees';

describe('working trees of tasks, as they go', function () {
  // Each test starts many processes; on a busy machine that takes its time.
  this.timeout(60_000);
  useIsolatedGit();
  const suite = new TreesSuite();

  describe('are taken back', () => {
    it('with their branch, while nothing was done there', async () => {
      const tree = await suite.added();
      assert.equal(messageOf(await suite.trees().takeBack(tree, tree.commit)), 'ok');
      suite.assertClean();
      assert.equal(messageOf(await suite.trees().takeBack(tree, tree.commit)), 'ok');
    });

    it('with the claim, and with what git kept of the branch', async () => {
      const tree = await suite.added();
      const claim = suite.commitIn(tree.top, 'state.json');
      suite.repository.git('config', 'branch.feat/A--T01.remote', 'origin');
      assert.equal(codeOf(await suite.trees().takeBack(tree, tree.commit)), 'GIT-BRANCH-MOVED');
      assert.equal(messageOf(await suite.trees().takeBack(tree, claim)), 'ok');
      assert.doesNotMatch(suite.repository.read('.git/config'), /feat/);
      suite.assertClean();
    });

    it('never over work: changed, untracked, other commits, held', async () => {
      const tree = await suite.added();
      suite.write(tree.top, 'new.txt', 'mine');
      assert.match(messageOf(await suite.trees().takeBack(tree, tree.commit)), /not committed: "new\.txt"/);
      fs.rmSync(path.join(tree.top, 'new.txt'));
      suite.write(tree.top, 'src/a.ts', 'mine');
      assert.equal(codeOf(await suite.trees().takeBack(tree, tree.commit)), 'WORKTREE-DIRTY');
      suite.inTree(tree.top, 'checkout', '--', 'src/a.ts');
      suite.repository.git('worktree', 'lock', '--reason', 'on a stick', tree.top);
      assert.match(messageOf(await suite.trees().takeBack(tree, tree.commit)), /locked in git: on a stick/);
      suite.repository.git('worktree', 'unlock', tree.top);
      suite.commitIn(tree.top, 'work.txt');
      assert.equal(codeOf(await suite.trees().takeBack(tree, tree.commit)), 'GIT-BRANCH-MOVED');
      assert.ok(fs.existsSync(path.join(tree.top, 'work.txt')));
      assert.ok(fs.existsSync(path.join(tree.top, 'node_modules', 'left')));
    });
  });

  describe('are removed', () => {
    const remove = (top: string, options: { hasLanded?: boolean; commit?: string; root?: string } = {}) =>
      suite.trees({}, options.root).remove(top, { base: 'main', hasLanded: options.hasLanded ?? false, ...(options.commit === undefined ? {} : { commit: options.commit }) });

    it('with their branch once it is merged, and without it while it is only pushed', async () => {
      const tree = await suite.added();
      suite.commitIn(tree.top, 'b.txt');
      assert.match(messageOf(await remove(tree.top)), /it has 1 commit that neither the base branch nor a remote has/);
      const parent = temporaryFolder('remotes');
      try {
        suite.repository.git('clone', '--quiet', '--bare', '.', path.join(parent, 'o.git'));
        suite.repository.git('remote', 'add', 'origin', path.join(parent, 'o.git'));
        suite.repository.git('push', '--quiet', 'origin', 'feat/A--T01');
        assert.deepEqual(await remove(tree.top), { ok: true, value: { top: tree.top } });
        assert.deepEqual(suite.branches(), ['feat/A--T01', 'main']);
      } finally {
        removeTemporary(parent);
      }
      suite.repository.git('worktree', 'add', '--quiet', tree.top, 'feat/A--T01');
      suite.repository.git('merge', '--quiet', '--no-ff', '-m', 'merge', 'feat/A--T01');
      assert.deepEqual(await remove(tree.top), { ok: true, value: { top: tree.top, branch: 'feat/A--T01' } });
      suite.assertClean();
    });

    it('with their branch once it was squashed, unless it went on meanwhile', async () => {
      const tree = await suite.added();
      const commit = suite.commitIn(tree.top, 'b.txt');
      suite.repository.git('merge', '--quiet', '--squash', 'feat/A--T01');
      suite.repository.git('commit', '--quiet', '-m', 'feat(A--T01): all (#1)');
      suite.commitIn(tree.top, 'more.txt');
      assert.equal(codeOf(await remove(tree.top, { hasLanded: true, commit })), 'GIT-BRANCH-MOVED');
      suite.inTree(tree.top, 'reset', '--quiet', '--keep', commit);
      assert.deepEqual(await remove(tree.top, { hasLanded: true, commit }), { ok: true, value: { top: tree.top, branch: 'feat/A--T01' } });
      suite.assertClean();
    });

    it('never over work that is not committed, also where it landed', async () => {
      const tree = await suite.added();
      for (const spoil of [
        () => suite.write(tree.top, 'src/a.ts', 'changed'),
        () => (suite.write(tree.top, 'staged.txt', 's'), suite.inTree(tree.top, 'add', 'staged.txt')),
        () => suite.write(tree.top, 'new.txt', 'new'),
        () => fs.rmSync(path.join(tree.top, 'src/a.ts')),
      ]) {
        spoil();
        assert.equal(codeOf(await remove(tree.top, { hasLanded: true })), 'WORKTREE-DIRTY');
        assert.ok(fs.existsSync(path.join(tree.top, 'node_modules')));
        suite.inTree(tree.top, 'reset', '--quiet', '--hard');
        suite.inTree(tree.top, 'clean', '--quiet', '--force');
      }
      suite.commitIn(suite.repository.root, 'src/a.ts');
      suite.write(tree.top, 'src/a.ts', 'other');
      suite.inTree(tree.top, 'commit', '--quiet', '--all', '-m', 'other');
      assert.throws(() => suite.inTree(tree.top, 'rebase', '--quiet', 'main'));
      assert.match(messageOf(await remove(tree.top, { hasLanded: true })), /a rebase is under way|locked/);
    });

    it('never the main one, the one that is open, one that is locked, and what is none', async () => {
      const tree = await suite.added();
      assert.equal(codeOf(await remove(suite.repository.root, { hasLanded: true, root: tree.top })), 'WORKTREE-IS-MAIN');
      assert.equal(codeOf(await remove(tree.top, { hasLanded: true, root: tree.top })), 'WORKTREE-IS-OPEN');
      assert.equal(codeOf(await remove(path.join(suite.repository.root, 'src'), { hasLanded: true })), 'WORKTREE-UNKNOWN');
      suite.repository.git('worktree', 'lock', tree.top);
      assert.equal(codeOf(await remove(tree.top, { hasLanded: true })), 'WORKTREE-HELD');
      assert.ok(fs.existsSync(path.join(tree.top, 'node_modules', 'left')));
    });

    it('keeps the base branch where that is checked out in one, and other commits of a detached one', async () => {
      const other = suite.beside('other');
      suite.repository.git('switch', '--quiet', '-c', 'x');
      suite.repository.git('worktree', 'add', '--quiet', other, 'main');
      assert.deepEqual(await remove(other, { hasLanded: true }), { ok: true, value: { top: other } });
      suite.repository.git('worktree', 'add', '--quiet', '--detach', other);
      suite.commitIn(other, 'loose.txt');
      assert.equal(codeOf(await remove(other)), 'WORKTREE-UNPUSHED');
      assert.deepEqual(suite.branches(), ['main', 'x']);
    });

    it('with what a writer of the state left there when it died, and never with that of a living one', async () => {
      const tree = await suite.added();
      const state = path.join(tree.root, DEFAULT_SETTINGS.statePath);
      const lockPath = stateLockPath(state);
      const dead = { ...thisProcess(), pid: 5_000_000, nonce: 'n', command: 'vtm', since: '2025-10-01T12:00:00Z' };
      const temp = tempPathFor(state).replace(`-${process.pid}-`, '-5000000-');
      const living = await acquireLock(lockPath, { command: 'vtm', waitMs: 0 });
      assert.ok(living.ok);
      fs.writeFileSync(temp, 'half');
      assert.match(messageOf(await remove(tree.top)), /not committed: .*\.task-state\.json\.lock/);
      await living.value.release();
      fs.writeFileSync(lockPath, JSON.stringify(dead));
      assert.deepEqual((await suite.trees().look(tree.top, 'main'))?.dirty, []);
      // All that one leaves who died before it had the lock.
      fs.writeFileSync(tempPathFor(lockPath).replace(`-${process.pid}-`, '-5000000-'), JSON.stringify(dead));
      assert.deepEqual((await suite.trees().look(tree.top, 'main'))?.dirty, []);
      assert.equal(messageOf(await remove(tree.top)), 'ok');
      suite.assertClean();
    });

    it('that git was killed in, once it surely is not at it any more; never over what somebody wrote there', async () => {
      for (const isGone of [false, true]) {
        const tree = await suite.added(A, { worktreeLinks: [] });
        const own = path.join(suite.repository.root, '.git', 'worktrees', 'A--T01');
        fs.writeFileSync(path.join(own, 'locked'), 'initializing');
        fs.renameSync(path.join(own, 'index'), path.join(own, 'index.lock'));
        fs.rmSync(path.join(tree.top, 'src'), { recursive: true });
        assert.match(messageOf(await remove(tree.top)), /locked in git: initializing/);
        fs.utimesSync(path.join(own, 'locked'), new Date(), new Date(Date.now() - 3_600_000));
        for (const name of ['.gitignore', 'new.txt', 'new ä.txt']) {
          const before = fs.existsSync(path.join(tree.top, name)) ? fs.readFileSync(path.join(tree.top, name), 'utf8') : undefined;
          suite.write(tree.top, name, `${before ?? ''}mine\n`);
          assert.match(messageOf(await remove(tree.top)), new RegExp(`not committed: "${name}"`));
          if (before === undefined) fs.rmSync(path.join(tree.top, name));
          else suite.write(tree.top, name, before);
        }
        if (isGone) fs.rmSync(tree.top, { recursive: true });
        assert.deepEqual((await suite.trees().look(tree.top, 'main'))?.dirty, []);
        assert.deepEqual(await remove(tree.top), { ok: true, value: { top: tree.top, branch: 'feat/A--T01' } });
        suite.assertClean();
      }
    });

    it('also where the folder is gone', async () => {
      const tree = await suite.added();
      fs.rmSync(suite.beside(), { recursive: true });
      assert.deepEqual(await suite.trees().look(tree.top, 'main'), { top: tree.top, branch: 'feat/A--T01', commit: tree.commit, dirty: [], unpushed: 0 });
      assert.deepEqual(await remove(tree.top), { ok: true, value: { top: tree.top, branch: 'feat/A--T01' } });
      suite.assertClean();
    });

    it('keeps a folder of worktrees in which others lie', async () => {
      const first = await suite.added();
      const second = await suite.added({ taskId: 'B--T01', branch: 'feat/B', from: 'main' });
      fs.mkdirSync(suite.beside('mine'));
      assert.ok((await remove(first.top)).ok);
      assert.ok((await remove(second.top)).ok);
      assert.deepEqual(fs.readdirSync(suite.beside()), ['mine']);
    });
  });

});
