import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { readBranchNames } from '../../../../src/io/git/branchNames';
import { commonDirOf } from '../../../../src/io/git/directories';
import { createGit } from '../../../../src/io/git/git';
import { parseWorktrees } from '../../../../src/io/git/worktrees';
import { useIsolatedGit, makeRepository, removeTemporary, temporaryFolder, type Repository } from '../../../support/repository';

describe('git worktrees, branch names and commits', function () {
  // Each test starts many processes; on a busy machine that takes its time.
  this.timeout(30_000);
  useIsolatedGit();
  let repository: Repository;
  let parent: string;

  beforeEach(() => {
    repository = makeRepository({ files: { 'a.txt': 'a\n' } });
    parent = temporaryFolder('trees');
  });
  afterEach(() => {
    repository.dispose();
    removeTemporary(parent);
  });

  const gitOf = (root = repository.root, trusted = true) => createGit({ root, trusted: () => trusted });

  it('lists every working tree with its branch, whatever its name, and those that are gone not', async () => {
    const odd = path.join(parent, process.platform === 'win32' ? 'odd' : 'odd "name"\nbranch refs/heads/x');
    repository.git('worktree', 'add', '--quiet', '-b', 'feat/A--T01', odd);
    repository.git('worktree', 'add', '--quiet', '--detach', path.join(parent, 'detached'));
    repository.git('worktree', 'add', '--quiet', '-b', 'gone', path.join(parent, 'gone'));
    fs.rmSync(path.join(parent, 'gone'), { recursive: true });
    const expected = [
      { root: repository.root, branch: 'main' },
      { root: odd, branch: 'feat/A--T01' },
      { root: path.join(parent, 'detached') },
    ];
    const byRoot = (a: { root: string }, b: { root: string }) => a.root.localeCompare(b.root);
    for (const root of [repository.root, odd]) {
      assert.deepEqual([...(await gitOf(root).worktrees())].sort(byRoot), expected.sort(byRoot));
    }
  });

  it('lists none where git can\'t be asked', async () => {
    assert.deepEqual(await gitOf(repository.root, false).worktrees(), []);
    assert.deepEqual(await gitOf(parent).worktrees(), []);
  });

  it('reads the answer of an old git, without zeros', () => {
    const answer = ['worktree /a b', 'HEAD 123', 'branch refs/heads/main', '', 'worktree /c', 'bare', '', 'worktree /d', 'HEAD 123', 'detached', 'prunable it is gone', '', ''];
    assert.deepEqual(parseWorktrees(answer.join('\n'), '\n'), [{ root: path.resolve('/a b'), branch: 'main' }]);
    assert.deepEqual(parseWorktrees('', '\0'), []);
  });

  it('tells the commits that a branch has and its base does not, newest first', async () => {
    repository.git('switch', '--quiet', '-c', 'feat/A--T01');
    for (const subject of ['first', 'second: é "x"']) {
      repository.write('a.txt', subject);
      repository.git('commit', '--quiet', '--all', '-m', `${subject}\n\nA body\nof lines`);
    }
    repository.git('switch', '--quiet', 'main');
    repository.write('b.txt', 'b');
    repository.git('add', '.');
    repository.git('commit', '--quiet', '-m', 'on main');
    const commits = await gitOf().commitsOn('feat/A--T01', 'main');
    assert.deepEqual(commits.map(({ subject }) => subject), ['second: é "x"', 'first']);
    assert.equal(commits[0]?.hash, repository.git('rev-parse', 'feat/A--T01').trim());
    assert.match(commits[0].at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/);
  });

  it('tells those of a branch that only origin has', async () => {
    const remote = path.join(parent, 'remote.git');
    repository.git('init', '--quiet', '--bare', remote);
    repository.git('remote', 'add', 'origin', remote);
    repository.git('switch', '--quiet', '-c', 'feat/A--T01');
    repository.git('commit', '--quiet', '--allow-empty', '-m', 'elsewhere');
    repository.git('push', '--quiet', 'origin', 'feat/A--T01');
    repository.git('switch', '--quiet', 'main');
    repository.git('branch', '--quiet', '-D', 'feat/A--T01');
    assert.deepEqual((await gitOf().commitsOn('feat/A--T01', 'main')).map(({ subject }) => subject), ['elsewhere']);
  });

  it('knows the names of branches from its files as git itself tells them: loose, packed, remote, and in a worktree', async () => {
    const remote = path.join(parent, 'remote.git');
    repository.git('init', '--quiet', '--bare', remote);
    repository.git('remote', 'add', 'origin', remote);
    for (const name of ['feat/A--T01', 'feat/b', 'x']) repository.git('branch', name);
    repository.git('push', '--quiet', 'origin', 'feat/A--T01', 'main');
    repository.git('remote', 'set-head', 'origin', 'main');
    const linked = path.join(parent, 'linked');
    repository.git('worktree', 'add', '--quiet', '-b', 'feat/C', linked);
    const check = async (): Promise<void> => {
      for (const root of [repository.root, linked]) {
        const facts = await gitOf(root).facts();
        assert.ok(facts.kind === 'repository');
        const names = await readBranchNames(await commonDirOf(root));
        assert.deepEqual(names?.branches.toSorted(), facts.branches.toSorted());
        assert.deepEqual(names?.remoteBranches.toSorted(), facts.remoteBranches.toSorted());
      }
    };
    await check();
    repository.git('pack-refs', '--all');
    repository.git('branch', 'feat/later');
    repository.git('branch', '-D', 'x');
    await check();
    fs.mkdirSync(path.join(repository.root, '.git', 'reftable'));
    assert.equal(await readBranchNames(await commonDirOf(repository.root)), undefined);
  });

  it('takes names as data, and tells nothing of what is not there', async () => {
    const file = path.join(parent, 'written');
    for (const name of ['--output=x', `--output=${file}`, '-n1', '', 'main..main', 'no-such', '$(id)', 'a\0b', 'a\nb']) {
      assert.deepEqual(await gitOf().commitsOn(name, 'main'), []);
      assert.deepEqual(await gitOf().commitsOn('main', name), []);
    }
    assert.ok(!fs.existsSync(file));
    assert.deepEqual(await gitOf(repository.root, false).commitsOn('main', 'main'), []);
  });

  // The program is a shell script.
  const onPosix = process.platform === 'win32' ? () => undefined : it;
  onPosix('runs no program that the repository names', async () => {
    const trap = path.join(parent, 'trap.sh');
    const sprung = path.join(parent, 'sprung');
    fs.writeFileSync(trap, `#!/bin/sh\ntouch '${sprung}'\n`, { mode: 0o755 });
    for (const [key, value] of Object.entries({ 'log.showSignature': 'true', 'gpg.program': trap, 'core.fsmonitor': trap, 'core.pager': trap, 'diff.external': trap })) {
      repository.git('config', key, value);
    }
    repository.git('switch', '--quiet', '-c', 'feat/A--T01');
    fs.rmSync(sprung, { force: true });
    await gitOf().commitsOn('feat/A--T01', 'main');
    await gitOf().worktrees();
    assert.ok(!fs.existsSync(sprung));
  });
});
