import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { thisProcess } from '../../../src/io/processIdentity';
import { createStartLock } from '../../../src/io/startLock';

describe('start lock', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'start-lock-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const locks = () => [createStartLock(() => Promise.resolve(folder)), createStartLock(() => Promise.resolve(folder))] as const;

  it('lets one start go, refuses the other naming it, and is free again afterwards', async () => {
    const [one, two] = locks();
    const result = await one.hold('start of A--T01', async () => {
      const other = await two.hold('start of B--T01', () => Promise.reject(new Error('must not run')));
      assert.ok(!other.ok);
      assert.equal(other.error.code, 'BLOCKED::START-IN-PROGRESS');
      assert.match(other.error.message, new RegExp(`process ${process.pid} \\(start of A--T01\\), since 2`));
      return 'started';
    });
    assert.deepEqual(result, { ok: true, value: 'started' });
    assert.deepEqual(await two.hold('start of B--T01', () => Promise.resolve(2)), { ok: true, value: 2 });
    assert.deepEqual(readdirSync(folder), []);
  });

  it('lets exactly one of two at once win, a hundred times', async function () {
    this.timeout(20_000);
    const [one, two] = locks();
    for (let round = 0; round < 100; round++) {
      let arrived = 0;
      const action = async (): Promise<void> => {
        arrived++;
        await new Promise((resolve) => setTimeout(resolve, 2));
      };
      const results = await Promise.all([one.hold('a', action), two.hold('b', action)]);
      assert.equal(results.filter((result) => result.ok).length, arrived);
      assert.ok(arrived >= 1);
    }
    assert.deepEqual(readdirSync(folder), []);
  });

  it('is free again when the start fails', async () => {
    const [one, two] = locks();
    await assert.rejects(one.hold('a', () => Promise.reject(new Error('broken'))), /broken/);
    assert.ok((await two.hold('b', () => Promise.resolve(1))).ok);
  });

  it('is taken over from a window that died', async () => {
    const owner = { ...thisProcess(), pid: 5_000_000, nonce: 'n', command: 'start', since: '2025-10-01T12:00:00Z' };
    writeFileSync(join(folder, 'implementation-orchestrator-start.lock'), JSON.stringify(owner));
    assert.ok((await locks()[0].hold('a', () => Promise.resolve(1))).ok);
  });

  it('says why when the lock cannot be made', async () => {
    const lock = createStartLock(() => Promise.resolve(join(folder, 'gone')));
    const result = await lock.hold('a', () => Promise.resolve(1));
    assert.ok(!result.ok);
    assert.equal(result.error.code, 'START-LOCK-NOT-WRITABLE');
    assert.match(result.error.message, /ENOENT/);
  });
});
