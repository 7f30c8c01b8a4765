import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { makeRepository, removeTemporary, temporaryFolder, useIsolatedGit } from '../../../support/repository';
import { A, codeOf, makeTreesRepository, messageOf, TreesSuite } from '../../../support/trees';

describe('working trees of tasks, as they are made', function () {
  // Each test starts many processes; on a busy machine that takes its time.
  this.timeout(60_000);
  useIsolatedGit();
  const suite = new TreesSuite();

  describe('are made', () => {
    it('beside the repository, on a branch of their own, with links to what is ignored, and clean', async () => {
      const tree = await suite.added();
      const top = suite.beside('A--T01');
      assert.deepEqual(tree, { top, root: top, branch: 'feat/A--T01', commit: suite.repository.git('rev-parse', 'main').trim(), linked: ['node_modules', '.env'], warnings: [] });
      assert.equal(suite.inTree(top, 'branch', '--show-current').trim(), 'feat/A--T01');
      assert.equal(fs.readFileSync(path.join(top, 'node_modules/left/index.js'), 'utf8'), 'left\n');
      assert.equal(fs.realpathSync(path.join(top, '.env')), path.join(suite.repository.root, '.env'));
      assert.equal(suite.inTree(top, 'status', '--porcelain', '--untracked-files=all'), '');
      assert.equal(suite.repository.git('status', '--porcelain'), '');
      assert.doesNotMatch(suite.repository.read('.git/config'), /branch/);
    });

    it('where the main working tree lies, also from another one and from a folder of the repository', async () => {
      const first = await suite.added();
      const second = await suite.added({ ...A, taskId: 'B--T01', branch: 'feat/B' }, {}, first.top);
      assert.equal(second.top, suite.beside('B--T01'));
      assert.deepEqual(second.linked, ['node_modules', '.env']);
      assert.equal(fs.realpathSync(path.join(second.top, 'node_modules')), path.join(suite.repository.root, 'node_modules'));
      const deep = makeTreesRepository({ below: 'packages/app' });
      try {
        const result = await deep.trees().add(A);
        assert.ok(result.ok, messageOf(result));
        assert.equal(result.value.root, path.join(result.value.top, 'packages', 'app'));
        assert.equal(deep.trees().place(result.value.root).root, result.value.root);
        assert.deepEqual((await deep.trees().place(result.value.root).snapshot()).tasks.map(({ task }) => task.id), ['A--T01', 'B--T01', 'C--T01']);
      } finally {
        deep.repository.dispose();
      }
    });

    it('one place for each root, and the one that is open is itself', async () => {
      const tree = await suite.added();
      const world = suite.given.world();
      assert.equal(world.trees.place(tree.root), world.trees.place(tree.root));
      assert.equal(await world.placeOf('A--T01'), world.trees.place(tree.root));
      assert.equal(world.trees.place(suite.repository.root), world.here);
    });

    it('in the repository without making it dirty', async () => {
      for (const [folder, taskId] of [['.worktrees', 'A--T01'], ['odd [x]*/trees ', 'B--T01']] as const) {
        const tree = await suite.added({ taskId, branch: `feat/${taskId}`, from: 'main' }, { worktreeFolder: folder });
        assert.equal(tree.top, path.join(suite.repository.root, folder, taskId));
        assert.equal(suite.repository.git('status', '--porcelain', '--untracked-files=all'), '');
        assert.ok((await suite.trees({ worktreeFolder: folder }).takeBack(tree, tree.commit)).ok);
      }
      assert.ok(!fs.existsSync(path.join(suite.repository.root, '.worktrees')));
    });

    it('refuses a place that lies elsewhere, or in git\'s own folder', async () => {
      fs.symlinkSync('/etc', path.join(suite.repository.root, 'away'));
      fs.symlinkSync('.git', path.join(suite.repository.root, 'inner'));
      for (const worktreeFolder of ['/etc', '../../elsewhere', 'away/x', 'away', '.git/x', 'inner', 'inner/refs', 'x/.GIT/y', 'a\nb']) {
        const refused = await suite.trees({ worktreeFolder }).add(A);
        assert.equal(codeOf(refused), 'WORKTREE-FOLDER', worktreeFolder);
        assert.match(messageOf(refused), /orchestrator\.worktreeFolder/);
      }
      assert.deepEqual(suite.branches(), ['main']);
      assert.deepEqual(suite.registered(), [suite.repository.root]);
    });

    it('under a name that every disk takes, and that is free', async () => {
      const names: [string, string][] = [['A--T01', 'A--T01'], ['a--t01', 'a--t01-2'], ['X.', 'X'], ['x', 'x-2'], ['../../up', 'up'], ['NUL', 'task-NUL'], ['con.x', 'task-con.x'], ['ä/ö ü', 'task'], ['-d', 'd'], ['--', 'task-2'], ['.git', 'git'], ['y'.repeat(300), 'y'.repeat(80)]];
      for (const [index, [taskId, name]] of names.entries()) {
        assert.equal((await suite.added({ taskId, branch: `feat/${index}`, from: 'main' }, { worktreeLinks: [] })).top, suite.beside(name), taskId);
      }
    });

    it('refuses names that are no branch, are taken, or leave from nothing, and makes nothing', async () => {
      suite.repository.git('branch', 'feat/Taken');
      for (const branch of ['-d', '--upload-pack=x', 'a..b', 'HEAD', '', 'a b', '$(id)']) assert.equal(codeOf(await suite.trees().add({ ...A, branch })), 'BLOCKED::BRANCH-NAME', branch);
      for (const branch of ['feat/Taken', 'feat/taken', 'feat', 'feat/Taken/x']) assert.equal(codeOf(await suite.trees().add({ ...A, branch })), 'BLOCKED::BRANCH-EXISTS', branch);
      for (const from of ['nowhere', '-d', '--all', '', 'a\nb']) assert.equal(codeOf(await suite.trees().add({ ...A, from })), 'GIT-REFUSED', from);
      suite.repository.git('branch', '-D', 'feat/Taken');
      suite.assertClean();
    });

    it('goes to one of two that ask for the same branch at once', async () => {
      const results = await Promise.all([suite.trees().add(A), suite.trees().add(A), suite.trees().add({ ...A, taskId: 'B--T01' })]);
      assert.deepEqual(results.map(codeOf).toSorted(), ['BLOCKED::BRANCH-EXISTS', 'BLOCKED::BRANCH-EXISTS', 'ok']);
      assert.equal(suite.registered().length, 2);
    });

    it('fails whole where git refuses in the middle, and where the backlog is not committed', async () => {
      suite.write(suite.repository.root, '.gitattributes', 'src/* filter=broken\n');
      suite.repository.git('add', '--all');
      suite.repository.git('commit', '--quiet', '-m', 'attributes');
      suite.repository.git('config', 'filter.broken.smudge', 'exit 1');
      suite.repository.git('config', 'filter.broken.required', 'true');
      const refused = await suite.trees().add(A);
      assert.equal(codeOf(refused), 'GIT-REFUSED');
      assert.match(messageOf(refused), /smudge/);
      suite.repository.git('config', '--remove-section', 'filter.broken');
      suite.assertClean();
      suite.repository.git('rm', '--quiet', '--cached', '-r', 'docs');
      suite.repository.git('commit', '--quiet', '-m', 'no backlog');
      assert.equal(codeOf(await suite.trees().add(A)), 'WORKTREE-WITHOUT-BACKLOG');
      suite.repository.git('add', '--all');
      suite.repository.git('commit', '--quiet', '-m', 'backlog');
      suite.assertClean();
    });

    it('runs the post-checkout hook, and stands where that fails, with its words', async () => {
      suite.repository.hook('post-checkout', 'echo ran > hook-ran-$3; echo "fatal: not today" >&2; exit 3');
      const tree = await suite.added();
      assert.match(tree.warnings.join('\n'), /post-checkout hook failed in the worktree: fatal: not today/);
      assert.ok(fs.existsSync(path.join(tree.top, 'hook-ran-1')));
    });

    it('says of submodules that they are not there, and removes it all the same', async () => {
      const other = makeRepository({ files: { 'b.txt': 'b\n' } });
      try {
        suite.repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.root, 'sub');
        suite.repository.git('commit', '--quiet', '-m', 'sub');
        const tree = await suite.added();
        assert.match(tree.warnings.join(), /git submodule update --init/);
        suite.write(path.join(tree.top, 'sub'), 'mine.txt', 'mine');
        assert.match(messageOf(await suite.trees().takeBack(tree, tree.commit)), /not committed: "sub"/);
        assert.ok(fs.existsSync(path.join(tree.top, 'sub', 'mine.txt')));
        assert.ok(fs.existsSync(path.join(tree.top, 'node_modules', 'left')));
        fs.rmSync(path.join(tree.top, 'sub', 'mine.txt'));
        assert.equal(messageOf(await suite.trees().takeBack(tree, tree.commit)), 'ok');
        suite.assertClean();
      } finally {
        other.dispose();
      }
    });

    it('takes the place of one whose folder was removed by hand', async () => {
      const tree = await suite.added();
      fs.rmSync(tree.top, { recursive: true });
      const again = await suite.added({ ...A, branch: 'feat/again' });
      assert.equal(again.top, tree.top);
      assert.deepEqual(suite.registered(), [suite.repository.root, tree.top]);
    });

    it('works in a clone and beside a bare repository; refuses in a bare one, without commits, and without a repository', async () => {
      const parent = temporaryFolder('clones');
      try {
        suite.repository.git('clone', '--quiet', '.', path.join(parent, 'clone'));
        const clone = await suite.trees({}, path.join(parent, 'clone')).add(A);
        assert.ok(clone.ok, messageOf(clone));
        assert.equal(clone.value.top, path.join(parent, 'clone.worktrees', 'A--T01'));
        assert.equal(suite.inTree(clone.value.top, 'for-each-ref', '--format=%(upstream)', 'refs/heads/feat/A--T01').trim(), '');
        suite.repository.git('clone', '--quiet', '--bare', '.', path.join(parent, 'bare.git'));
        suite.inTree(path.join(parent, 'bare.git'), 'worktree', 'add', '--quiet', path.join(parent, 'first'), 'main');
        const besideBare = await suite.trees({}, path.join(parent, 'first')).add(A);
        assert.ok(besideBare.ok, messageOf(besideBare));
        assert.equal(besideBare.value.top, path.join(parent, 'first.worktrees', 'A--T01'));
        assert.equal(codeOf(await suite.trees({}, path.join(parent, 'bare.git')).add(A)), 'GIT-REFUSED');
        assert.equal(codeOf(await suite.trees({}, parent).add(A)), 'BLOCKED::NOT-A-GIT-REPOSITORY');
      } finally {
        removeTemporary(parent);
      }
      const unborn = makeRepository();
      try {
        assert.match(messageOf(await suite.trees({}, unborn.root).add(A)), /it stands for no commit/);
      } finally {
        unborn.dispose();
      }
    });
  });

  describe('link what is ignored', () => {
    it('and nothing else', async () => {
      suite.repository.write('build/out.js', 'out');
      suite.repository.write('open.txt', 'open');
      suite.repository.write('packages/a/node_modules/x/i.js', 'x');
      const outside = temporaryFolder();
      try {
        fs.symlinkSync(outside, path.join(suite.repository.root, 'linked-out'));
        const names = ['node_modules', 'node_modules', 'absent', 'src', 'open.txt', 'build', 'linked-out', '../elsewhere', '.', 'packages/a/node_modules', 'a\nb', ':(top)src'];
        const tree = await suite.added(A, { worktreeLinks: names });
        assert.deepEqual(tree.linked, ['node_modules', 'packages/a/node_modules']);
        const told = tree.warnings.join('\n');
        for (const name of ['open.txt', 'build', 'linked-out', '../elsewhere', '"."']) assert.ok(told.includes(name), `${name} in ${told}`);
        for (const name of ['src"', 'absent']) assert.ok(!told.includes(name), `${name} in ${told}`);
        assert.equal(suite.inTree(tree.top, 'status', '--porcelain', '--untracked-files=all'), '');
      } finally {
        removeTemporary(outside);
      }
    });

    it('never through a folder of the worktree that leads elsewhere', async () => {
      const outside = temporaryFolder();
      try {
        fs.symlinkSync(outside, path.join(suite.repository.root, 'packages'));
        suite.repository.git('add', 'packages');
        suite.repository.git('commit', '--quiet', '-m', 'a link');
        fs.rmSync(path.join(suite.repository.root, 'packages'));
        suite.repository.write('packages/node_modules/x.js', 'x');
        const tree = await suite.added(A, { worktreeLinks: ['packages/node_modules', 'packages/deep/node_modules'] });
        assert.deepEqual(tree.linked, []);
        assert.match(tree.warnings.join(), /leads elsewhere through a link/);
        assert.deepEqual(fs.readdirSync(outside), []);
      } finally {
        removeTemporary(outside);
      }
    });

    it('and their targets outlive the worktree', async () => {
      const tree = await suite.added();
      fs.mkdirSync(path.join(tree.top, 'build', 'node_modules'), { recursive: true });
      fs.symlinkSync(path.join(suite.repository.root, 'node_modules'), path.join(tree.top, 'build', 'node_modules', 'deep'));
      assert.equal(messageOf(await suite.trees().takeBack(tree, tree.commit)), 'ok');
      assert.equal(suite.repository.read('node_modules/left/index.js'), 'left\n');
      assert.equal(suite.repository.read('.env'), 'SECRET=1\n');
      suite.assertClean();
    });

    it('and count for no change where git could not be told to ignore them', async () => {
      const tree = await suite.added();
      fs.rmSync(path.join(suite.repository.root, '.git', 'info', 'exclude'));
      assert.match(suite.inTree(tree.top, 'status', '--porcelain'), /\?\? node_modules/);
      assert.deepEqual((await suite.trees().look(tree.top, 'main'))?.dirty, []);
      assert.deepEqual(await suite.trees().changes(tree.top, 'main'), []);
      assert.equal(messageOf(await suite.trees().remove(tree.top, { base: 'main', hasLanded: false })), 'ok');
      assert.equal(suite.repository.read('node_modules/left/index.js'), 'left\n');
      suite.assertClean();
    });
  });

});
