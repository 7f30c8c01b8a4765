import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Batch } from '../../../../src/core/batch/batch';
import { createBatchLog } from '../../../../src/io/batch/batchLog';
import { acquireLock } from '../../../../src/io/lock';
import { makeRepository, removeTemporary, temporaryFolder, useIsolatedGit, type Repository } from '../../../support/repository';

const batch = (id: string, more: Partial<Batch> = {}): Batch => ({
  id,
  at: '2026-01-01T00:00:00Z',
  mode: 'worktrees',
  of: 'Slice 1.1',
  baseCommit: 'a'.repeat(40),
  tasks: [{ taskId: 'A--T01', branch: 'feat/A--T01', worktree: '/x/A--T01', minutes: 30 }],
  ...more,
});

describe('the list of batches', () => {
  useIsolatedGit();
  let repository: Repository;
  let file: string;
  let warnings: string[];

  beforeEach(() => {
    repository = makeRepository({ files: { 'docs/a.txt': 'a\n' } });
    file = path.join(repository.root, '.git', 'implementation-orchestrator', 'batches.json');
    warnings = [];
  });
  afterEach(() => repository.dispose());

  const logOf = (root = repository.root, manifestPath = 'docs/manifest.json') => createBatchLog({ root, manifestPath: () => manifestPath, log: { info: () => undefined, warn: (text) => void warnings.push(text), error: () => undefined } });
  const ids = async (root?: string) => (await logOf(root).all()).map(({ id }) => id);

  it('is empty at first, and keeps what is given, newest first, in every working tree', async () => {
    assert.deepEqual(await ids(), []);
    const coordinator = batch('b', { mode: 'coordinator', branch: 'batch/b' });
    assert.ok((await logOf().keep(batch('a'))).ok);
    assert.ok((await logOf(path.join(repository.root, 'docs'), 'manifest.json').keep(coordinator)).ok);
    const parent = temporaryFolder('trees');
    try {
      const linked = path.join(parent, 'linked');
      repository.git('worktree', 'add', '--quiet', '-b', 'x', linked);
      assert.deepEqual(await logOf(linked).all(), [coordinator, batch('a')]);
    } finally {
      removeTemporary(parent);
    }
    assert.equal(repository.git('status', '--porcelain'), '');
    assert.deepEqual(fs.readdirSync(path.dirname(file)), ['batches.json']);
  });

  it('has none of another backlog of the repository, and knows that its ids are taken', async () => {
    const other = logOf(path.join(repository.root, 'docs'));
    await logOf().keep(batch('a'));
    await other.keep(batch('b'));
    assert.deepEqual(await ids(), ['a']);
    assert.deepEqual((await other.all()).map(({ id }) => id), ['b']);
    assert.deepEqual(await logOf().ids(), ['b', 'a']);
    await logOf().keep(batch('a', { of: 'Phase 2' }));
    assert.deepEqual((await other.all()).map(({ id }) => id), ['b'], 'what is kept anew stays where it is');
  });

  it('takes the place of one with its id, and forgets', async () => {
    for (const id of ['a', 'b', 'c']) await logOf().keep(batch(id));
    const changed = batch('b', { of: 'Phase 2' });
    await logOf().keep(changed);
    assert.deepEqual(await ids(), ['c', 'b', 'a']);
    assert.deepEqual((await logOf().all())[1], changed);
    assert.ok((await logOf().forget('b')).ok);
    assert.ok((await logOf().forget('nobody')).ok);
    assert.deepEqual(await ids(), ['c', 'a']);
  });

  it('keeps the newest 50', async () => {
    for (let number = 0; number < 55; number++) await logOf().keep(batch(`b${number}`));
    const kept = await ids();
    assert.deepEqual([kept.length, kept[0], kept.at(-1)], [50, 'b54', 'b5']);
  });

  it('loses none of many that are kept at once', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `b${index}`);
    await Promise.all(names.map((id) => logOf().keep(batch(id))));
    assert.deepEqual((await ids()).toSorted(), names.toSorted());
  });

  it('counts what can\'t be read as none, says so, and goes on', async () => {
    fs.mkdirSync(path.dirname(file));
    for (const garbage of ['', '{', 'null', '[]', '{"batches": 3}', '\0\0', '"x"']) {
      fs.writeFileSync(file, garbage);
      warnings = [];
      assert.deepEqual(await ids(), []);
      assert.match(warnings.join('\n'), /The batches that were started are not known/, garbage);
    }
    assert.ok((await logOf().keep(batch('a'))).ok);
    assert.deepEqual(await ids(), ['a']);
  });

  it('passes over a batch that it does not understand, and keeps it and what stands beside it', async () => {
    fs.mkdirSync(path.dirname(file));
    const odd = { id: 'later', mode: 'swarm' };
    fs.writeFileSync(file, JSON.stringify({ version: 9, batches: [odd, null, { ...batch('a'), note: 'kept' }] }));
    assert.deepEqual(await ids(), ['a']);
    await logOf().keep(batch('b'));
    assert.deepEqual(JSON.parse(fs.readFileSync(file, 'utf8')), { version: 9, batches: [{ ...batch('b'), backlog: 'docs/manifest.json' }, odd, null, { ...batch('a'), note: 'kept' }] });
  });

  it('refuses outside of a repository and where it can\'t be written, and says why', async () => {
    const outside = temporaryFolder();
    try {
      assert.deepEqual(await ids(outside), []);
      const refused = await logOf(outside).keep(batch('a'));
      assert.equal(refused.ok ? 'ok' : refused.error.code, 'BLOCKED::NOT-A-GIT-REPOSITORY');
    } finally {
      removeTemporary(outside);
    }
    fs.symlinkSync(path.join(repository.root, 'nowhere'), path.dirname(file));
    const refused = await logOf().keep(batch('a'));
    assert.equal(refused.ok ? 'ok' : refused.error.code, 'BATCHES-NOT-WRITTEN');
  });

  it('is written once the one who writes it is done', async () => {
    fs.mkdirSync(path.dirname(file));
    const lock = await acquireLock(`${file}.lock`, { command: 'another', waitMs: 0 });
    assert.ok(lock.ok);
    const keeping = logOf().keep(batch('a'));
    assert.deepEqual(await ids(), []);
    await lock.value.release();
    assert.ok((await keeping).ok);
    assert.deepEqual(await ids(), ['a']);
  });
});
