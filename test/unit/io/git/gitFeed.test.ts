import assert from 'node:assert/strict';
import * as path from 'node:path';
import { createGitFeed, fedText } from '../../../../src/io/git/gitFeed';
import { readObjects } from '../../../../src/io/git/objects';
import { makeRepository, removeTemporary, standInGit, temporaryFolder, useIsolatedGit, withVariables, type Repository } from '../../../support/repository';

describe('git process that is fed', function () {
  this.timeout(30_000);
  useIsolatedGit();
  let repository: Repository;
  let folder: string;

  beforeEach(() => {
    repository = makeRepository({ files: { 'a.txt': 'a\n', 'empty.txt': '', 'b.txt': 'b\nblob 3\n' } });
    folder = temporaryFolder();
  });
  afterEach(() => {
    repository.dispose();
    removeTemporary(folder);
  });

  const program = (body: string) => standInGit(folder, body);

  const feedOf = (gitPath?: string, silenceMs?: number) => createGitFeed({ root: repository.root, gitPath: () => gitPath, ...(silenceMs === undefined ? {} : { silenceMs }) });

  it('is neutralised as all reads are, and gets its questions as lines', async () => {
    const feed = feedOf(program('echo "$@"; echo "$GIT_TERMINAL_PROMPT $GIT_OPTIONAL_LOCKS $LC_ALL $GIT_DIR"; cat'));
    await withVariables({ GIT_DIR: '/elsewhere' }, async () => {
      assert.equal(await fedText(feed, ['ask'], ['one $(touch x)', 'two']), '-c core.fsmonitor=false -c core.hooksPath=/dev/null ask\n0 0 C \none $(touch x)\ntwo\n');
    });
  });

  it('tells failures, also of a program that is not there, that reads nothing, or that says nothing for too long', async () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => `line ${index}`);
    assert.equal(await fedText(feedOf(program('exit 3')), ['ask'], lines), undefined);
    assert.equal(await fedText(feedOf(path.join(folder, 'nothing')), ['ask'], lines), undefined);
    assert.equal(await fedText(feedOf('a\0b'), ['ask'], lines), undefined);
    assert.equal(await fedText(feedOf(program('exec sleep 20'), 200), ['ask'], lines), undefined);
  });

  it('waits for a program as long as it goes on answering', async () => {
    const answer = await fedText(feedOf(program('for at in 1 2 3 4 5 6 7 8; do echo $at; sleep 0.2; done'), 1_000), ['ask'], []);
    assert.equal(answer, '1\n2\n3\n4\n5\n6\n7\n8\n');
  });

  it('ends when what it says can\'t be taken', async () => {
    const isWell = await feedOf(program('while true; do echo x; done'))(['ask'], [], () => {
      throw new Error('enough');
    });
    assert.equal(isWell, false);
  });

  it('reads files in whatever pieces they come, and holds only those that are wanted', async () => {
    const revisions = ['HEAD:./a.txt', 'HEAD:./nowhere', 'HEAD:./empty.txt', 'HEAD', 'HEAD:./b.txt', 'HEAD:./a.txt'];
    for (const size of [1, 2, 7, 1_000]) {
      const whole = feedOf();
      const taken: [number, string][] = [];
      const found = await readObjects(
        (args, lines, take) => whole(args, lines, (chunk) => {
          for (let at = 0; at < chunk.length; at += size) take(chunk.subarray(at, at + size));
        }),
        revisions,
        { wants: (index) => index !== 5, take: (index, _, bytes) => taken.push([index, bytes.toString('utf8')]) },
      );
      assert.deepEqual(found?.map((file) => file?.size), [2, undefined, 0, undefined, 9, 2]);
      assert.deepEqual(taken, [[0, 'a\n'], [2, ''], [4, 'b\nblob 3\n']]);
    }
  });
});
