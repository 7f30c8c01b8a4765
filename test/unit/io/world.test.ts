import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { acDone } from '../../../src/core/operations/acDone';
import { undo } from '../../../src/core/operations/undo';
import type { World } from '../../../src/core/operations/world';
import { DEFAULT_SETTINGS, type Settings } from '../../../src/core/settings';
import { dataFolder } from '../../../src/io/dataFolder';
import { createWorld, type WorldOptions } from '../../../src/io/world';
import { manifest, task } from '../../support/builders';
import { useIsolatedGit, makeRepository, removeTemporary, temporaryFolder, type Repository } from '../../support/repository';

const { manifestPath, statePath } = DEFAULT_SETTINGS;
const STATE = `${JSON.stringify({ tasks: { 'A--T01': { status: 'in-progress', acs_completed: [] } } }, null, 2)}\n`;
const FILES = {
  [manifestPath]: JSON.stringify(manifest([task({ task_id: 'A--T01', related_specs: [] }), task({ task_id: 'B--T01' })]), null, 2),
  [statePath]: STATE,
};

describe('the world on disk', function () {
  // Each test starts many processes; on a busy machine that takes its time.
  this.timeout(30_000);
  useIsolatedGit();
  let repository: Repository;
  let parent: string;
  let data: string;

  beforeEach(() => {
    const below = Object.fromEntries(Object.entries(FILES).map(([name, text]) => [`packages/shop/${name}`, text]));
    repository = makeRepository({ files: { ...FILES, ...below } });
    parent = temporaryFolder('trees');
    data = path.join(parent, 'data');
  });
  afterEach(() => {
    repository.dispose();
    removeTemporary(parent);
  });

  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const worldOf = (root = repository.root, more: Partial<WorldOptions> = {}): World =>
    createWorld({ root, settings: () => DEFAULT_SETTINGS, trusted: () => true, by: 'vtm', log, dataFolder: data, ...more });
  function worktree(branch: string, name = 'tree'): string {
    const folder = path.join(parent, name);
    repository.git('worktree', 'add', '--quiet', '-b', branch, folder);
    return folder;
  }
  const tick = async (world: World): Promise<void> => {
    const result = await acDone.run(world, { task: 'A--T01', criteria: ['AC01'] });
    assert.ok(result.ok, result.ok ? '' : result.error.message);
  };
  const stateAt = (root: string): string => fs.readFileSync(path.join(root, statePath), 'utf8');

  it('tells nobody to mend a file that somebody is writing at this moment', async () => {
    const file = path.join(repository.root, statePath);
    const world = worldOf();
    fs.writeFileSync(file, STATE.slice(0, 20));
    const reading = world.here.snapshot();
    setTimeout(() => fs.writeFileSync(file, STATE), 10);
    assert.equal((await reading).stateHealth, 'ok');
    fs.writeFileSync(file, STATE.slice(0, 20));
    assert.equal((await world.here.snapshot()).stateHealth, 'broken');
  });

  describe('placeOf', () => {
    it('is the worktree on the task\'s branch: its state is written, and not the one here', async () => {
      const folder = worktree('feat/A--T01');
      const world = worldOf();
      await tick(world);
      assert.equal(stateAt(repository.root), STATE);
      assert.match(stateAt(folder), /"A-AC01"/);
      const place = await world.placeOf('A--T01');
      assert.equal(place.root, folder);
      assert.equal(await world.placeOf('A--T01'), place);
      assert.equal(await world.placeOf('B--T01'), world.here);
    });

    it('is found from another worktree too, in any case of the branch, under the pattern of the settings', async () => {
      const folder = worktree('Work/a--t01');
      const other = worktree('elsewhere', 'other');
      const settings: Settings = { ...DEFAULT_SETTINGS, branchPattern: 'work/{TASK_ID}' };
      for (const root of [repository.root, other]) {
        assert.equal((await worldOf(root, { settings: () => settings }).placeOf('A--T01')).root, folder);
      }
    });

    it('is the main working tree when the task\'s branch is checked out there', async () => {
      repository.git('switch', '--quiet', '-c', 'feat/A--T01');
      const other = worktree('elsewhere');
      assert.equal((await worldOf(other).placeOf('A--T01')).root, repository.root);
    });

    it('is the same folder below the worktree\'s top, also through a link', async () => {
      const folder = worktree('feat/A--T01');
      const root = path.join(repository.root, 'packages', 'shop');
      assert.equal((await worldOf(root).placeOf('A--T01')).root, path.join(folder, 'packages', 'shop'));
      const link = path.join(parent, 'link');
      fs.symlinkSync(root, link, 'junction');
      assert.equal((await worldOf(link).placeOf('A--T01')).root, path.join(folder, 'packages', 'shop'));
    });

    it('is here where the worktree is gone, or does not hold the backlog', async () => {
      const folder = worktree('feat/A--T01');
      const world = worldOf();
      fs.rmSync(path.join(folder, manifestPath));
      assert.equal(await world.placeOf('A--T01'), world.here);
      fs.rmSync(folder, { recursive: true });
      assert.equal(await world.placeOf('A--T01'), world.here);
      await tick(world);
      assert.match(stateAt(repository.root), /"A-AC01"/);
    });

    it('is here in an untrusted workspace, outside of a repository, and on the branch itself', async () => {
      worktree('feat/A--T01');
      const untrusted = worldOf(repository.root, { trusted: () => false });
      assert.equal(await untrusted.placeOf('A--T01'), untrusted.here);
      const outside = worldOf(parent);
      assert.equal(await outside.placeOf('A--T01'), outside.here);
      const there = worldOf(path.join(parent, 'tree'));
      assert.equal(await there.placeOf('A--T01'), there.here);
    });

    it('starts no process where there is but one working tree, or this one is on the branch', async () => {
      const missing = { gitPath: () => path.join(parent, 'no-git') };
      const single = worldOf(repository.root, missing);
      assert.equal(await single.placeOf('A--T01'), single.here);
      const folder = worktree('feat/A--T01');
      const there = worldOf(folder, missing);
      assert.equal(await there.placeOf('A--T01'), there.here);
    });
  });

  it('keeps one journal for all programs, and follows the settings', async () => {
    let settings = DEFAULT_SETTINGS;
    const world = worldOf(repository.root, { settings: () => settings });
    await tick(world);
    const editor = worldOf(repository.root, { by: 'Visual Studio Code' });
    assert.equal((await editor.here.store.lastChange())?.by, 'vtm');
    const undone = await undo.run(editor, {});
    assert.ok(undone.ok, undone.ok ? '' : undone.error.message);
    assert.match(undone.value.text, /ac-done A--T01/);
    assert.equal(stateAt(repository.root), STATE);
    settings = { ...DEFAULT_SETTINGS, statePath: 'other-state.json' };
    repository.write('other-state.json', STATE);
    await tick(world);
    assert.equal(stateAt(repository.root), STATE);
    assert.match(repository.read('other-state.json'), /"A-AC01"/);
  });

  it('knows the branches of tasks, and the manifest\'s hash for a new state', async () => {
    repository.git('branch', 'feat/B--T01');
    const world = worldOf();
    assert.equal((await world.here.snapshot()).byId.get('B--T01')?.branch, 'feat/B--T01');
    assert.equal((await worldOf(repository.root, { trusted: () => false }).here.snapshot()).byId.get('B--T01')?.branch, undefined);
    assert.match(world.randomWord(), /^[a-z0-9]{16,}$/);
    assert.notEqual(world.randomWord(), world.randomWord());
  });
});

describe('the data folder', () => {
  it('is the one that the environment names, else the platform\'s for this person', () => {
    const named = path.resolve('somewhere');
    assert.equal(dataFolder({ ORCHESTRATOR_DATA: named }), named);
    const own = dataFolder({});
    assert.ok(path.isAbsolute(own));
    assert.equal(path.basename(own), 'implementation-orchestrator');
    assert.equal(dataFolder({ ORCHESTRATOR_DATA: 'relative' }), own);
    if (process.platform === 'linux') assert.equal(dataFolder({ XDG_STATE_HOME: named }), path.join(named, 'implementation-orchestrator'));
  });
});
