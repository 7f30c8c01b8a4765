import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { acDone } from '../../src/core/operations/acDone';
import type { World } from '../../src/core/operations/world';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { NODE_FILES, type FileHandle, type Files } from '../../src/io/files';
import { acquireLock } from '../../src/io/lock';
import { thisProcess } from '../../src/io/processIdentity';
import { createStateStore } from '../../src/io/stateStore';
import { createWorkplace, createWorld } from '../../src/io/world';
import { lockPathOf, makeBacklog, readState, recordedMarks, statePathOf, taskOf } from './backlog';

const MARK = 'SHARED-AC-0';
const MARKS = [MARK, 'SHARED-AC-4'];
const NOBODY = 65_534;
/** No process has this id: it is above Linux's limit. */
const NO_PID = 5_000_000;

const isRoot = process.getuid?.() === 0;
/** Only the superuser may mount; elsewhere the calls of the file system are made to fail instead. */
const canMount = process.platform === 'linux' && isRoot && canRun('mount');

function canRun(program: string): boolean {
  const probe = mkdtempSync(join(tmpdir(), 'orchestrator-mount-'));
  try {
    execFileSync(program, ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', probe], { stdio: 'ignore' });
    execFileSync('umount', [probe]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

/** The world fails, and the operation says so and changes nothing (RELIABILITY, G2 and G4). */
describe('faults of the world, through an operation', function () {
  this.timeout(60_000);
  let folder: string;
  let root: string;
  let mounted: boolean;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'orchestrator-faults-'));
    root = join(folder, 'project');
    mkdirSync(root);
    mounted = false;
  });
  afterEach(() => {
    if (mounted) execFileSync('umount', [root]);
    rmSync(folder, { recursive: true, force: true });
  });

  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const options = () => ({ settings: () => DEFAULT_SETTINGS, trusted: () => false, by: 'the test', log, dataFolder: join(folder, 'data') });
  const tick = (world: World = createWorld({ root, ...options() })) => acDone.run(world, { task: taskOf(MARK), criteria: [MARK] });
  const state = (): string => readFileSync(statePathOf(root), 'utf8');
  const beside = (): string[] => readdirSync(dirname(statePathOf(root))).sort();
  const BESIDE = ['task-state.json', 'virtual-task-manifest.json'];

  async function refuses(expected: RegExp, world?: World): Promise<void> {
    const before = state();
    const result = await tick(world);
    assert.ok(!result.ok, result.ok ? result.value.text : '');
    assert.match(`${result.error.code} ${result.error.message}`, expected);
    assert.ok(result.error.remedy.length > 10);
    assert.equal(state(), before);
  }
  async function succeeds(): Promise<void> {
    const result = await tick();
    assert.ok(result.ok, result.ok ? '' : result.error.message);
    assert.ok(recordedMarks(readState(root)).includes(MARK));
    assert.deepEqual(beside(), BESIDE);
  }
  function mount(): void {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', root]);
    mounted = true;
  }
  /** A world whose files answer with an error where they would write. */
  function worldWithout(code: string): World {
    const fail = (syscall: string) => Promise.reject(Object.assign(new Error(`${code}: injected`), { code, syscall }));
    const noWrite = (handle: FileHandle): FileHandle =>
      new Proxy(handle, { get: (of, key) => (key === 'write' ? () => fail('write') : (Reflect.get(of, key, of) as (() => void) | undefined)?.bind(of)) });
    const files: Files = {
      ...NODE_FILES,
      writeFile: () => fail('write'),
      open: async (...args: Parameters<Files['open']>) => noWrite(await NODE_FILES.open(...args)),
    };
    return worldWith(files);
  }
  function worldWith(files: Files): World {
    const store = createStateStore({ path: statePathOf(root), settings: DEFAULT_SETTINGS, files });
    return createWorld({ root, ...options(), here: { ...createWorkplace(root, options()), store } });
  }

  it('a full disk: ENOSPC is told, the old bytes stay, and the next update goes through once there is room', async () => {
    if (canMount) mount();
    makeBacklog(root, MARKS);
    const filler = join(root, 'filler');
    if (canMount) {
      assert.throws(() => writeFileSync(filler, Buffer.alloc(512 * 1024)), { code: 'ENOSPC' });
      await refuses(/^STATE-NOT-WRITABLE .*the disk is full \(ENOSPC\)/);
      rmSync(filler);
    } else {
      await refuses(/^STATE-NOT-WRITABLE .*the disk is full \(ENOSPC\)/, worldWithout('ENOSPC'));
    }
    assert.deepEqual(beside(), BESIDE);
    await succeeds();
  });

  it('a full disk that shows in the middle of the new file: what was begun is taken away', async () => {
    const many = Array.from({ length: 400 }, (_, i) => `SHARED-AC-${i}`);
    if (canMount) mount();
    makeBacklog(root, many);
    const before = state();
    // Room for the lock and a page of the new file, no more.
    if (canMount) assert.throws(() => writeFileSync(join(root, 'filler'), Buffer.alloc(512 * 1024)), { code: 'ENOSPC' });
    if (canMount) execFileSync('truncate', ['-s', '-12288', join(root, 'filler')]);
    const world = canMount ? createWorld({ root, ...options() }) : worldWithout('ENOSPC');
    const result = await acDone.run(world, { task: taskOf(MARK), criteria: [MARK] });
    assert.ok(!result.ok);
    assert.match(result.error.message, /ENOSPC/);
    assert.equal(state(), before);
    assert.deepEqual(beside(), BESIDE);
  });

  it('a disk that is read-only: EROFS is told, and nothing is changed', async () => {
    if (canMount) mount();
    makeBacklog(root, MARKS);
    if (canMount) {
      execFileSync('mount', ['-o', 'remount,ro', root]);
      await refuses(/^STATE-NOT-WRITABLE .*(read-only|EROFS)/);
      execFileSync('mount', ['-o', 'remount,rw', root]);
    } else {
      await refuses(/^STATE-NOT-WRITABLE .*the disk is read-only \(EROFS\)/, worldWithout('EROFS'));
    }
    await succeeds();
  });

  // Windows knows no such modes, and nobody to become.
  const onPosix = process.platform === 'win32' ? () => undefined : it;
  onPosix('a folder without permission: EACCES is told, and nothing is changed', async () => {
    makeBacklog(root, MARKS);
    const home = dirname(statePathOf(root));
    chmodSync(folder, 0o755);
    if (isRoot) chownSync(statePathOf(root), NOBODY, NOBODY);
    chmodSync(home, 0o555);
    // Nothing is forbidden to the superuser.
    if (isRoot) process.seteuid?.(NOBODY);
    try {
      await refuses(/^STATE-NOT-WRITABLE .*permission is denied \(EACCES\)/);
    } finally {
      if (isRoot) process.seteuid?.(0);
      chmodSync(home, 0o755);
    }
    await succeeds();
  });

  it('a project that is gone: nothing is made in its place', async () => {
    makeBacklog(root, MARKS);
    const world = createWorld({ root, ...options() });
    rmSync(root, { recursive: true });
    const result = await tick(world);
    assert.ok(!result.ok);
    assert.match(result.error.code, /^BLOCKED::MANIFEST-MISSING/);
    assert.ok(!existsSync(root));
    mkdirSync(root);
  });

  it('a folder that vanishes while its lock is waited for: told, and nothing is made in its place', async () => {
    makeBacklog(root, MARKS);
    const lock = await acquireLock(lockPathOf(root), { command: 'another update', waitMs: 0 });
    assert.ok(lock.ok);
    let hasBegun = (): void => undefined;
    const begun = new Promise<void>((resolve) => (hasBegun = resolve));
    const realpath = ((path: string) => NODE_FILES.realpath(path).finally(hasBegun)) as Files['realpath'];
    const waiting = tick(worldWith({ ...NODE_FILES, realpath }));
    await begun;
    rmSync(dirname(statePathOf(root)), { recursive: true });
    const result = await waiting;
    assert.ok(!result.ok);
    assert.match(`${result.error.code} ${result.error.message}`, /^STATE-NOT-WRITABLE .*its folder is gone \(ENOENT\)/);
    assert.ok(!existsSync(dirname(statePathOf(root))));
  });

  it('the lock of a dead process, of a reused process id, of another boot, and of a dead taker-over: none blocks', async () => {
    makeBacklog(root, MARKS);
    const owned = (given: object): string =>
      JSON.stringify({ ...thisProcess(), nonce: 'n', command: 'an update', since: '2026-01-01T00:00:00Z', ...given });
    const locks: Record<string, string>[] = [
      { '': owned({ pid: NO_PID }) },
      { '': owned({ boot: thisProcess().boot.startsWith('up:') ? 'up:1' : 'another' }) },
      { '': owned({ pid: NO_PID }), '.break': owned({ pid: NO_PID }) },
      // Only Linux tells when a process started.
      ...(process.platform === 'linux' ? [{ '': owned({ pid: process.ppid, started: '1' }) }, { '': owned({ started: '1' }) }] : []),
    ];
    for (const files of locks) {
      makeBacklog(root, MARKS);
      for (const [suffix, text] of Object.entries(files)) writeFileSync(`${lockPathOf(root)}${suffix}`, text);
      await succeeds();
    }
  });
});
