import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { runSetup, type SetupRun } from '../../../../src/io/batch/runSetup';
import { removeTemporary, temporaryFolder } from '../../../support/repository';
import { until } from '../../../support/until';

describe('the program that makes a worktree ready', () => {
  let folder: string;
  beforeEach(() => (folder = temporaryFolder("a folder with ' and $HOME")));
  afterEach(() => removeTemporary(folder));

  const run = (script: string, args: readonly string[] = [], more: Partial<SetupRun> = {}) =>
    runSetup({ program: process.execPath, args: ['-e', script, ...args], cwd: folder, signal: new AbortController().signal, ...more });

  it('runs in the worktree, and its arguments reach it as they are', async () => {
    const hostile = '$(touch hacked) `touch hacked` "; touch hacked';
    const done = await run("require('fs').writeFileSync('seen.json', JSON.stringify([process.cwd(), process.argv[1]]))", [hostile]);
    assert.deepEqual(done, { ok: true, value: undefined });
    assert.deepEqual(JSON.parse(fs.readFileSync(path.join(folder, 'seen.json'), 'utf8')), [folder, hostile]);
    assert.deepEqual(fs.readdirSync(folder), ['seen.json']);
  });

  it('fails with its last words', async () => {
    const failed = await run("console.log('one'); console.error('two\\u001b[31m red\\nthree\\n\\nfour'); process.exitCode = 3");
    assert.ok(!failed.ok);
    assert.match(failed.error.message, /ended with exit code 3: two red \/ three \/ four$/);
  });

  it('tells what it says while it runs', async () => {
    const lines: string[] = [];
    await run("console.log('half'); setTimeout(() => console.log('whole'), 100)", [], { onLine: (line) => lines.push(line) });
    assert.deepEqual(lines, ['half', 'whole']);
  });

  it('says so when there is no such program, or no such folder', async () => {
    const gone = await run('', [], { program: path.join(folder, 'none') });
    assert.match(gone.ok ? '' : gone.error.message, /could not be run: .*ENOENT/);
    const nowhere = await run('', [], { cwd: path.join(folder, 'gone') });
    assert.match(nowhere.ok ? '' : nowhere.error.message, /could not be run/);
  });

  it('ends with all that it started when it is cancelled, and not before', async () => {
    const abort = new AbortController();
    const child = `require('fs').writeFileSync('pid', String(process.pid)); setInterval(() => {}, 1000)`;
    const running = run(`require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' }); setInterval(() => {}, 1000)`, [], { signal: abort.signal });
    const pid = Number(await until('the inner process', () => fs.existsSync(path.join(folder, 'pid')) && fs.readFileSync(path.join(folder, 'pid'), 'utf8')));
    abort.abort();
    const cancelled = await running;
    assert.equal(cancelled.ok ? '' : cancelled.error.code, 'CANCELLED');
    await until('the inner process to end', () => !isAlive(pid));
    const before = await run("require('fs').writeFileSync('x', '')", [], { signal: abort.signal });
    assert.deepEqual([before.ok, fs.existsSync(path.join(folder, 'x'))], [false, false]);
  });

  function isAlive(pid: number): boolean {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  }
});
