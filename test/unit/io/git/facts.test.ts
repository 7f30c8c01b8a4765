import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { GitFacts, RepositoryFacts } from '../../../../src/core/git';
import { commonDirOf } from '../../../../src/io/git/directories';
import { stateLockPath } from '../../../../src/io/deadWriter';
import { createGit } from '../../../../src/io/git/git';
import { tempPathFor } from '../../../../src/io/tempFile';
import { useIsolatedGit, makeRepository, removeTemporary, temporaryFolder, withVariables, type Repository } from '../../../support/repository';

const trusted = (): boolean => true;

describe('git facts', function () {
  // Each test starts many processes; on a busy machine that takes its time.
  this.timeout(30_000);
  useIsolatedGit();
  let repository: Repository;
  const extra: (() => void)[] = [];

  beforeEach(() => (repository = makeRepository({ files: { 'docs/state.json': '{}\n', 'a.txt': 'a\n' } })));
  afterEach(() => {
    repository.dispose();
    extra.splice(0).forEach((dispose) => dispose());
  });

  function ask(root = repository.root): Promise<GitFacts> {
    return createGit({ root, trusted }).facts();
  }

  async function facts(root?: string): Promise<RepositoryFacts> {
    const found = await ask(root);
    assert.ok(found.kind === 'repository', JSON.stringify(found));
    return found;
  }

  function folder(name?: string): string {
    const made = temporaryFolder(name);
    extra.push(() => removeTemporary(made));
    return made;
  }

  /** A merge, rebase or pick that stops with a conflict. */
  function conflict(command: string[]): void {
    repository.git('branch', 'other');
    repository.write('a.txt', 'mine\n');
    repository.git('commit', '--quiet', '--all', '-m', 'mine');
    repository.git('checkout', '--quiet', 'other');
    repository.write('a.txt', 'theirs\n');
    repository.git('commit', '--quiet', '--all', '-m', 'theirs');
    assert.throws(() => repository.git(...command));
  }

  it('tells a clean branch with its commit, root and branches', async () => {
    repository.git('branch', 'feat/A--T01');
    const found = await facts();
    assert.deepEqual(found, {
      kind: 'repository',
      root: repository.root,
      head: { kind: 'branch', name: 'main', commit: repository.git('rev-parse', 'HEAD').trim() },
      dirty: [],
      branches: ['feat/A--T01', 'main'],
      remoteBranches: [],
    });
  });

  it('names what is dirty, of the whole repository even from a folder inside', async () => {
    repository.write('.gitignore', 'ignored/\n');
    repository.git('add', '.gitignore');
    repository.git('commit', '--quiet', '-m', 'ignore');
    repository.write('ignored/big.bin', 'x');
    repository.write('a.txt', 'changed\n');
    repository.write('staged.txt', 's\n');
    repository.git('add', 'staged.txt');
    repository.write('new folder/neu "ä" $x.txt', 'u\n');
    repository.write('docs/state.json', '{"a":1}\n');
    const { dirty } = await facts(path.join(repository.root, 'docs'));
    assert.deepEqual(
      new Map(dirty.map(({ path: name, kind }) => [name, kind])),
      new Map([
        ['a.txt', 'unstaged'],
        ['docs/state.json', 'unstaged'],
        ['staged.txt', 'staged'],
        ['new folder/neu "ä" $x.txt', 'untracked'],
      ]),
    );
  });

  it('does not count what a writer of the state has there for a moment, or left when it died', async () => {
    const state = path.join(repository.root, 'docs', 'state.json');
    for (const file of [stateLockPath(state), tempPathFor(state), tempPathFor(stateLockPath(state)), `${stateLockPath(state)}.break`]) fs.writeFileSync(file, '');
    assert.deepEqual((await facts()).dirty, []);
    repository.write('docs/.state.tmp', 'mine');
    repository.write('docs/yarn.lock', 'mine');
    assert.deepEqual((await facts()).dirty.map(({ path: name }) => name), ['docs/.state.tmp', 'docs/yarn.lock']);
  });

  it('does not count ignored files', async () => {
    repository.write('.git/info/exclude', 'ignored\n');
    repository.write('ignored', 'x');
    assert.deepEqual((await facts()).dirty, []);
  });

  it('tells a renamed file, and an executable bit, as changes', async () => {
    repository.git('mv', 'a.txt', 'b.txt');
    const { dirty } = await facts();
    assert.deepEqual(dirty.map(({ path: name }) => name).sort(), ['a.txt', 'b.txt']);
    assert.ok(dirty.every(({ kind }) => kind === 'staged'));
  });

  it('tells a changed submodule', async () => {
    const inner = makeRepository({ files: { 'x.txt': 'x\n' } });
    extra.push(inner.dispose);
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'sub');
    repository.git('commit', '--quiet', '-m', 'submodule');
    assert.deepEqual((await facts()).dirty, []);
    repository.write('sub/x.txt', 'changed\n');
    assert.deepEqual((await facts()).dirty, [{ path: 'sub', kind: 'submodule' }]);
    const inside = await facts(path.join(repository.root, 'sub'));
    assert.equal(inside.root, path.join(repository.root, 'sub'));
  });

  it('tells a detached HEAD', async () => {
    repository.git('checkout', '--quiet', '--detach');
    const { head } = await facts();
    assert.deepEqual(head, { kind: 'detached', commit: repository.git('rev-parse', 'HEAD').trim() });
  });

  it('tells a branch without commits', async () => {
    const unborn = makeRepository({ branch: 'trunk' });
    extra.push(unborn.dispose);
    unborn.write('a.txt', 'a');
    const found = await facts(unborn.root);
    assert.deepEqual(found.head, { kind: 'unborn', name: 'trunk' });
    assert.deepEqual(found.dirty, [{ path: 'a.txt', kind: 'untracked' }]);
    assert.deepEqual(found.branches, []);
  });

  it('names remote branches without their remote, even where its name holds a slash, and leaves HEAD out', async () => {
    const head = repository.git('rev-parse', 'HEAD').trim();
    repository.git('remote', 'add', 'origin', 'nowhere');
    repository.git('remote', 'add', 'team/mirror', 'nowhere');
    repository.git('update-ref', 'refs/remotes/origin/feat/A', head);
    repository.git('update-ref', 'refs/remotes/team/mirror/feat/B', head);
    repository.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/feat/A');
    assert.deepEqual((await facts()).remoteBranches, ['feat/A', 'feat/B']);
  });

  it('reads 10 000 refs', async () => {
    const head = repository.git('rev-parse', 'HEAD').trim();
    const lines = Array.from({ length: 10_000 }, (_, index) => `${head} refs/heads/many/b${String(index).padStart(5, '0')}\n`);
    repository.write('.git/packed-refs', `# pack-refs with: peeled fully-peeled sorted \n${lines.join('')}`);
    assert.equal((await facts()).branches.length, 10_001);
  });

  describe('an operation under way', () => {
    it('merge, with the conflicted path', async () => {
      conflict(['merge', 'main']);
      const found = await facts();
      assert.equal(found.operation, 'merge');
      assert.deepEqual(found.dirty, [{ path: 'a.txt', kind: 'conflicted' }]);
    });
    it('rebase', async () => {
      conflict(['rebase', 'main']);
      assert.equal((await facts()).operation, 'rebase');
    });
    it('cherry-pick', async () => {
      conflict(['cherry-pick', 'main']);
      assert.equal((await facts()).operation, 'cherry-pick');
    });
    it('revert', async () => {
      repository.git('commit', '--quiet', '--allow-empty', '-m', 'between');
      repository.write('a.txt', 'b\n');
      repository.git('commit', '--quiet', '--all', '-m', 'b');
      repository.write('a.txt', 'c\n');
      repository.git('commit', '--quiet', '--all', '-m', 'c');
      assert.throws(() => repository.git('revert', '--no-edit', 'HEAD~1'));
      assert.equal((await facts()).operation, 'revert');
    });
    it('bisect', async () => {
      repository.git('bisect', 'start');
      assert.equal((await facts()).operation, 'bisect');
    });
    it('am', async () => {
      fs.writeFileSync(path.join(repository.root, 'broken.patch'), 'From: A <a@example.invalid>\nSubject: x\n\n---\n a.txt | 1 +\n\ndiff --git a/a.txt b/a.txt\n--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-nothing\n+x\n');
      assert.throws(() => repository.git('am', 'broken.patch'));
      assert.equal((await facts()).operation, 'am');
    });
    it('of another worktree does not count here', async () => {
      const linked = path.join(folder(), 'linked tree');
      repository.git('worktree', 'add', '--quiet', '-b', 'elsewhere', linked);
      conflict(['merge', 'main']);
      const here = await facts();
      const there = await facts(linked);
      assert.equal(here.operation, 'merge');
      assert.equal(there.operation, undefined);
      assert.equal(there.root, linked);
      assert.deepEqual(there.head.kind === 'branch' && there.head.name, 'elsewhere');
      assert.ok(there.branches.includes('main'));
    });
  });

  it('tells a folder without a repository', async () => {
    assert.equal((await ask(folder())).kind, 'not-a-repository');
  });

  it('tells a folder that is not there', async () => {
    assert.equal((await ask(path.join(folder(), 'gone'))).kind, 'refused');
  });

  it('tells that git is missing', async () => {
    const found = await createGit({ root: repository.root, gitPath: () => '/nowhere/no git', trusted }).facts();
    assert.ok(found.kind === 'git-missing', JSON.stringify(found));
    assert.match(found.reason, /there is no program .*no git \(ENOENT\)/);
  });

  it('takes a program whose path holds spaces', async () => {
    const program = path.join(folder('with space'), 'git');
    fs.symlinkSync(execFileSync('which', ['git'], { encoding: 'utf8' }).trim(), program);
    assert.equal((await createGit({ root: repository.root, gitPath: () => program, trusted }).facts()).kind, 'repository');
  });

  it('tells a bare repository', async () => {
    const bare = folder();
    execFileSync('git', ['init', '--quiet', '--bare'], { cwd: bare });
    const found = await ask(bare);
    assert.ok(found.kind === 'refused', JSON.stringify(found));
    assert.match(found.reason, /bare/);
  });

  // Only root can give a folder away.
  const asRoot = process.getuid?.() === 0 ? it : () => undefined;
  asRoot('passes on that git refuses a folder of another owner, in its words', async () => {
    fs.chownSync(path.join(repository.root, '.git'), 12345, 12345);
    fs.chownSync(repository.root, 12345, 12345);
    const found = await ask();
    assert.ok(found.kind === 'refused', JSON.stringify(found));
    assert.match(found.reason, /safe\.directory/);
  });

  it('asks nothing of git in an untrusted workspace', async () => {
    const git = createGit({ root: repository.root, trusted: () => false });
    assert.equal((await git.facts()).kind, 'unread');
    assert.equal(await git.resolve('HEAD'), undefined);
    const made = await git.createBranch('feat/A', 'main');
    assert.equal(made.ok ? '' : made.error.code, 'UNTRUSTED-WORKSPACE');
    assert.equal(repository.git('branch', '--list', 'feat/A'), '');
  });

  it('runs nothing that the repository\'s configuration names', async () => {
    const ran = path.join(folder(), 'ran');
    const program = path.join(path.dirname(ran), 'program');
    fs.writeFileSync(program, `#!/bin/sh\necho "$0" >> '${ran}'\n`, { mode: 0o755 });
    for (const key of ['core.fsmonitor', 'core.sshCommand', 'core.pager', 'core.editor', 'core.askPass', 'alias.status', 'diff.external', 'diff.x.textconv', 'pager.status', 'gpg.program']) {
      repository.git('config', key, key.startsWith('alias.') ? `!${program}` : program);
    }
    const hooks = path.join(path.dirname(ran), 'hooks');
    fs.mkdirSync(hooks);
    for (const name of ['post-index-change', 'reference-transaction', 'post-checkout']) fs.copyFileSync(program, path.join(hooks, name));
    repository.git('config', 'core.hooksPath', hooks);
    repository.write('.gitattributes', '* diff=x\n');
    repository.write('a.txt', 'changed\n');
    fs.rmSync(ran, { force: true });
    const git = createGit({ root: repository.root, trusted });
    assert.equal((await git.facts()).kind, 'repository');
    assert.ok(await git.resolve('HEAD'));
    assert.ok((await git.checkBranchName('feat/A')).ok);
    assert.equal(fs.existsSync(ran), false, fs.existsSync(ran) ? fs.readFileSync(ran, 'utf8') : '');
    // The trap works: a plain status does run it.
    repository.git('-c', 'alias.status=', 'status');
    assert.equal(fs.existsSync(ran), true);
  });

  it('is not led astray by git\'s own variables, as inside a hook', async () => {
    const other = makeRepository({ files: { 'x.txt': 'x\n' }, branch: 'astray' });
    extra.push(other.dispose);
    const astray = {
      GIT_DIR: path.join(other.root, '.git'),
      GIT_INDEX_FILE: path.join(other.root, '.git', 'index'),
      EDITOR: 'vi',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'core.fsmonitor',
      GIT_CONFIG_VALUE_0: 'true',
    };
    await withVariables(astray, async () => {
      const { head, dirty } = await facts();
      assert.equal(head.kind === 'branch' && head.name, 'main');
      assert.deepEqual(dirty, []);
    });
  });

  it('writes nothing to the repository, not even a refreshed index', async () => {
    const index = path.join(repository.root, '.git', 'index');
    fs.utimesSync(path.join(repository.root, 'a.txt'), new Date(0), new Date(0));
    const before = fs.readFileSync(index);
    await facts();
    assert.deepEqual(fs.readFileSync(index), before);
  });

  for (const name of ['with space', 'it\'s "quoted"', '$HOME `x` $(id)', 'ünïcödé 日本', '-dash']) {
    it(`works in a folder called ${name}`, async () => {
      const odd = makeRepository({ files: { 'a.txt': 'a' }, name });
      extra.push(odd.dispose);
      odd.write('a.txt', 'b');
      const found = await facts(odd.root);
      assert.equal(found.root, odd.root);
      assert.deepEqual(found.dirty, [{ path: 'a.txt', kind: 'unstaged' }]);
    });
  }

  it('knows the folder that all worktrees share', async () => {
    const linked = path.join(folder(), 'linked');
    repository.git('worktree', 'add', '--quiet', '-b', 'elsewhere', linked);
    const shared = path.join(repository.root, '.git');
    assert.equal(await commonDirOf(linked), shared);
    assert.equal(await commonDirOf(path.join(repository.root, 'docs')), shared);
    await assert.rejects(commonDirOf(folder()), /no git repository/);
  });
});
