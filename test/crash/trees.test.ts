import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { createWorld } from '../../src/io/world';
import { manifest, task } from '../support/builders';
import { useIsolatedGit } from '../support/repository';
import { until } from '../support/until';
import type { TreesJob } from './jobs';
import { killAll, startWorker } from './processes';

const WORKERS = 5;
const TASKS_EACH = 20;
const VICTIMS = 12;
/** More than a process gets through before it is killed. */
const VICTIM_TASKS = 60;

const idsOf = (name: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${name}--T${i}`);

/** Real processes that start and clean up tasks in one repository, while git itself is used there (issue 5, "Seen as done when", 3). */
describe('working trees of many processes', function () {
  this.timeout(600_000);
  useIsolatedGit();
  let folder: string;
  let root: string;
  let logPath: string;

  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'orchestrator-trees-')));
    root = join(folder, 'project');
    logPath = join(folder, 'log');
    writeFileSync(logPath, '');
    const ids = [...Array.from({ length: WORKERS }, (_, i) => idsOf(`W${i}`, TASKS_EACH)), ...Array.from({ length: VICTIMS }, (_, i) => idsOf(`V${i}`, VICTIM_TASKS))].flat();
    const path = join(root, DEFAULT_SETTINGS.manifestPath);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(manifest(ids.map((id) => task({ task_id: id })))));
    writeFileSync(join(root, '.gitignore'), 'node_modules/\n');
    mkdirSync(join(root, 'node_modules'));
    writeFileSync(join(root, 'node_modules', 'kept.js'), 'kept');
    for (let number = 0; number < 50; number++) writeFileSync(join(root, `file${number}.txt`), `${number}\n`);
    git('init', '--quiet', '--initial-branch=main');
    git('config', 'user.name', 'Test Person');
    git('config', 'user.email', 'test@example.invalid');
    git('add', '--all');
    git('commit', '--quiet', '-m', 'initial');
  });
  afterEach(() => {
    killAll();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const job = (taskIds: readonly string[]): TreesJob => ({ root, data: join(folder, 'data'), logPath, taskIds });
  const lines = (word: string): string[] => readFileSync(logPath, 'utf8').split('\n').filter((line) => line.startsWith(`${word} `));
  const branches = () => git('for-each-ref', '--format=%(refname:short)', 'refs/heads').trim().split('\n');
  const trees = () => git('worktree', 'list', '--porcelain').split('\n').filter((line) => line.startsWith('worktree ')).map((line) => line.slice(9));

  /** Somebody beside us, in a terminal, takes git's own locks again and again. */
  async function useGit(isOver: () => boolean): Promise<number> {
    let times = 0;
    for (; !isOver(); times++) {
      for (const args of [['config', 'test.number', `${times}`], ['pack-refs', '--all'], ['worktree', 'prune']]) {
        // That it is refused, by a lock of ours for once, is its own matter.
        await new Promise<void>((resolve) => void execFile('git', args, { cwd: root }, () => resolve()));
      }
      await pause(Math.random() * 20);
    }
    return times;
  }

  /** No branch, working tree, lock, temporary file or folder is left, and nothing was lost. */
  function assertClean(): void {
    assert.deepEqual(branches(), ['main']);
    assert.deepEqual(trees(), [root]);
    assert.ok(!existsSync(`${root}.worktrees`));
    const left = readdirSync(join(root, '.git'), { recursive: true }).map(String).filter((name) => /\.lock$|\.tmp$|\.break$|^worktrees/.test(name));
    assert.deepEqual(left, []);
    assert.deepEqual(readdirSync(join(root, '.git', 'implementation-orchestrator')), []);
    assert.equal(git('status', '--porcelain'), '');
    assert.equal(readFileSync(join(root, 'node_modules', 'kept.js'), 'utf8'), 'kept');
  }

  it(`${WORKERS * TASKS_EACH} starts and clean-ups at once: no lock error reaches the person, nothing is left`, async () => {
    const workers = await Promise.all(Array.from({ length: WORKERS }, () => startWorker('treesWorker')));
    const begin = performance.now();
    let isOver = false;
    const beside = useGit(() => isOver);
    await Promise.all(workers.map((worker, i) => worker.run(job(idsOf(`W${i}`, TASKS_EACH)))));
    isOver = true;
    const times = await beside;
    const seconds = (performance.now() - begin) / 1000;
    assert.deepEqual([...lines('refused'), ...lines('warned')], []);
    assert.equal(lines('done').length, WORKERS * TASKS_EACH);
    assertClean();
    console.log(`      ${WORKERS} processes, ${WORKERS * TASKS_EACH} starts with claim and clean-up in ${seconds.toFixed(1)} s (${((seconds * 1000) / (WORKERS * TASKS_EACH)).toFixed(0)} ms each), 0 refused, 0 left; meanwhile git was used ${times * 3} times beside them`);
  });

  it(`${VICTIMS} processes killed in the middle block nobody, and what they leave can be cleaned up`, async () => {
    const worker = await startWorker('treesWorker');
    let isOver = false;
    const killing = (async () => {
      for (let victim = 0; victim < VICTIMS; victim++) {
        const one = await startWorker('treesWorker');
        const running = one.run(job(idsOf(`V${victim}`, VICTIM_TASKS))).catch(() => undefined);
        await pause(50 + Math.random() * 900);
        await one.kill();
        await running;
      }
      isOver = true;
    })();
    const living = Array.from({ length: TASKS_EACH }, (_, i) => `W0--T${i}`);
    await worker.run(job(living));
    await killing;
    assert.ok(isOver);
    assert.deepEqual([...lines('refused'), ...lines('warned')], []);
    assert.deepEqual(living.filter((id) => !lines('done').includes(`done ${id}`)), []);
    const interrupted = lines('begin').length - lines('done').length;
    assert.ok(interrupted > VICTIMS / 2, 'hardly any kill fell inside a start');
    // What git had begun for a process that died it ends without it.
    await until('git is done', () => !readdirSync(join(root, '.git'), { recursive: true }).some((name) => /(index|HEAD|config|packed-refs)\.lock$/.test(String(name))));
    const left = { trees: trees().length - 1, branches: branches().length - 1 };
    const uncommitted = await cleanUp();
    assertClean();
    console.log(`      ${VICTIMS} kills, ${interrupted} inside a start or clean-up; they left ${left.trees} worktrees (${uncommitted} with a claim that was not committed) and ${left.branches} branches, all cleaned up; ${living.length} starts of another process went through meanwhile`);
  });

  /** As a person does: removes what may go, commits what is told to be uncommitted, and removes branches that lead nowhere. */
  async function cleanUp(): Promise<number> {
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const world = createWorld({ root, settings: () => DEFAULT_SETTINGS, trusted: () => true, by: 'the test', log, dataFolder: join(folder, 'data') });
    let uncommitted = 0;
    for (const top of trees().slice(1)) {
      const look = await world.trees.look(top, 'main');
      assert.ok(look, `${top} can't be looked at`);
      const claim = look.dirty.map(({ path }) => basename(path));
      if (claim.length > 0) {
        uncommitted++;
        assert.deepEqual(claim, ['task-state.json']);
        const refused = await world.trees.remove(top, { base: 'main', hasLanded: true });
        assert.equal(refused.ok ? 'ok' : refused.error.code, 'WORKTREE-DIRTY');
        const committed = await world.trees.place(top).git.commit('kept', [DEFAULT_SETTINGS.statePath]);
        assert.ok(committed.ok, committed.ok ? '' : committed.error.message);
      }
      const removed = await world.trees.remove(top, { base: 'main', hasLanded: true });
      assert.ok(removed.ok, removed.ok ? '' : removed.error.message);
    }
    for (const branch of branches().filter((name) => name !== 'main')) {
      const removed = await world.here.git.deleteBranchAt(branch, git('rev-parse', branch).trim());
      assert.ok(removed.ok, removed.ok ? '' : removed.error.message);
    }
    rmSync(`${root}.worktrees`, { recursive: true, force: true });
    return uncommitted;
  }
});
