import assert from 'node:assert/strict';
import { createGitProcess } from '../../../../src/io/git/gitProcess';
import { useIsolatedGit, makeRepository, removeTemporary, standInGit, temporaryFolder, type Repository } from '../../../support/repository';

describe('git process', function () {
  this.timeout(30_000);
  useIsolatedGit();
  let repository: Repository;
  let folder: string;

  beforeEach(() => {
    repository = makeRepository({ files: { 'a.txt': 'a\n' } });
    folder = temporaryFolder();
  });
  afterEach(() => {
    repository.dispose();
    removeTemporary(folder);
  });

  const program = (body: string) => standInGit(folder, body);

  it('ends a process that takes too long, also one that will not end', async () => {
    for (const body of ['exec sleep 8', 'trap "" INT; echo begun; sleep 8']) {
      const run = createGitProcess({ root: repository.root, gitPath: () => program(body) });
      const output = await run('read', ['status'], 300);
      assert.equal(output.failure, 'timed-out');
    }
  });

  it('waits less for a git that hung, until it answers again', async () => {
    let body = 'exec sleep 60';
    const run = createGitProcess({ root: repository.root, gitPath: () => program(body) });
    const told: string[] = [];
    for (const limit of [300, undefined]) told.push((await run('read', ['status'], limit)).stderr);
    body = 'echo here';
    assert.equal((await run('read', ['status'])).stdout, 'here\n');
    body = 'sleep 4; echo late';
    assert.equal((await run('read', ['status'])).stdout, 'late\n');
    assert.deepEqual(told, ['git status took longer than 0.3 s', 'git status took longer than 3 s']);
  });

  it('takes a failure without a word for a failure', async () => {
    const run = createGitProcess({ root: repository.root, gitPath: () => program('exit 3') });
    assert.deepEqual(await run('read', ['status']), { exitCode: 3, stdout: '', stderr: '' });
  });

  it('ends as soon as a process that says nothing as one that speaks', async () => {
    const shortest = async (body: string): Promise<number> => {
      const run = createGitProcess({ root: repository.root, gitPath: () => program(body) });
      const times: number[] = [];
      for (let at = 0; at < 8; at++) {
        const begun = performance.now();
        assert.equal((await run('read', ['status'])).exitCode, 0);
        times.push(performance.now() - begun);
      }
      return Math.min(...times);
    };
    const speaking = await shortest('echo word');
    const silent = await shortest('exit 0');
    assert.ok(silent < 5 * speaking, `${silent} ms for nothing, ${speaking} ms for a word`);
  });

  it('reads all of a long answer', async () => {
    const run = createGitProcess({ root: repository.root, gitPath: () => program('i=0; while [ $i -lt 40000 ]; do echo 0123456789; i=$((i+1)); done') });
    assert.equal((await run('read', ['status'])).stdout.length, 440_000);
  });

  it('tells a process never to ask, and reads never to write', async () => {
    const run = createGitProcess({ root: repository.root, gitPath: () => program('echo "$GIT_TERMINAL_PROMPT $GIT_OPTIONAL_LOCKS $LC_ALL"; echo "$@"') });
    const read = await run('read', ['status']);
    assert.equal(read.stdout, '0 0 C\n-c core.fsmonitor=false -c core.hooksPath=/dev/null status\n');
    const change = await run('change', ['switch', 'main']);
    assert.match(change.stdout, /^0 /);
    assert.match(change.stdout, /\nswitch main\n$/);
  });
});
