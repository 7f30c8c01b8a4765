import assert from 'node:assert/strict';
import { EXAMPLE_TASKS } from '../../../../src/core/manifest/scaffold';
import { init } from '../../../../src/core/operations/init';
import { start } from '../../../../src/core/operations/start';
import { explain } from '../../../../src/core/select/explain';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { manifest, task } from '../../../support/builders';
import { fakeWorld } from '../../../support/world';

const { manifestPath, statePath } = DEFAULT_SETTINGS;

describe('init', () => {
  it('makes a manifest that our own reader takes without a word, and a state file', async () => {
    const world = fakeWorld();
    const made = await init.run(world, {});
    assert.ok(made.ok);
    assert.deepEqual(made.value.data, { made: [manifestPath, statePath], kept: [] });
    const snapshot = await world.here.snapshot();
    assert.deepEqual(snapshot.problems, []);
    assert.equal(snapshot.manifestHealth, 'ok');
    assert.equal(snapshot.stateHealth, 'ok');
    assert.deepEqual([...snapshot.byId.keys()], [...EXAMPLE_TASKS]);
    assert.equal(snapshot.manifest?.status, 'OK');
    assert.equal(snapshot.manifest.timestamp, '2026-01-02T03:04:05Z');
    assert.deepEqual(JSON.parse(world.here.stateText ?? ''), { last_updated: '2026-01-02T03:04:05Z', tasks: {} });
  });

  it('has examples of every form: what is next, what waits, what is provisional', async () => {
    const world = fakeWorld();
    await init.run(world, {});
    const snapshot = await world.here.snapshot();
    const standings = snapshot.tasks.map((view) => explain(view, snapshot, DEFAULT_SETTINGS).standing);
    assert.deepEqual(standings, ['eligible', 'waiting', 'provisional']);
    assert.deepEqual(snapshot.tasks.map(({ task: { risk } }) => risk), ['High', 'Medium', 'Low']);
    assert.equal(snapshot.tasks[1]?.task.parallel, true);
  });

  it('lets its first example start once the documents are there', async () => {
    const documents = { 'docs/features/example/spec-example.md': '# A', 'docs/adr/ADR-0001-a.md': '# A', 'docs/guides/guide-example.md': '# A', 'docs/master/prd-master.md': '# A' };
    const world = fakeWorld({ documents });
    await init.run(world, {});
    const ports = { ...world.here, startLock: world.startLock, clock: world.clock, log: world.log };
    const outcome = await start(ports, { settings: DEFAULT_SETTINGS, overrides: new Set(), isCancelled: () => false, onStep: () => undefined });
    assert.equal(outcome.kind, 'started', JSON.stringify(outcome));
  });

  it('never touches what is there, be it good or broken', async () => {
    for (const text of ['{"status": "OK", "tasks": []}', '{"tas', '']) {
      const world = fakeWorld({ manifest: text, state: text });
      const answer = await init.run(world, {});
      assert.ok(answer.ok);
      assert.equal(answer.value.outcome, 'nothing');
      assert.equal(world.here.manifestText, text);
      assert.equal(world.here.stateText, text);
    }
  });

  it('makes only the state for a project that has a manifest, with the manifest\'s own hash', async () => {
    const world = fakeWorld({ manifest: manifest([task({ task_id: 'A--T01' })], { manifest_hash: 'sha256:abcdef' }) });
    const before = world.here.manifestText;
    const answer = await init.run(world, {});
    assert.ok(answer.ok);
    assert.deepEqual(answer.value.data, { made: [statePath], kept: [manifestPath] });
    assert.equal(world.here.manifestText, before);
    assert.deepEqual(Object.entries(JSON.parse(world.here.stateText ?? '')), [['manifest_hash', 'sha256:abcdef'], ['last_updated', '2026-01-02T03:04:05Z'], ['tasks', {}]]);
  });

  it('makes only what is asked for, and takes no other word', async () => {
    const world = fakeWorld();
    const answer = await init.run(world, { what: 'manifest' });
    assert.ok(answer.ok);
    assert.equal(world.here.stateText, undefined);
    const wrong = await init.run(world, { what: 'everything' });
    assert.equal(wrong.ok ? '' : wrong.error.code, 'INVALID-INPUT');
  });

  it('says before what it would do, and does nothing then', async () => {
    const world = fakeWorld({ state: '{"tasks": {}}' });
    const preview = await init.preview?.(world, {});
    assert.ok(preview?.ok);
    assert.deepEqual(preview.value.lines, [`${manifestPath} is made, with 3 example tasks to replace`, `${statePath} is there and stays as it is`]);
    assert.equal(world.here.manifestText, undefined);
  });

  it('says what stands when the second file is refused', async () => {
    const world = fakeWorld();
    const { newFiles } = world;
    const full = { create: (path: string, text: string) => (path === statePath ? Promise.resolve({ ok: false as const, error: { code: 'X', message: 'the disk is full', remedy: 'Free some space.' } }) : newFiles.create(path, text)) };
    const answer = await init.run({ ...world, newFiles: full }, {});
    assert.ok(!answer.ok);
    assert.equal(answer.error.message, `the disk is full. ${manifestPath} was made and stays`);
  });
});
