import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import type { ReadRange } from '../../../src/core/ports';
import { createReadingLog } from '../../../src/io/readingLog';
import { makeRepository, removeTemporary, temporaryFolder } from '../../support/repository';

const TASK = 'MONEY--T01';
const range = (from: number, given: Partial<ReadRange> = {}): ReadRange => ({ taskId: TASK, path: 'docs/a.md', version: 'v1', from, to: from + 10, ...given });

describe('the reading log', () => {
  let folder: string;
  let root: string;

  beforeEach(() => {
    folder = temporaryFolder('data');
    root = temporaryFolder('project');
  });
  afterEach(() => {
    for (const one of [folder, root]) {
      if (fs.existsSync(one) && fs.statSync(one).isDirectory()) fs.chmodSync(one, 0o700);
      removeTemporary(one);
    }
  });

  const open = (at = root) => createReadingLog({ folder, root: at });
  const files = () => fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name)).filter((name) => fs.statSync(name).isFile());

  it('is remembered by whoever opens it, by task', async () => {
    await open().note(range(0));
    await open().note(range(10, { path: 'docs/ä "b".md' }));
    await open().note(range(0, { taskId: '../../x' }));
    assert.deepEqual(await open().of(TASK), [range(0), range(10, { path: 'docs/ä "b".md' })]);
    assert.equal((await open().of('../../x')).length, 1);
    assert.deepEqual(await open().of('__proto__'), []);
    for (const file of files()) assert.ok(!path.relative(folder, file).startsWith('..'));
  });

  it('is another one for another project, and the same through a link to it', async () => {
    await open().note(range(0));
    const other = temporaryFolder('project');
    assert.deepEqual(await open(other).of(TASK), []);
    const link = path.join(other, 'link');
    fs.symlinkSync(root, link);
    assert.deepEqual(await open(link).of(TASK), [range(0)]);
    removeTemporary(other);
  });

  it('is the same in every worktree of a repository, and in each of its folders another', async () => {
    const repository = makeRepository({ files: { 'a/x.md': 'x', 'b/x.md': 'x' } });
    const worktree = path.join(path.dirname(repository.root), 'another tree');
    repository.git('worktree', 'add', '-q', worktree, '-b', 'feat/x');
    await open(path.join(repository.root, 'a')).note(range(0));
    assert.deepEqual(await open(path.join(worktree, 'a')).of(TASK), [range(0)]);
    assert.deepEqual(await open(path.join(worktree, 'b')).of(TASK), []);
    assert.equal(repository.git('status', '--porcelain').trim(), '');
    repository.dispose();
  });

  it('loses nothing that two processes note at once', async function () {
    this.timeout(60_000);
    const worker = path.join(folder, 'worker.js');
    buildSync({
      stdin: {
        contents: `import { createReadingLog } from './src/io/readingLog';
          const [folder, root, taskId, first] = process.argv.slice(2);
          void (async () => {
            const log = createReadingLog({ folder, root });
            for (let n = 0; n < 200; n++) await log.note({ taskId, path: 'docs/a.md', version: 'v1', from: Number(first) + n, to: Number(first) + n + 1 });
          })();`,
        resolveDir: process.cwd(),
      },
      outfile: worker,
      bundle: true,
      platform: 'node',
      logLevel: 'warning',
    });
    const data = path.join(folder, 'data');
    const children = [0, 1000].map((first) => spawn(process.execPath, [worker, data, root, TASK, String(first)], { stdio: 'inherit' }));
    await Promise.all(children.map((child) => once(child, 'exit')));
    const noted = await createReadingLog({ folder: data, root }).of(TASK);
    assert.deepEqual(noted.map(({ from }) => from).sort((a, b) => a - b), [0, 1000].flatMap((first) => Array.from({ length: 200 }, (_, n) => first + n)));
  });

  it('skips what is broken in it, and goes on after a line that was cut off', async () => {
    await open().note(range(0));
    const [file] = files();
    assert.ok(file);
    const bad = ['null', '[]', '{}', '{"taskId":1}', JSON.stringify(range(-5)), JSON.stringify({ ...range(0), to: '10' }), JSON.stringify(range(20, { to: 5 })), '\u0000', '{"taskId":"MONEY'];
    fs.appendFileSync(file, bad.join('\n'));
    await open().note(range(30));
    assert.deepEqual(await open().of(TASK), [range(0), range(30)]);
    fs.writeFileSync(file, Buffer.from([0xff, 0xfe, 0, 1]));
    assert.deepEqual(await open().of(TASK), []);
  });

  it('never fails a caller, and remembers in the process what can not be written', async () => {
    fs.rmSync(folder, { recursive: true });
    fs.writeFileSync(folder, 'a file where the folder should be');
    const log = open();
    await log.note(range(0));
    assert.deepEqual(await log.of(TASK), [range(0)]);
    assert.deepEqual(await open().of(TASK), []);
    const gone = createReadingLog({ folder, root: path.join(root, 'gone') });
    await gone.note(range(0));
    assert.deepEqual(await gone.of(TASK), [range(0)]);
  });

  it('waits for no one where something else stands in its place', async function () {
    this.timeout(20_000);
    await open().note(range(0));
    const [file] = files();
    assert.ok(file);
    fs.unlinkSync(file);
    if (process.platform !== 'win32') {
      execFileSync('mkfifo', [file]);
      const log = open();
      await log.note(range(10));
      assert.deepEqual(await log.of(TASK), [range(10)]);
      fs.unlinkSync(file);
    }
    fs.mkdirSync(file);
    const log = open();
    await log.note(range(10));
    assert.deepEqual(await log.of(TASK), [range(10)]);
  });

  it('stays of bounded size, and keeps the newest', async function () {
    this.timeout(60_000);
    const log = open();
    const long = { path: `docs/${'x'.repeat(4_000)}.md` };
    for (let n = 0; n < 400; n++) await log.note(range(n, long));
    const size = files().reduce((sum, file) => sum + fs.statSync(file).size, 0);
    assert.ok(size < 1_200_000, String(size));
    assert.equal((await log.of(TASK)).at(-1)?.from, 399);
  });
});
