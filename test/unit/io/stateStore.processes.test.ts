import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { ok } from '../../../src/core/result';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { createStateStore } from '../../../src/io/stateStore';

/** Real processes, killed and stopped inside an update (RELIABILITY, G2 and G3); test/crash races many of them. */
describe('state store, several processes', function () {
  this.timeout(60_000);
  let folder: string;
  let path: string;
  let logPath: string;
  let worker: string;
  const children = new Set<ChildProcess>();

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'state-processes-'));
    worker = join(folder, 'worker.js');
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
    const entryPoints = [resolve('test/unit/io/stateWorker.ts')];
    buildSync({ entryPoints, outfile: worker, bundle: true, platform: 'node', packages: 'external', logLevel: 'warning' });
  });
  beforeEach(() => {
    const place = mkdtempSync(join(folder, 'case-'));
    path = join(place, 'task-state.json');
    logPath = join(folder, `${children.size}-${Math.random()}.log`);
    writeFileSync(logPath, '');
    writeFileSync(path, '{\n  "tasks": {}\n}\n');
  });
  after(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  function start(name: string, count: number, fate = ''): ChildProcess {
    const child = spawn(process.execPath, [worker, path, logPath, name, String(count), fate], { stdio: 'inherit' });
    children.add(child);
    return child;
  }
  const ended = (child: ChildProcess): Promise<unknown> => (child.exitCode ?? child.signalCode) === null ? once(child, 'exit') : Promise.resolve();
  const recorded = (): string[] => {
    const state = JSON.parse(readFileSync(path, 'utf8')) as { tasks: Record<string, { acs_completed: string[] }> };
    return state.tasks['SHARED--T01']?.acs_completed ?? [];
  };
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await pause(5);
  };
  const writer = (lockWaitMs: number) => createStateStore({ path, settings: DEFAULT_SETTINGS, command: 'the test', lockWaitMs });
  const add = (item: string, lockWaitMs = 20_000) =>
    writer(lockWaitMs).update((state) => {
      const done = state.entries.get('SHARED--T01')?.acsCompleted ?? [];
      return ok({ taskId: 'SHARED--T01', set: { acs_completed: [...done, item] }, lastUpdated: '2025-10-01T12:00:00Z' });
    }, `ac-done ${item}`);

  it('takes over from an owner that was killed, and sweeps what it left', async () => {
    await ended(start('dead', 1, 'die'));
    assert.ok(existsSync(join(path, '..', '.task-state.json.lock')));
    assert.ok((await add('next', 5_000)).ok);
    assert.deepEqual(recorded(), ['next']);
    assert.deepEqual(readdirSync(join(path, '..')), ['task-state.json']);
  });

  it('keeps an edit by hand that fell into the moment in which the owner was killed, and says where', async () => {
    await ended(start('dead', 1, 'die while it is edited'));
    const warnings: string[] = [];
    const log = { info: () => undefined, warn: (text: string) => void warnings.push(text), error: () => undefined };
    const store = createStateStore({ path, settings: DEFAULT_SETTINGS, command: 'the test', lockWaitMs: 5_000, log, dataFolder: join(path, '..', 'data') });
    assert.ok((await store.update(() => ok({ taskId: 'SHARED--T01', set: { status: 'blocked' }, lastUpdated: '2025-10-01T12:00:00Z' }), 'block SHARED--T01')).ok);
    assert.deepEqual(recorded(), ['dead-0'], 'what the dead wrote stands');
    const [warning, ...others] = warnings;
    assert.deepEqual(others, []);
    const kept = /was edited by hand in the moment in which a process that wrote it died: .* the edit is kept as (.+)\.$/.exec(warning ?? '')?.[1] ?? '';
    assert.match(readFileSync(kept, 'utf8'), /HAND--T01/);
    assert.deepEqual(readdirSync(join(path, '..')), ['data', 'task-state.json']);
  });

  it('leaves such an edit where it is while it can be kept nowhere', async () => {
    await ended(start('dead', 1, 'die while it is edited'));
    const warnings: string[] = [];
    const log = { info: () => undefined, warn: (text: string) => void warnings.push(text), error: () => undefined };
    const store = createStateStore({ path, settings: DEFAULT_SETTINGS, command: 'the test', lockWaitMs: 5_000, log, dataFolder: logPath });
    assert.ok((await store.update(() => ok({ taskId: 'SHARED--T01', set: { status: 'blocked' }, lastUpdated: '2025-10-01T12:00:00Z' }), 'block SHARED--T01')).ok);
    assert.match(warnings[0] ?? '', /^Left-over temporary files .* were not all removed/);
    const [aside = ''] = readdirSync(join(path, '..')).filter((name) => name.endsWith('.old'));
    assert.match(readFileSync(join(path, '..', aside), 'utf8'), /HAND--T01/);
  });

  it('sweeps without a word what an owner set aside and nobody wrote into', async () => {
    await ended(start('dead', 1, 'die when it is written'));
    const warnings: string[] = [];
    const log = { info: () => undefined, warn: (text: string) => void warnings.push(text), error: () => undefined };
    assert.equal(readdirSync(join(path, '..')).filter((name) => name.endsWith('.old')).length, 1);
    assert.ok((await createStateStore({ path, settings: DEFAULT_SETTINGS, command: 'the test', lockWaitMs: 5_000, log }).update(() => ok({ taskId: 'SHARED--T01', set: { status: 'blocked' }, lastUpdated: '2025-10-01T12:00:00Z' }), 'block SHARED--T01')).ok);
    assert.deepEqual([recorded(), warnings, readdirSync(join(path, '..'))], [['dead-0'], [], ['task-state.json']]);
  });

  // Windows has no SIGSTOP.
  const onPosix = process.platform === 'win32' ? () => undefined : it;
  onPosix('waits for a stopped owner, then refuses and names it; nothing of either is lost', async function () {
    const child = start('stopped', 1, 'stop');
    await until(() => existsSync(join(path, '..', '.task-state.json.lock')));
    const refused = await add('other', 300);
    assert.ok(!refused.ok);
    assert.equal(refused.error.code, 'STATE-LOCKED');
    assert.ok(refused.error.message.includes(`process ${child.pid} (worker stopped)`), refused.error.message);
    // It may only now be stopping.
    const wake = setInterval(() => child.kill('SIGCONT'), 20);
    await ended(child);
    clearInterval(wake);
    assert.ok((await add('other')).ok);
    assert.deepEqual(recorded(), ['stopped-0', 'other']);
  });
});
