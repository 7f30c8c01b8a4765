import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NODE_FILES, type Files } from '../../../src/io/files';
import { acquireLock, type HeldLock } from '../../../src/io/lock';
import { thisProcess } from '../../../src/io/processIdentity';

/** No process has this id: it is above Linux's limit. */
const NO_PID = 5_000_000;

describe('acquireLock', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lock-'));
    path = join(folder, 'x.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const options = { command: 'the test', waitMs: 20 };
  const owned = (given: object): string => {
    const owner = { ...thisProcess(), nonce: 'n', command: 'other work', since: '2025-10-01T12:00:00Z', ...given };
    return JSON.stringify(owner);
  };
  async function taken(more: object = {}): Promise<HeldLock> {
    const lock = await acquireLock(path, { ...options, ...more });
    assert.ok(lock.ok, lock.ok ? '' : lock.error.holder);
    return lock.value;
  }
  async function refused(more: object = {}): Promise<string> {
    const lock = await acquireLock(path, { ...options, ...more });
    assert.ok(!lock.ok);
    assert.ok(lock.error.remedy.includes(path));
    return lock.error.holder;
  }

  it('is held by one, names the holder, and leaves nothing when it is given back', async () => {
    const lock = await taken();
    assert.match(await refused(), new RegExp(`^process ${process.pid} \\(the test\\), since \\d{4}-`));
    assert.equal(await lock.isOurs(), true);
    await lock.release();
    assert.deepEqual(readdirSync(folder), []);
    await (await taken()).release();
  });

  it('goes to exactly one of many that ask at once, each in turn', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      const lock = await taken({ waitMs: 20_000 });
      most = Math.max(most, ++inside);
      await new Promise(setImmediate);
      inside--;
      await lock.release();
    };
    await Promise.all(Array.from({ length: 12 }, work));
    assert.equal(most, 1);
  });

  it('is taken over from a dead process, a reused process id and another boot', async function () {
    const dead = [owned({ pid: NO_PID }), owned({ boot: thisProcess().boot.startsWith('up:') ? 'up:1' : 'another' })];
    if (process.platform === 'linux') dead.push(owned({ pid: process.ppid, started: '1' }));
    for (const text of dead) {
      writeFileSync(path, text);
      await (await taken({ waitMs: 0 })).release();
    }
    assert.deepEqual(readdirSync(folder), []);
  });

  it('is taken over although the one that was taking it over died too, and so did the next', async () => {
    for (const name of [path, `${path}.break`, `${path}.break.break`]) writeFileSync(name, owned({ pid: NO_PID }));
    await (await taken()).release();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('is taken over once when six wait on one dead owner, and is never held by two', async function () {
    this.timeout(20_000);
    let inside = 0;
    for (let round = 0; round < 25; round++) {
      writeFileSync(path, owned({ pid: NO_PID }));
      const work = async (): Promise<void> => {
        const lock = await taken({ waitMs: 15_000 });
        assert.equal(++inside, 1);
        await new Promise(setImmediate);
        inside--;
        assert.equal(await lock.isOurs(), true);
        await lock.release();
      };
      await Promise.all(Array.from({ length: 6 }, work));
      assert.deepEqual(readdirSync(folder), []);
    }
  });

  it('is left alone without proof: another host, machine or namespace, garbage, nothing, a folder', async () => {
    const cases: [string, RegExp][] = [
      [owned({ host: 'pine', pid: NO_PID }), /^process 5000000 \(other work\) on pine, since 2025/],
      [owned({ machine: 'another', pid: NO_PID }), /^process 5000000/],
      [owned({ namespace: 'pid:[1]', pid: NO_PID }), /^process 5000000/],
      [owned({ host: 'a\u001b[31m\nb', command: 'x'.repeat(500), pid: NO_PID }), /^process 5000000 \(x{79}…\) on a \[31m b, since/],
      [owned({ pid: -1 }), /a lock file that names no owner/],
      ['{"pid":', /a lock file that names no owner/],
      ['', /a lock file that names no owner/],
    ];
    for (const [text, expected] of cases) {
      writeFileSync(path, text);
      assert.match(await refused(), expected);
      assert.equal(readFileSync(path, 'utf8'), text);
    }
    rmSync(path);
    mkdirSync(path);
    assert.match(await refused(), /something that is not a lock file/);
  });

  it('notices that it was replaced by hand and does not remove the other', async () => {
    const lock = await taken();
    writeFileSync(path, owned({ host: 'pine' }));
    assert.equal(await lock.isOurs(), false);
    await lock.release();
    assert.equal(readFileSync(path, 'utf8'), owned({ host: 'pine' }));
  });

  it('is made by exclusive creation where links are refused', async () => {
    const link = (): Promise<never> => Promise.reject(Object.assign(new Error('no links'), { code: 'EPERM', syscall: 'link' }));
    const files: Files = { ...NODE_FILES, link };
    const lock = await taken({ files });
    assert.match(await refused({ files }), /the test/);
    await lock.release();
    assert.ok(!existsSync(path));
    assert.deepEqual(readdirSync(folder), []);
  });

  it('is taken again by its own process when its file once would not go away', async () => {
    const unlink: Files['unlink'] = (file) =>
      file === path ? Promise.reject(Object.assign(new Error('io'), { code: 'EIO' })) : NODE_FILES.unlink(file);
    const lock = await taken({ files: { ...NODE_FILES, unlink } });
    await assert.rejects(lock.release(), { code: 'EIO' });
    await (await taken()).release();
    assert.deepEqual(readdirSync(folder), []);
  });
});
