import assert from 'node:assert/strict';
import {
  chmodSync,
  closeSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Refusal, UpdatedState } from '../../../src/core/ports';
import { err, ok, type Result } from '../../../src/core/result';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import type { StatePatch } from '../../../src/core/state/patch';
import { NODE_FILES, type Files } from '../../../src/io/files';
import { createStateStore, type StateStoreOptions } from '../../../src/io/stateStore';

const STATE = '{\n  "tasks": {\n    "A": {\n      "status": "pending",\n      "x": 1.0\n    }\n  }\n}\n';
const NOW = '2025-10-01T12:00:00Z';

describe('state store', () => {
  let folder: string;
  let path: string;
  let warnings: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'state-store-'));
    path = join(folder, 'task-state.json');
    warnings = [];
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const log = { info: () => undefined, warn: (text: string) => void warnings.push(text), error: () => undefined };
  const storeOf = (more: Partial<StateStoreOptions> = {}) =>
    createStateStore({ path, settings: DEFAULT_SETTINGS, log, lockWaitMs: 5_000, ...more });
  const patch = (status: string, taskId = 'A'): StatePatch => ({ taskId, set: { status }, lastUpdated: NOW });
  const read = (file = path): string => readFileSync(file, 'utf8');
  const update = (status: string, more: Partial<StateStoreOptions> = {}) => storeOf(more).update(() => ok(patch(status)), 'a test');

  function done(result: Result<UpdatedState, Refusal>): UpdatedState {
    assert.ok(result.ok, result.ok ? '' : result.error.message);
    return result.value;
  }
  function refusal(result: Result<unknown, Refusal>): string {
    assert.ok(!result.ok);
    assert.ok(result.error.remedy.length > 5);
    return `${result.error.code} ${result.error.message}`;
  }

  it('writes what was decided, says what was there, and leaves nothing beside the file', async () => {
    writeFileSync(path, STATE);
    const result = await storeOf().update((state) => {
      assert.equal(state.entries.get('A')?.status, 'pending');
      return ok(patch('blocked'));
    }, 'a test');
    const after = STATE.replace('pending', 'blocked').replace('{\n', `{\n  "last_updated": "${NOW}",\n`);
    assert.deepEqual(done(result), { before: STATE, after });
    assert.equal(read(), after);
    assert.deepEqual(readdirSync(folder), ['task-state.json']);
  });

  it('makes a state that is not there, with its folders and the hash', async () => {
    path = join(folder, 'docs', 'backlog', 'task-state.json');
    const made = done(await update('blocked', { manifestHash: () => '4332' }));
    assert.equal(made.before, undefined);
    assert.deepEqual(JSON.parse(read()), { manifest_hash: '4332', last_updated: NOW, tasks: { A: { status: 'blocked' } } });
  });

  it('makes nothing when the decider refuses', async () => {
    const refused = { code: 'X', message: 'no', remedy: 'none' };
    const nested = join(folder, 'docs', 'task-state.json');
    assert.deepEqual(await storeOf({ path: nested }).update(() => err(refused), 'a test'), err(refused));
    assert.deepEqual(await storeOf().update(() => err(refused), 'a test'), err(refused));
    assert.deepEqual(readdirSync(folder), []);
  });

  it('passes on what the decider throws, and is free again', async () => {
    writeFileSync(path, STATE);
    const store = storeOf();
    await assert.rejects(store.update(() => { throw new RangeError('ours'); }, 'a test'), /ours/);
    done(await store.update(() => ok(patch('blocked')), 'a test'));
  });

  it('never overwrites what it does not understand', async () => {
    const cases: [string | Buffer, RegExp][] = [
      ['', /is empty/],
      [STATE.slice(0, -9), /docs\/backlog\/task-state\.json:\d+:\d+: .*ends too early/],
      [`<<<<<<< HEAD\n${STATE}=======\n>>>>>>> x\n`, /merge conflict .* line 1/],
      ['[]', /must be an object/],
      ['{"tasks":[]}', /tasks must be an object/],
      ['{"tasks":{"A":"done"}}', /entry of A is not an object/],
      [Buffer.from(STATE, 'utf16le'), /UTF-16/],
      [Buffer.from('{"tasks":{"\xe9":{}}}', 'latin1'), /not valid UTF-8 at line 1, column 12 \(byte offset 11: 0xE9\)/],
      [`{"tasks":{},"x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, /too deep/],
    ];
    for (const [bytes, expected] of cases) {
      writeFileSync(path, bytes);
      const told = refusal(await update('blocked'));
      assert.match(told, /^BLOCKED::STATE-INVALID /);
      assert.match(told, expected);
      assert.ok(readFileSync(path).equals(Buffer.from(bytes)));
    }
    rmSync(path);
    mkdirSync(path);
    assert.match(refusal(await update('blocked')), /^BLOCKED::STATE-INVALID .*is a folder/);
    assert.deepEqual(readdirSync(folder), ['task-state.json']);
  });

  it('keeps a hand edit that falls between reading and writing', async () => {
    writeFileSync(path, STATE);
    let asked = 0;
    const result = await storeOf().update((state) => {
      if (asked++ === 0) writeFileSync(path, STATE.replace('1.0', '2.0').replace('pending', 'abandoned'));
      else assert.equal(state.entries.get('A')?.status, 'abandoned');
      return ok(patch('blocked'));
    }, 'a test');
    done(result);
    assert.equal(asked, 2);
    assert.match(read(), /"blocked",\n {6}"x": 2\.0/);
  });

  it('keeps a file that appears, and one that goes, while a state is being made', async () => {
    let asked = 0;
    const result = await storeOf().update(() => {
      if (asked++ === 0) writeFileSync(path, STATE);
      else if (asked === 2) rmSync(path);
      return ok(patch('blocked'));
    }, 'a test');
    assert.equal(done(result).before, undefined);
    assert.equal(asked, 3);
  });

  it('keeps an edit in place that falls right before the renaming, also one that is still being written', async () => {
    const edited = STATE.replace('1.0', '2.0');
    for (const delay of [0, 60]) {
      writeFileSync(path, STATE);
      let isEdited = false;
      const rename: Files['rename'] = async (from, to) => {
        const fd = isEdited ? undefined : openSync(path, 'w');
        isEdited = true;
        const write = (): void => {
          if (fd === undefined) return;
          writeSync(fd, edited);
          closeSync(fd);
        };
        if (delay === 0) write();
        else setTimeout(write, delay);
        await NODE_FILES.rename(from, to);
      };
      const result = done(await update('blocked', { files: { ...NODE_FILES, rename } }));
      assert.equal(result.before, edited);
      assert.match(read(), /"blocked",\n {6}"x": 2\.0/);
    }
    assert.deepEqual(readdirSync(folder), ['task-state.json']);
  });

  it('keeps the later of two edits in place that fall right before renamings, and the earlier beside the backups', async () => {
    writeFileSync(path, STATE);
    const edits = [STATE.replace('1.0', '2.0'), STATE.replace('1.0', '3.0')];
    const [earlier] = edits;
    const rename: Files['rename'] = async (from, to) => {
      const edit = edits.shift();
      if (edit !== undefined) writeFileSync(path, edit);
      await NODE_FILES.rename(from, to);
    };
    const data = join(folder, 'data');
    const result = done(await update('blocked', { files: { ...NODE_FILES, rename }, dataFolder: data }));
    assert.equal(result.before, STATE.replace('1.0', '3.0'));
    assert.match(read(), /"blocked",\n {6}"x": 3\.0/);
    const [warning, ...others] = warnings;
    assert.deepEqual(others, []);
    const kept = /edited by hand twice in one moment: it holds the later edit, and the earlier one is kept as (.+)\.$/.exec(warning ?? '')?.[1] ?? '';
    assert.equal(read(kept), earlier);
    assert.deepEqual(readdirSync(folder), ['data', 'task-state.json']);
  });

  it('keeps an edit in place that falls right before the removal', async () => {
    const made = done(await update('blocked'));
    const edited = made.after.replace('blocked', 'abandoned');
    const unlink: Files['unlink'] = async (file) => {
      if (file === path) writeFileSync(path, edited);
      await NODE_FILES.unlink(file);
    };
    assert.match(refusal(await storeOf({ files: { ...NODE_FILES, unlink } }).restore(made)), /^STATE-CHANGED .*at that moment/);
    assert.equal(read(), edited);
    assert.deepEqual(readdirSync(folder), ['task-state.json']);
  });

  it('waits for a file that is half-written when it is read', async () => {
    writeFileSync(path, '{');
    setTimeout(() => writeFileSync(path, STATE), 20);
    done(await update('blocked'));
  });

  it('gives up, and says so, when somebody always writes in between', async () => {
    let count = 0;
    const openFiles = (): number => (process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0);
    const open = openFiles();
    const result = await storeOf().update(() => {
      writeFileSync(path, STATE.replace('1.0', String(++count)));
      return ok(patch('blocked'));
    }, 'a test');
    assert.match(refusal(result), /^STATE-CHANGED .*another program changed it 5 times/);
    assert.equal(read(), STATE.replace('1.0', '5'));
    assert.equal(openFiles(), open);
    assert.deepEqual(readdirSync(folder), ['task-state.json']);
  });

  it('does not write once its lock is gone', async () => {
    writeFileSync(path, STATE);
    const result = await storeOf().update(() => {
      rmSync(join(folder, '.task-state.json.lock'));
      return ok(patch('blocked'));
    }, 'a test');
    assert.match(refusal(result), /^STATE-CHANGED .*lock file/);
    assert.equal(read(), STATE);
  });

  it('takes every one of many updates at once, over one store and two', async function () {
    this.timeout(20_000);
    writeFileSync(path, STATE);
    const [first, second] = [storeOf({ lockWaitMs: 15_000 }), storeOf({ lockWaitMs: 15_000 })];
    const one = (i: number) => (i % 2 === 0 ? first : second).update(() => ok(patch('blocked', `T${i}`)), 'a test');
    const results = await Promise.all(Array.from({ length: 30 }, (_, i) => one(i)));
    assert.ok(results.every((result) => result.ok));
    assert.equal(Object.keys((JSON.parse(read()) as { tasks: object }).tasks).length, 31);
  });

  describe('restore', () => {
    it('puts back the bytes an update found, or removes the file it made', async () => {
      const store = storeOf();
      const made = done(await store.update(() => ok(patch('blocked')), 'a test'));
      const changed = done(await store.update(() => ok(patch('pending')), 'a test'));
      assert.ok((await store.restore(changed)).ok);
      assert.equal(read(), made.after);
      assert.ok((await store.restore(made)).ok);
      assert.deepEqual(readdirSync(folder), []);
    });

    it('leaves a file that was changed since', async () => {
      writeFileSync(path, STATE);
      const store = storeOf();
      const changed = done(await store.update(() => ok(patch('blocked')), 'a test'));
      writeFileSync(path, `${changed.after} `);
      assert.match(refusal(await store.restore(changed)), /^STATE-CHANGED .*changed since/);
      assert.equal(read(), `${changed.after} `);
    });
  });

  describe('the file itself', () => {
    // Links and modes are POSIX's.
    const onPosix = process.platform === 'win32' ? () => undefined : it;
    onPosix('keeps its mode, and stays where a link points', async function () {
      const real = join(folder, 'real', 'state.json');
      mkdirSync(join(folder, 'real'));
      writeFileSync(real, STATE);
      chmodSync(real, 0o606);
      symlinkSync(real, path);
      done(await update('blocked'));
      assert.ok(lstatSync(path).isSymbolicLink());
      assert.match(read(real), /blocked/);
      assert.equal(statSync(real).mode & 0o777, 0o606);
      assert.deepEqual(readdirSync(join(folder, 'real')), ['state.json']);
    });

    it('is refused when it is a link that leads nowhere, or read-only', async () => {
      symlinkSync(join(folder, 'gone'), path);
      assert.match(refusal(await update('blocked')), /^STATE-NOT-WRITABLE .*leads nowhere/);
      rmSync(path);
      writeFileSync(path, STATE, { mode: 0o444 });
      assert.match(refusal(await update('blocked')), /^STATE-NOT-WRITABLE .*read-only/);
      assert.equal(read(), STATE);
      rmSync(path);
      writeFileSync(path, STATE);
      const below = join(path, 'task-state.json');
      assert.match(refusal(await storeOf({ path: below }).update(() => ok(patch('x')), 'a test')), /^STATE-NOT-WRITABLE .*ENOTDIR/);
    });

    it('is told of when it has a second name', async () => {
      writeFileSync(path, STATE);
      linkSync(path, join(folder, 'second.json'));
      done(await update('blocked'));
      assert.match(warnings.join(), /second name/);
    });

    it('has its last good content copied outside the repository, where a folder is given', async () => {
      const dataFolder = join(folder, 'data');
      writeFileSync(path, STATE);
      done(await update('blocked', { dataFolder }));
      const [copy, ...others] = readdirSync(join(dataFolder, 'backups'));
      assert.deepEqual(others, []);
      assert.equal(read(join(dataFolder, 'backups', copy ?? '')), read());
      const blocked = join(path, 'not-a-folder');
      done(await update('pending', { dataFolder: blocked }));
      assert.match(warnings.join(), /No copy of/);
    });
  });
});
