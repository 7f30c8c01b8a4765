import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NODE_FILES, type Files } from '../../../src/io/files';
import { ok } from '../../../src/core/result';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { createStateStore } from '../../../src/io/stateStore';

const STATE = '{"last_updated":"","tasks":{"A":{"status":"pending"}}}';
const WRITTEN = '{"last_updated":"now","tasks":{"A":{"status":"blocked"}}}';

type Call = (...args: unknown[]) => unknown;

/** The k-th call of all, those of file handles too, is answered by `fault`. */
function faulty(k: number, fault: (name: string, call: Call, args: unknown[]) => unknown): { files: Files; hit: () => string } {
  let count = 0;
  let hit = '';
  const wrap = <T extends object>(target: T, prefix: string): T =>
    new Proxy(target, {
      get: (object, key) => {
        const value: unknown = Reflect.get(object, key, object);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          const call: Call = (...given) => (value as Call).apply(object, given);
          const name = prefix + String(key);
          if (++count === k) {
            hit = name;
            return fault(name, call, args);
          }
          const answer = call(...args);
          return name === 'open' ? (answer as Promise<object>).then((handle) => wrap(handle, 'handle.')) : answer;
        };
      },
    });
  return { files: wrap({ ...NODE_FILES }, ''), hit: () => hit };
}

/** Every system call of an update fails in turn (RELIABILITY, G4). */
describe('state store, faults', function () {
  this.timeout(30_000);
  let folder: string;
  let path: string;
  let data: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'state-faults-'));
    path = join(folder, 'task-state.json');
    data = mkdtempSync(join(tmpdir(), 'state-faults-data-'));
    writeFileSync(path, STATE);
  });
  afterEach(() => [folder, data].forEach((made) => rmSync(made, { recursive: true, force: true })));

  const update = (files: Files) =>
    createStateStore({ path, settings: DEFAULT_SETTINGS, files, lockWaitMs: 5_000, dataFolder: data }).update(() =>
      ok({ taskId: 'A', set: { status: 'blocked' }, lastUpdated: 'now' }),
      'block A',
    );

  for (const code of ['ENOSPC', 'EIO', 'EACCES', 'EROFS', 'EDQUOT', 'EMFILE', 'EXDEV']) {
    it(`${code} at any call leaves the old bytes and is told, or is got over`, async () => {
      const calls: string[] = [];
      for (let k = 1; ; k++) {
        writeFileSync(path, STATE);
        const { files, hit } = faulty(k, (name, call) => {
          // A handle that is not closed would stay open; the system closes it even when it reports an error.
          const before = name === 'handle.close' ? Promise.resolve(call()) : Promise.resolve();
          const syscall = name.replace('handle.', '');
          return before.then(() => Promise.reject(Object.assign(new Error(`${code}: injected`), { code, syscall })));
        });
        const result = await update(files);
        if (hit() === '') break;
        calls.push(hit());
        if (!result.ok) {
          assert.equal(readFileSync(path, 'utf8'), STATE, `${hit()} (call ${k})`);
          assert.equal(result.error.code, 'STATE-NOT-WRITABLE');
          assert.ok(result.error.message.includes(code), result.error.message);
        } else {
          assert.equal(readFileSync(path, 'utf8'), WRITTEN, `${hit()} (call ${k})`);
        }
        // What could not be removed is a lock or a temporary file, and stands in nobody's way.
        if (hit() !== 'unlink') assert.deepEqual(readdirSync(folder), ['task-state.json'], `${hit()} (call ${k})`);
        writeFileSync(path, STATE);
        const next = await update(NODE_FILES);
        assert.ok(next.ok, next.ok ? '' : next.error.message);
        for (const name of readdirSync(folder).filter((file) => /\.(?:tmp|old)$/.test(file))) rmSync(join(folder, name));
      }
      for (const name of ['link', 'open', 'handle.write', 'handle.sync', 'rename', 'unlink']) {
        assert.ok(calls.includes(name), `${name} was never tried`);
      }
    });
  }

  it('writes on after a short write, and refuses when the disk takes nothing', async () => {
    for (const taken of [7, 0]) {
      writeFileSync(path, STATE);
      let result;
      let hit = '';
      for (let k = 1; hit !== 'handle.write'; k++) {
        writeFileSync(path, STATE);
        const fault = faulty(k, (name, call, args) => {
          if (name !== 'handle.write') return call(...args);
          const [bytes, from, , position] = args;
          return taken === 0 ? Promise.resolve({ bytesWritten: 0 }) : call(bytes, from, taken, position);
        });
        result = await update(fault.files);
        hit = fault.hit();
        assert.notEqual(hit, '');
      }
      assert.equal(result?.ok, taken > 0);
      assert.equal(readFileSync(path, 'utf8'), taken > 0 ? WRITTEN : STATE);
      assert.deepEqual(readdirSync(folder), ['task-state.json']);
    }
  });
});
