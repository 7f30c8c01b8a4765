import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { refKey, type Baseline, type ProjectFacts } from '../../../src/core/facts';
import { readManifest, readState } from '../../../src/core/load';
import { contextOf } from '../../../src/core/manifest/task';
import type { FileVersion } from '../../../src/core/ports';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { buildSnapshot, type Snapshot } from '../../../src/core/snapshot';
import { createContextFiles } from '../../../src/io/contextFiles';
import { createProjectFacts } from '../../../src/io/projectFacts';
import { manifest, task, type RawTask } from '../../support/builders';
import { generatedBacklog } from '../../support/generatedBacklog';
import { removeTemporary, temporaryFolder } from '../../support/repository';

const { manifestPath, statePath, prdPath } = DEFAULT_SETTINGS;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const textOf = (tasks: readonly RawTask[], indent = 2) => JSON.stringify(manifest(tasks), null, indent);
const commit = (hash: string, at: string) => ({ hash, at, subject: '', body: '' });

function snapshotFrom(manifestText: string, stateText: string): Snapshot {
  return buildSnapshot({
    rev: 1,
    backlog: { name: 'x', manifestPath, statePath },
    manifest: readManifest({ kind: 'text', text: manifestText }, manifestPath),
    state: readState({ kind: 'text', text: stateText }, statePath),
    settings: DEFAULT_SETTINGS,
  });
}

