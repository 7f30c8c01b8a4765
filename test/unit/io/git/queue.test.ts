import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ok } from '../../../../src/core/result';
import { commonDirOf } from '../../../../src/io/git/directories';
import { createGit } from '../../../../src/io/git/git';
import { ownFolder } from '../../../../src/io/git/ownFolder';
import { inQueue } from '../../../../src/io/git/queue';
import { acquireLock } from '../../../../src/io/lock';
import { thisProcess } from '../../../../src/io/processIdentity';
import { makeRepository, removeTemporary, temporaryFolder, useIsolatedGit, type Repository } from '../../../support/repository';
import { until } from '../../../support/until';

describe('the queue for changes of a repository', function () {
  this.timeout(60_000);
  useIsolatedGit();
  let repository: Repository;
  let folder: string;
  let lockPath: string;

  beforeEach(async () => {
    repository = makeRepository({ files: { 'a.txt': 'a\n' } });
    folder = ownFolder(await commonDirOf(repository.root));
    lockPath = path.join(folder, 'git.lock');
  });
  afterEach(() => repository.dispose());

  const hold = async (command: string) => {
    fs.mkdirSync(folder, { recursive: true });
    const lock = await acquireLock(lockPath, { command, waitMs: 5_000 });
    assert.ok(lock.ok);
    return lock.value;
  };

  it('lets one step go at a time, in the order in which they came, and leaves no file', async () => {
    let underWay = 0;
    const order: number[] = [];
    const steps = Array.from({ length: 20 }, (_, index) =>
      inQueue(path.dirname(folder), 'a step', async () => {
        assert.equal(++underWay, 1);
        await pause(1);
        order.push(index);
        underWay--;
        return ok(index);
      }),
    );
    assert.deepEqual((await Promise.all(steps)).map((result) => result.ok && result.value), order);
    assert.deepEqual(order, order.toSorted((a, b) => a - b));
    assert.deepEqual(fs.readdirSync(folder), []);
  });

  it('is free again after a step that throws', async () => {
    await assert.rejects(inQueue(path.dirname(folder), 'a', () => Promise.reject(new Error('broken'))), /broken/);
    assert.deepEqual(await inQueue(path.dirname(folder), 'b', () => Promise.resolve(ok(1))), ok(1));
  });

  it('makes git wait for another process, in every working tree of the repository', async () => {
    const parent = temporaryFolder('trees');
    try {
      const linked = path.join(parent, 'linked');
      repository.git('worktree', 'add', '--quiet', '-b', 'elsewhere', linked);
      const lock = await hold('another window');
      let made = 0;
      const making = [repository.root, linked].map((root, index) =>
        createGit({ root, trusted: () => true, by: 'the test' }).createBranch(`feat/${index}`, 'main').then((result) => {
          assert.ok(result.ok);
          made++;
        }),
      );
      await pause(300);
      assert.equal(made, 0);
      assert.doesNotMatch(repository.git('branch', '--list'), /feat/);
      await lock.release();
      await Promise.all(making);
      assert.equal(made, 2);
    } finally {
      removeTemporary(parent);
    }
  });

  it('waits while the queue moves, however long, and names one who holds it too long', async () => {
    const look = 20;
    let isOver = false;
    const moving = (async () => {
      for (let turn = 0; turn < 8; turn++) {
        const lock = await hold(`turn ${turn}`);
        await pause(look * 2);
        await lock.release();
        await pause(0);
      }
      isOver = true;
    })();
    assert.ok((await inQueue(path.dirname(folder), 'waits', () => Promise.resolve(ok(undefined)), look)).ok);
    await until('the others are through', () => isOver);
    await moving;
    const lock = await hold('vtm: git commit');
    const refused = await inQueue(path.dirname(folder), 'late', () => Promise.reject(new Error('must not run')), look);
    assert.ok(!refused.ok);
    assert.equal(refused.error.code, 'GIT-QUEUE-BUSY');
    assert.match(refused.error.message, new RegExp(`process ${process.pid} \\(vtm: git commit\\), since 2`));
    await lock.release();
  });

  it('is taken over from a process that died, and what it left is swept', async () => {
    fs.mkdirSync(folder);
    const dead = { ...thisProcess(), pid: 5_000_000, nonce: 'n', command: 'vtm', since: '2025-10-01T12:00:00Z' };
    fs.writeFileSync(lockPath, JSON.stringify(dead));
    assert.ok((await createGit({ root: repository.root, trusted: () => true }).createBranch('feat/A', 'main')).ok);
    assert.deepEqual(fs.readdirSync(folder), []);
  });

  it('waits not long for what is no lock of a process', async () => {
    fs.mkdirSync(folder);
    fs.writeFileSync(lockPath, '');
    const refused = await inQueue(path.dirname(folder), 'late', () => Promise.reject(new Error('must not run')), 20);
    assert.match(refused.ok ? '' : refused.error.message, /a lock file that names no owner/);
    assert.match(refused.ok ? '' : refused.error.remedy, /If nothing of yours is writing there, remove/);
  });

  it('says why where the lock can\'t be made, and changes nothing', async () => {
    fs.symlinkSync(path.join(repository.root, 'nowhere'), folder);
    const refused = await createGit({ root: repository.root, trusted: () => true }).createBranch('feat/A', 'main');
    assert.ok(!refused.ok);
    assert.equal(refused.error.code, 'GIT-QUEUE-NOT-WRITABLE');
    assert.match(refused.error.message, /git\.lock cannot be made: its folder is gone/);
    assert.doesNotMatch(repository.git('branch', '--list'), /feat/);
  });

  for (const [name, run] of [
    ['config.lock', (root: string) => createGit({ root, trusted: () => true }).linkBranch('main', 'A--T01')],
    ['refs/heads/feat/A.lock', (root: string) => createGit({ root, trusted: () => true }).createBranch('feat/A', 'main')],
    ['HEAD.lock', (root: string) => createGit({ root, trusted: () => true }).createBranch('feat/A', 'main')],
    ['packed-refs.lock', (root: string) => createGit({ root, trusted: () => true }).deleteBranchAt('packed', repository.git('rev-parse', 'packed').trim())],
  ] as const) {
    it(`goes on once git's own ${name} is let go, and says that git is locked while it is not`, async () => {
      repository.git('branch', 'packed');
      repository.git('pack-refs', '--all');
      repository.write(`.git/${name}`, '');
      const refused = await run(repository.root);
      assert.equal(refused.ok ? 'ok' : refused.error.code, 'GIT-LOCKED');
      const running = run(repository.root);
      await pause(150);
      fs.rmSync(path.join(repository.root, '.git', name));
      assert.ok((await running).ok);
    });
  }
});
