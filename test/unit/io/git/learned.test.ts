import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { readManifest } from '../../../../src/core/load';
import type { ConflictCause } from '../../../../src/core/plan/conflict';
import { conflictsOf } from '../../../../src/core/plan/conflicts';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { createGit } from '../../../../src/io/git/git';
import { task } from '../../../support/builders';
import { makeHistory, type History } from '../../../support/history';
import { useIsolatedGit } from '../../../support/repository';

describe('what a real history teaches of conflicts', function () {
  // Each test starts many processes; on a busy machine that takes its time.
  this.timeout(60_000);
  useIsolatedGit();
  let history: History;
  const scoped = (id: string) => task({ task_id: id, file_scope: [`own/${id}/**`] });
  beforeEach(() => (history = makeHistory({ folder: 'product', tasks: ['A--T01', 'A--T02', 'B--T01', 'B--T02', 'C--T01'].map(scoped) })));
  afterEach(() => history.dispose());

  /** Starts a task, changes files in a commit of its own, and completes it. */
  function build(taskId: string, files: readonly string[]): void {
    history.claim(taskId);
    for (const file of files) history.write(file, `// ${taskId}\n`);
    history.commit(`feat(${taskId}): [AC01] hold`);
    history.complete(taskId);
  }

  async function causes(a: string, b: string): Promise<readonly ConflictCause[] | undefined> {
    const { manifestPath } = DEFAULT_SETTINGS;
    const work = await createGit({ root: history.root, trusted: () => true }).work(DEFAULT_SETTINGS);
    assert.ok(work, 'git told nothing');
    const tasks = readManifest({ kind: 'text', text: fs.readFileSync(path.join(history.root, manifestPath), 'utf8') }, manifestPath).value?.tasks ?? [];
    const of = (id: string) => tasks.find((one) => one.id === id)!;
    return conflictsOf(tasks, { work }).between(of(a), of(b))?.causes;
  }

  it('is read from squash merges, whose branches are gone', async () => {
    build('A--T01', ['src/schema.ts', 'src/api.ts', 'README.md']);
    const first = history.squash('feat/A--T01', { number: 1 });
    build('B--T01', ['src/schema.ts', 'src/api.ts', 'README.md']);
    const second = history.squash('feat/B--T01', { number: 2 });
    for (const name of ['feat/A--T01', 'feat/B--T01']) history.git('branch', '--quiet', '-D', name);
    const expected = { kind: 'learned', paths: ['product/src/api.ts', 'product/src/schema.ts'], commits: [second.slice(0, 7), first.slice(0, 7)] };
    assert.deepEqual(await causes('A--T02', 'B--T02'), [expected]);
    assert.equal(await causes('A--T02', 'C--T01'), undefined, 'of C there is no past');
  });

  it('is read from merge commits and from branches that are not merged', async () => {
    build('A--T01', ['src/schema.ts', 'src/api.ts']);
    history.merge('feat/A--T01');
    assert.equal(await causes('A--T02', 'B--T01'), undefined);
    build('B--T01', ['src/schema.ts', 'src/api.ts']);
    history.switchTo('main');
    assert.deepEqual((await causes('A--T02', 'B--T01'))?.map(({ kind }) => kind), ['learned']);
  });

  it('is nothing where tasks only met in the files of the backlog', async () => {
    for (const [id, number] of [['A--T01', 1], ['B--T01', 2]] as const) {
      history.claim(id);
      history.criteria(id, ['AC01', 'AC02']);
      history.complete(id);
      history.squash(`feat/${id}`, { number });
    }
    assert.equal(await causes('A--T02', 'B--T02'), undefined);
  });
});
