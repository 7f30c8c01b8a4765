import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Refusal } from '../../../../src/core/ports';
import type { Result } from '../../../../src/core/result';
import type { Git } from '../../../../src/core/ports';
import { createGit } from '../../../../src/io/git/git';
import { useIsolatedGit, makeRepository, withVariables, type Repository } from '../../../support/repository';

const STATE = 'docs/backlog/task-state.json';

function refusalOf(result: Result<unknown, Refusal>): Refusal {
  assert.ok(!result.ok, 'it was not refused');
  return result.error;
}

describe('git commit', function () {
  // Each test starts many processes; on a busy machine that takes its time.
  this.timeout(30_000);
  useIsolatedGit();
  let repository: Repository;
  let git: Git;

  beforeEach(() => {
    repository = makeRepository({ files: { [STATE]: '{}\n', 'a.txt': 'a\n' } });
    git = createGit({ root: repository.root, trusted: () => true });
  });
  afterEach(() => repository.dispose());

  const status = (): string => repository.git('status', '--porcelain', '--untracked-files=all');
  const count = (): number => Number(repository.git('rev-list', '--count', 'HEAD'));
  const commitState = (): ReturnType<Git['commit']> => git.commit('chore(A--T01): initialize task state', [STATE]);

  it('commits the path and nothing else, whatever is staged or changed', async () => {
    repository.write(STATE, '{"tasks":{}}\n');
    repository.write('a.txt', 'staged\n');
    repository.git('add', 'a.txt');
    repository.write('b.txt', 'untracked\n');
    const made = await commitState();
    assert.deepEqual(made, { ok: true, value: { commit: repository.git('rev-parse', 'HEAD').trim() } });
    assert.equal(repository.git('show', '--name-only', '--format=%s', 'HEAD'), `chore(A--T01): initialize task state\n\n${STATE}\n`);
    assert.equal(status(), 'M  a.txt\n?? b.txt\n');
  });

  it('commits a file that git does not know yet', async () => {
    repository.write('new state.json', '{}\n');
    const made = await git.commit('new', ['new state.json']);
    assert.ok(made.ok);
    assert.equal(repository.git('show', 'HEAD:new state.json'), '{}\n');
    assert.equal(status(), '');
  });

  it('commits what was written where the path is a link, or leads through one', async () => {
    repository.write('shared/state.json', '{}\n');
    fs.symlinkSync('shared/state.json', path.join(repository.root, 'link.json'));
    fs.symlinkSync('shared', path.join(repository.root, 'linked'));
    repository.git('add', '--all');
    repository.git('commit', '--quiet', '-m', 'links');
    for (const name of ['link.json', 'linked/state.json']) {
      repository.write(name, `{"by":"${name}"}\n`);
      const made = await git.commit('through a link', [name]);
      assert.ok(made.ok, made.ok ? '' : made.error.message);
      assert.equal(repository.git('show', '--name-only', '--format=', 'HEAD'), 'shared/state.json\n');
      assert.equal(status(), '');
    }
  });

  it('makes the first commit of a repository', async () => {
    const unborn = makeRepository();
    try {
      unborn.write('state.json', '{}\n');
      unborn.write('other.txt', 'x\n');
      const made = await createGit({ root: unborn.root, trusted: () => true }).commit('first', ['state.json']);
      assert.ok(made.ok, made.ok ? '' : made.error.message);
      assert.equal(unborn.git('status', '--porcelain'), '?? other.txt\n');
    } finally {
      unborn.dispose();
    }
  });

  it('takes paths relative to the backlog\'s folder, where that is inside the repository', async () => {
    repository.write(STATE, '{"a":1}\n');
    repository.write('task-state.json', 'not this one\n');
    const inside = createGit({ root: path.join(repository.root, 'docs'), trusted: () => true });
    assert.ok((await inside.commit('inside', ['backlog/task-state.json'])).ok);
    repository.write('docs/new.json', '{}\n');
    assert.ok((await inside.commit('new inside', ['new.json'])).ok);
    assert.equal(status(), '?? task-state.json\n');
  });

  for (const odd of ['*.txt', ':(top)a.txt', '-m', '--amend', '$(touch x)', '"quoted" it\'s.json', 'ünï 日本.json', 'a [b].json']) {
    it(`takes the path ${odd} as it stands`, async () => {
      repository.write('a.txt', 'changed\n');
      const file = path.join(repository.root, odd);
      fs.writeFileSync(file, 'odd\n');
      assert.ok((await git.commit('odd', [odd])).ok);
      assert.equal(status(), ' M a.txt\n');
      assert.equal(count(), 2);
    });
  }

  for (const message of ['-F/etc/passwd', '--amend', '$(touch x) `id`', 'zwei\n\nZeilen "ä"', '%s {x}']) {
    it(`takes the message ${JSON.stringify(message)} as it stands`, async () => {
      repository.write(STATE, '{"a":1}\n');
      assert.ok((await git.commit(message, [STATE])).ok);
      assert.equal(repository.git('log', '-1', '--format=%B').trim(), message);
      assert.equal(count(), 2);
    });
  }

  it('refuses when nothing changed, without a path, and outside the folder', async () => {
    assert.equal(refusalOf(await commitState()).code, 'GIT-NOTHING-TO-COMMIT');
    assert.equal(refusalOf(await git.commit('x', [])).code, 'GIT-REFUSED');
    assert.equal(refusalOf(await git.commit('x', ['/etc/passwd'])).code, 'GIT-REFUSED');
    assert.equal(refusalOf(await git.commit('x', ['../x'])).code, 'GIT-REFUSED');
    assert.equal(refusalOf(await git.commit('x', ['nowhere.json'])).code, 'GIT-NOTHING-TO-COMMIT');
    assert.equal(count(), 1);
  });

  it('says that the file is ignored', async () => {
    repository.write('.git/info/exclude', 'state/\n');
    repository.write('state/x.json', '{}');
    const refusal = refusalOf(await git.commit('x', ['state/x.json']));
    assert.equal(refusal.code, 'GIT-IGNORED');
    assert.equal(status(), '');
  });

  for (const hook of ['pre-commit', 'commit-msg', 'prepare-commit-msg']) {
    it(`passes on what the ${hook} hook says, and leaves the index as it was`, async () => {
      repository.hook(hook, 'echo "on stdout"; printf "\\033[31mthe linter says no\\033[0m\\n" >&2; exit 1');
      repository.write('new.json', '{}\n');
      repository.write(STATE, '{"a":1}\n');
      repository.write('a.txt', 'staged\n');
      repository.git('add', 'a.txt');
      const before = status();
      const refusal = refusalOf(await git.commit('x', ['new.json', STATE]));
      assert.equal(refusal.code, 'GIT-HOOK-REFUSED');
      assert.match(refusal.message, /the linter says no/);
      assert.doesNotMatch(refusal.message, /\x1b/);
      assert.equal(status(), before);
      assert.equal(count(), 1);
    });
  }

  it('tells a hook that refuses without a word', async () => {
    repository.hook('pre-commit', 'exit 1');
    repository.write(STATE, '{"a":1}\n');
    assert.equal(refusalOf(await commitState()).code, 'GIT-HOOK-REFUSED');
    assert.equal(count(), 1);
  });

  it('finds the hooks where core.hooksPath has them', async () => {
    repository.write('tools/hooks/pre-commit', '#!/bin/sh\nexit 1\n');
    fs.chmodSync(path.join(repository.root, 'tools/hooks/pre-commit'), 0o755);
    repository.git('config', 'core.hooksPath', 'tools/hooks');
    repository.write(STATE, '{"a":1}\n');
    const inside = createGit({ root: path.join(repository.root, 'docs'), trusted: () => true });
    assert.equal(refusalOf(await inside.commit('x', ['backlog/task-state.json'])).code, 'GIT-HOOK-REFUSED');
  });

  it('stands where the post-commit hook fails', async () => {
    repository.hook('post-commit', 'exit 1');
    repository.write(STATE, '{"a":1}\n');
    assert.ok((await commitState()).ok);
    assert.equal(count(), 2);
  });

  it('says how to tell git who commits', async () => {
    const nobody = makeRepository({ files: { [STATE]: '{}\n' }, withoutIdentity: true });
    try {
      nobody.git('config', 'user.useConfigOnly', 'true');
      nobody.write(STATE, '{"a":1}\n');
      const other = createGit({ root: nobody.root, trusted: () => true });
      const refusal = refusalOf(await other.commit('x', [STATE]));
      assert.equal(refusal.code, 'GIT-IDENTITY-MISSING');
      assert.match(refusal.remedy, /user\.name[\s\S]*user\.email/);
      const somebody = { GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@example.invalid', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@example.invalid' };
      await withVariables(somebody, async () => assert.ok((await other.commit('x', [STATE])).ok));
    } finally {
      nobody.dispose();
    }
  });

  it('tells that signing failed, in any language of the person', async () => {
    repository.git('config', 'commit.gpgsign', 'true');
    repository.git('config', 'gpg.program', 'false');
    repository.write(STATE, '{"a":1}\n');
    repository.write('new.json', '{}\n');
    const before = status();
    const refusal = refusalOf(await git.commit('x', [STATE, 'new.json']));
    assert.equal(refusal.code, 'GIT-SIGNING-FAILED');
    assert.equal(status(), before);
    assert.equal(count(), 1);
  });

  it('refuses during a merge, with git\'s words', async () => {
    repository.git('checkout', '--quiet', '-b', 'other');
    repository.write('a.txt', 'theirs\n');
    repository.git('commit', '--quiet', '--all', '-m', 'theirs');
    repository.git('checkout', '--quiet', 'main');
    repository.write('a.txt', 'mine\n');
    repository.git('commit', '--quiet', '--all', '-m', 'mine');
    assert.throws(() => repository.git('merge', 'other'));
    repository.write(STATE, '{"a":1}\n');
    const refusal = refusalOf(await commitState());
    assert.equal(refusal.code, 'GIT-REFUSED');
    assert.match(refusal.message, /during a merge/);
  });

  it('says that git is locked', async () => {
    repository.write('.git/index.lock', '');
    repository.write(STATE, '{"a":1}\n');
    const refusal = refusalOf(await commitState());
    assert.equal(refusal.code, 'GIT-LOCKED');
    assert.doesNotMatch(`${refusal.message} ${refusal.remedy}`, /remove|delete/i);
  });

  it('goes one at a time, in order', async () => {
    for (const name of ['1', '2', '3', '4']) repository.write(`${name}.txt`, name);
    const made = await Promise.all(['1', '2', '3', '4'].map((name) => git.commit(name, [`${name}.txt`])));
    assert.ok(made.every(({ ok }) => ok), JSON.stringify(made));
    assert.equal(repository.git('log', '--reverse', '--format=%s'), 'initial\n1\n2\n3\n4\n');
  });
});