describe('the facts of a project', () => {
  let root: string;
  let asked: string[];
  let head: string | undefined;
  let changes: Record<string, ReturnType<typeof commit>>;
  let history: FileVersion[];

  beforeEach(() => {
    root = temporaryFolder();
    asked = [];
    head = 'c1';
    changes = {};
    history = [];
  });
  afterEach(() => removeTemporary(root));

  const write = (file: string, text = '') => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  const reader = () =>
    createProjectFacts({
      root,
      settings: () => DEFAULT_SETTINGS,
      git: {
        resolve: () => Promise.resolve(head),
        lastChange: (file) => {
          asked.push(`last change of ${file}`);
          return Promise.resolve(changes[file]);
        },
        versions: (file, most) => {
          asked.push(`versions of ${file}`);
          return Promise.resolve(history.slice(0, most));
        },
      },
    });
  const state = (hash: string) => JSON.stringify({ manifest_hash: hash, tasks: {} });
  const baseline = async (recorded: string, text: string): Promise<Baseline | undefined> => (await reader()(snapshotFrom(text, state(recorded)))).baseline;

  describe('the Master PRD', () => {
    const prd = async (): Promise<ProjectFacts['prd']> => (await reader()(snapshotFrom(textOf([]), '{}'))).prd;

    it('is missing, with the reason', async () => {
      assert.deepEqual(await prd(), { kind: 'missing', path: prdPath, reason: `"${prdPath}" is not there` });
    });

    it('is found, with the commit that changed it last, and whether the manifest came with it', async () => {
      write(prdPath);
      assert.deepEqual(await prd(), { kind: 'found', path: prdPath });
      changes = { [prdPath]: commit('p1', '2026-01-01T00:00:00Z'), [manifestPath]: commit('m1', '2026-01-02T00:00:00Z') };
      assert.deepEqual(await prd(), { kind: 'found', path: prdPath, changedAt: '2026-01-01T00:00:00Z', commit: 'p1' });
      assert.deepEqual(asked.filter((what) => what.startsWith('versions')), [`versions of ${manifestPath}`]);
      history = [{ commit: 'm1', at: '2026-01-02T00:00:00Z', text: '' }, { commit: 'p1', at: '2026-01-01T00:00:00Z', text: '' }];
      assert.deepEqual(await prd(), { kind: 'found', path: prdPath, changedAt: '2026-01-01T00:00:00Z', commit: 'p1', isWithManifest: true });
      changes[manifestPath] = commit('p1', '2026-01-01T00:00:00Z');
      history = [];
      assert.deepEqual(await prd(), { kind: 'found', path: prdPath, changedAt: '2026-01-01T00:00:00Z', commit: 'p1', isWithManifest: true });
    });

    it('is not looked for outside, through a link', async () => {
      mkdirSync(path.join(root, 'docs'));
      mkdirSync(path.join(path.dirname(root), 'elsewhere'));
      writeFileSync(path.join(path.dirname(root), 'elsewhere', 'prd-master.md'), '');
      symlinkSync(path.join(path.dirname(root), 'elsewhere'), path.join(root, 'docs', 'master'));
      const found = await prd();
      assert.equal(found?.kind, 'missing');
      assert.match(found.reason, /leads outside/);
    });
  });

  describe('the baseline', () => {
    const OLD = [task({ task_id: 'A--T01' }), task({ task_id: 'B--T01' })];
    const NEW = [task({ task_id: 'A--T01', title: 'Another' }), task({ task_id: 'C--T01' })];
    const version = (text: string, name = 'v1'): FileVersion => ({ commit: name, at: '2026-01-01T00:00:00Z', text });

    it('is none where the state names none, and current where it fits, without asking for former manifests', async () => {
      assert.deepEqual(await baseline('PLACEHOLDER', textOf(OLD)), { kind: 'none' });
      assert.deepEqual(await baseline(sha256(textOf(OLD)), textOf(OLD)), { kind: 'current', by: 'file' });
      assert.deepEqual(await baseline(sha256(JSON.stringify(OLD, null, 2)).slice(0, 9), textOf(OLD)), { kind: 'current', by: 'tasks' });
      assert.ok(!asked.some((what) => what.startsWith('versions')), asked.join());
    });

    it('is current by a former manifest that only a formatter changed', async () => {
      history = [version(textOf(OLD, 2))];
      assert.deepEqual(await baseline(sha256(textOf(OLD, 2)), textOf(OLD, 4)), { kind: 'current', by: 'history' });
    });

    for (const [form, recorded] of [
      ['its bytes', sha256(textOf(OLD))],
      ['its tasks', sha256(JSON.stringify(OLD))],
    ] as const) {
      it(`is stale, with what changed since, where the manifest is found by ${form}`, async () => {
        history = [version(textOf(NEW), 'v3'), version('{ broken', 'v2'), version(textOf(OLD), 'v1')];
        const found = await baseline(recorded, textOf(NEW));
        assert.ok(found?.kind === 'stale' && found.diff);
        assert.equal(found.from?.commit, 'v1');
        assert.deepEqual(found.diff.added.map(({ id }) => id), ['C--T01']);
        assert.deepEqual(found.diff.removed.map(({ id }) => id), ['B--T01']);
        assert.deepEqual(found.diff.changed.map(({ after, keys }) => [after.id, ...keys]), [['A--T01', 'title']]);
      });
    }

    it('is stale without more where git does not know the manifest it was taken from', async () => {
      assert.deepEqual(await baseline(sha256('gone'), textOf(NEW)), { kind: 'stale', recorded: sha256('gone') });
    });

    it('is absent where there is no manifest to compare with, and nothing is thrown', async () => {
      assert.equal(await baseline('abcdef0', '[]'), undefined);
    });
  });

  it('are not asked of git again until something is committed, and equal facts are the same object', async () => {
    write(prdPath);
    const read = reader();
    const snapshot = snapshotFrom(textOf([task({ task_id: 'A--T01' })]), state(sha256('gone')));
    const first = await read(snapshot);
    const questions = asked.length;
    assert.equal(await read(snapshot), first);
    assert.equal(asked.length, questions);
    head = 'c2';
    await read(snapshot);
    assert.equal(asked.filter((what) => what.startsWith('versions')).length, 1, 'the manifest\'s own history is the same');
    assert.equal(asked.length, questions + 2);
  });

  it('are tried anew after a failure, and never throw', async () => {
    const failing = { resolve: () => Promise.reject(new Error('no git')), lastChange: () => Promise.reject(new Error('no')), versions: () => Promise.reject(new Error('no')) };
    const read = createProjectFacts({ root: path.join(root, 'gone'), settings: () => DEFAULT_SETTINGS, git: failing });
    const facts = await read(snapshotFrom(textOf([task({ task_id: 'A--T01' })]), state('abcdef0')));
    assert.equal(facts.baseline, undefined);
    assert.equal(facts.documents, undefined);
  });

  describe('the documents', () => {
    it('say of every reference what a look at its task says', async () => {
      for (const file of ['docs/a.md', 'docs/Other.md', 'docs/adr/0001-x.md', 'tests/a.spec.ts']) write(file);
      mkdirSync(path.join(root, 'docs', 'folder'));
      symlinkSync('a.md', path.join(root, 'docs', 'link.md'));
      symlinkSync(path.dirname(root), path.join(root, 'out'));
      const specs = ['docs/a.md', 'docs/a.md#part', './docs/a.md', 'docs/other.md', 'docs/folder', 'docs/link.md', 'docs/none.md', 'none/x.md', 'out/x.md', '/etc/passwd', '../x.md', 'docs/a.md/b', 'https://example.test/x'];
      const snapshot = snapshotFrom(
        textOf([task({ task_id: 'A--T01', related_specs: specs, related_adrs: ['ADR-0001', 'ADR-0002: Gone', '0001-x.md', 'gone.md'], test_verification: ['tests/a.spec.ts (mocks)', 'tests/*.ts', 'tests/b.spec.ts'] })]),
        '{}',
      );
      const { documents } = await reader()(snapshot);
      const [view] = snapshot.tasks;
      assert.ok(view && documents);
      const { context, tests } = await createContextFiles({ root, settings: () => DEFAULT_SETTINGS }).check(view.task);
      assert.equal(context.length + tests.length, contextOf(view.task).length + view.task.tests.length);
      for (const fact of [...context, ...tests]) {
        const known = documents.get(refKey(fact.ref));
        assert.equal(known?.kind, fact.kind, fact.ref.raw);
        if (known?.kind === 'found' && fact.kind === 'found') assert.equal(known.path, fact.path);
        if (known?.kind === 'missing' && fact.kind === 'missing') assert.equal(known.reason, fact.reason);
      }
    });

    it('see a file that was written since, though the manifest is the same', async () => {
      const read = reader();
      const snapshot = snapshotFrom(textOf([task({ task_id: 'A--T01', related_specs: ['docs/late.md'] })]), '{}');
      assert.equal((await read(snapshot)).documents?.get('file:docs/late.md')?.kind, 'missing');
      write('docs/late.md');
      assert.equal((await read(snapshot)).documents?.get('file:docs/late.md')?.kind, 'found');
    });

    it('of 10 000 tasks are all looked up', async function () {
      const backlog = generatedBacklog({ tasks: 10_000 });
      const snapshot = snapshotFrom(backlog.manifest, backlog.state);
      for (let area = 0; area < 40; area++) {
        write(`docs/features/area-${area}/spec-area-tech.md`);
        for (let at = area; at < 4000; at += 40) write(`packages/area-${area}/tests/figures-${at}.spec.ts`);
      }
      const read = reader();
      await read(snapshot);
      const began = performance.now();
      const { documents } = await read(snapshot);
      const took = performance.now() - began;
      console.log(`      ${documents?.size} documents in ${took.toFixed(0)} ms`);
      assert.ok((documents?.size ?? 0) > 10_000);
      assert.equal(documents?.get('test:packages/area-1/tests/figures-1.spec.ts')?.kind, 'found');
    });
  });
});
