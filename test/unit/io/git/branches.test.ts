import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Refusal } from '../../../../src/core/ports';
import type { Result } from '../../../../src/core/result';
import type { Git } from '../../../../src/core/ports';
import { createGit } from '../../../../src/io/git/git';
import { useIsolatedGit, makeRepository, removeTemporary, temporaryFolder, type Repository } from '../../../support/repository';

function codeOf(result: Result<unknown, Refusal>): string {
  return result.ok ? 'ok' : result.error.code;
}

function messageOf(result: Result<unknown, Refusal>): string {
  return result.ok ? 'ok' : result.error.message;
}

describe('git branches', function () {
  // Each test starts many processes; on a busy machine that takes its time.
  this.timeout(30_000);
  useIsolatedGit();
  let repository: Repository;
  let git: Git;

  beforeEach(() => {
    repository = makeRepository({ files: { 'a.txt': 'a\n' } });
    git = createGit({ root: repository.root, trusted: () => true });
  });
  afterEach(() => repository.dispose());

  const current = (): string => repository.git('branch', '--show-current').trim();
  const head = (revision = 'HEAD'): string => repository.git('rev-parse', revision).trim();
  const branches = (): string[] => repository.git('for-each-ref', '--format=%(refname:short)', 'refs/heads').trim().split('\n');

  describe('names', () => {
    for (const name of ['feat/MONOREPO_STRUCTURE--T01', 'feat/a.b-c_d', 'x', 'feat/' + 'x'.repeat(195)]) {
      it(`takes ${name.slice(0, 40)}`, async () => assert.deepEqual(await git.checkBranchName(name), { ok: true, value: name }));
    }
    const injected = ['-d', '--upload-pack=x', 'feat/--upload-pack=x', 'a..b', 'feat/x.lock', 'x.', '@{-1}', '@', 'HEAD', 'feat/HEAD', '../x', '$(id)', '`id`', 'a b', 'a\nb', 'a\0b', '', '/', 'a//b', 'a/', '/a', '.a', 'a/.b', 'ä', 'a~1', 'a^', 'a:b', 'a?', 'a*', 'a[', 'a\\b', '\u202ea', 'x'.repeat(201)];
    for (const name of injected) {
      it(`refuses ${JSON.stringify(name).slice(0, 40)}, and makes no branch of it`, async () => {
        assert.equal(codeOf(await git.checkBranchName(name)), 'BLOCKED::BRANCH-NAME');
        assert.notEqual(codeOf(await git.createBranch(name, 'main')), 'ok');
        assert.deepEqual(branches(), ['main']);
        assert.equal(current(), 'main');
      });
    }
    it('refuses by the list alone without starting git', async () => {
      const noGit = createGit({ root: repository.root, gitPath: () => '/nowhere/git', trusted: () => true });
      assert.equal(codeOf(await noGit.checkBranchName('-d')), 'BLOCKED::BRANCH-NAME');
      assert.equal(codeOf(await noGit.checkBranchName('feat/A')), 'GIT-MISSING');
      assert.equal(codeOf(await noGit.createBranch('feat/A', 'main')), 'GIT-MISSING');
    });
  });

  describe('making one', () => {
    it('makes it at the base and switches to it, without tracking', async () => {
      const made = await git.createBranch('feat/A', 'main');
      assert.deepEqual(made, { ok: true, value: { commit: head() } });
      assert.equal(current(), 'feat/A');
      assert.throws(() => repository.git('config', 'branch.feat/A.remote'));
    });

    it('refuses one that is there, in this case or another, or in the way', async () => {
      repository.git('branch', 'feat/A');
      assert.equal(codeOf(await git.createBranch('feat/A', 'main')), 'BLOCKED::BRANCH-EXISTS');
      const otherCase = await git.createBranch('FEAT/a', 'main');
      assert.equal(codeOf(otherCase), 'BLOCKED::BRANCH-EXISTS');
      assert.match(messageOf(otherCase), /spelt feat\/A/);
      const below = await git.createBranch('feat/A/B', 'main');
      assert.equal(codeOf(below), 'BLOCKED::BRANCH-EXISTS');
      assert.match(messageOf(below), /because there is a branch feat\/A/);
      assert.equal(codeOf(await git.createBranch('feat', 'main')), 'BLOCKED::BRANCH-EXISTS');
      assert.equal(current(), 'main');
      assert.deepEqual(branches(), ['feat/A', 'main']);
    });

    it('says so when the pattern\'s own folder is a branch', async () => {
      repository.git('branch', 'feat');
      const made = await git.createBranch('feat/X', 'main');
      assert.equal(codeOf(made), 'BLOCKED::BRANCH-EXISTS');
      assert.match(messageOf(made), /because there is a branch feat:/);
    });

    for (const from of ['nowhere', '', '--all', 'main..main', '@{-1}']) {
      it(`refuses the base ${JSON.stringify(from)}`, async () => {
        assert.equal(codeOf(await git.createBranch('feat/A', from)), 'GIT-REFUSED');
        assert.deepEqual(branches(), ['main']);
      });
    }

    it('refuses in a repository without commits', async () => {
      const unborn = makeRepository();
      try {
        const made = await createGit({ root: unborn.root, trusted: () => true }).createBranch('feat/A', 'main');
        assert.equal(codeOf(made), 'GIT-REFUSED');
        assert.match(messageOf(made), /stands for no commit/);
      } finally {
        unborn.dispose();
      }
    });

    it('leaves no branch behind when changed files are in the way of switching', async () => {
      repository.write('a.txt', 'b\n');
      repository.git('commit', '--quiet', '--all', '-m', 'b');
      repository.write('a.txt', 'mine, not committed\n');
      const made = await git.createBranch('feat/A', 'main~1');
      assert.equal(codeOf(made), 'GIT-REFUSED');
      assert.match(messageOf(made), /a\.txt/);
      assert.deepEqual(branches(), ['main']);
      assert.equal(repository.read('a.txt'), 'mine, not committed\n');
    });

    it('says that git is locked, and leaves no branch behind', async () => {
      repository.write('.git/index.lock', '');
      const made = await git.createBranch('feat/A', 'main');
      assert.equal(codeOf(made), 'GIT-LOCKED');
      assert.deepEqual(branches(), ['main']);
      assert.equal(current(), 'main');
    });

    it('goes on when the lock is let go', async () => {
      repository.write('.git/index.lock', '');
      const making = git.createBranch('feat/A', 'main');
      const waiting = setInterval(() => {
        if (!branches().includes('feat/A')) return;
        fs.rmSync(path.join(repository.root, '.git/index.lock'), { force: true });
      }, 20);
      try {
        assert.equal(codeOf(await making), 'ok');
      } finally {
        clearInterval(waiting);
      }
      assert.equal(current(), 'feat/A');
    });

    it('runs the post-checkout hook, and is made even where that fails', async () => {
      repository.hook('post-checkout', 'echo ran > hook-ran; echo "not today" >&2; exit 1');
      assert.equal(codeOf(await git.createBranch('feat/A', 'main')), 'ok');
      assert.equal(current(), 'feat/A');
      assert.equal(repository.read('hook-ran'), 'ran\n');
    });

    it('lets exactly one of many at once win', async () => {
      const others = Array.from({ length: 6 }, () => createGit({ root: repository.root, trusted: () => true }));
      const results = await Promise.all(others.map((one) => one.createBranch('feat/A', 'main')));
      assert.equal(results.filter(({ ok }) => ok).length, 1, results.map(messageOf).join('\n'));
      assert.ok(results.every((result) => result.ok || result.error.code === 'BLOCKED::BRANCH-EXISTS'), results.map(messageOf).join('\n'));
      assert.equal(current(), 'feat/A');
    });

    it('makes one from a folder inside the repository and in a worktree', async () => {
      const parent = temporaryFolder();
      try {
        const linked = path.join(parent, 'linked');
        repository.git('worktree', 'add', '--quiet', '-b', 'elsewhere', linked);
        const there = createGit({ root: linked, trusted: () => true });
        assert.equal(codeOf(await there.createBranch('feat/A', 'main')), 'ok');
        assert.equal(current(), 'main');
        assert.equal(codeOf(await there.switchTo('main')), 'GIT-REFUSED');
      } finally {
        removeTemporary(parent);
      }
    });
  });

  describe('switching', () => {
    it('switches, and refuses what is no branch', async () => {
      repository.git('branch', 'feat/A');
      assert.equal(codeOf(await git.switchTo('feat/A')), 'ok');
      assert.equal(current(), 'feat/A');
      assert.equal(codeOf(await git.switchTo('feat/A')), 'ok');
      for (const odd of ['-c', '--detach', '@{-1}', '-', '', 'a..b', 'nowhere', 'HEAD']) {
        assert.notEqual(codeOf(await git.switchTo(odd)), 'ok', odd);
      }
      assert.equal(current(), 'feat/A');
      const spelt = await git.switchTo('Feat/a');
      assert.match(messageOf(spelt), /spelt feat\/A/);
    });

    it('follows a remote\'s branch', async () => {
      const clone = makeRepository();
      try {
        repository.git('branch', 'feat/R');
        clone.git('remote', 'add', 'origin', repository.root);
        clone.git('fetch', '--quiet', 'origin');
        assert.equal(codeOf(await createGit({ root: clone.root, trusted: () => true }).switchTo('feat/R')), 'ok');
        assert.equal(clone.git('branch', '--show-current').trim(), 'feat/R');
      } finally {
        clone.dispose();
      }
    });

    it('keeps changed files, with git\'s words', async () => {
      repository.git('branch', 'feat/A');
      repository.write('a.txt', 'b\n');
      repository.git('commit', '--quiet', '--all', '-m', 'b');
      repository.write('a.txt', 'mine\n');
      const switched = await git.switchTo('feat/A');
      assert.equal(codeOf(switched), 'GIT-REFUSED');
      assert.match(messageOf(switched), /overwritten by checkout[\s\S]*a\.txt/);
      assert.equal(repository.read('a.txt'), 'mine\n');
    });
  });

  describe('removing one', () => {
    it('removes it while it is where it was left', async () => {
      repository.git('branch', 'feat/A');
      assert.equal(codeOf(await git.deleteBranchAt('feat/A', head())), 'ok');
      assert.deepEqual(branches(), ['main']);
    });

    it('keeps one that moved on, is checked out here or in a worktree, or is not there', async () => {
      const base = head();
      repository.git('checkout', '--quiet', '-b', 'feat/A');
      assert.equal(codeOf(await git.deleteBranchAt('feat/A', base)), 'GIT-BRANCH-CHECKED-OUT');
      repository.git('commit', '--quiet', '--allow-empty', '-m', 'work');
      repository.git('checkout', '--quiet', 'main');
      assert.equal(codeOf(await git.deleteBranchAt('feat/A', base)), 'GIT-BRANCH-MOVED');
      assert.equal(codeOf(await git.deleteBranchAt('feat/A', 'feat/A')), 'GIT-BRANCH-MOVED');
      assert.equal(codeOf(await git.deleteBranchAt('nowhere', base)), 'GIT-BRANCH-MOVED');
      const parent = temporaryFolder();
      try {
        repository.git('worktree', 'add', '--quiet', path.join(parent, 'linked'), 'feat/A');
        assert.equal(codeOf(await git.deleteBranchAt('feat/A', head('feat/A'))), 'GIT-BRANCH-CHECKED-OUT');
      } finally {
        removeTemporary(parent);
      }
      assert.deepEqual(branches(), ['feat/A', 'main']);
    });
  });

  it('resolves revisions to commits, and nothing that looks like an option', async () => {
    repository.git('tag', '-a', '-m', 't', 'v1');
    assert.equal(await git.resolve('main'), head());
    assert.equal(await git.resolve('v1'), head());
    assert.equal(await git.resolve('refs/heads/main'), head());
    for (const none of ['nowhere', '', '--all', '-', 'main..main', 'HEAD:a.txt', 'main\nmain']) assert.equal(await git.resolve(none), undefined, none);
  });
});
