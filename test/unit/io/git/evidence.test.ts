import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { changedTests, evidenceOf } from '../../../../src/core/evidence/evidence';
import { NO_FACTS } from '../../../../src/core/facts';
import { readManifest, readState } from '../../../../src/core/load';
import { attentionOf } from '../../../../src/core/rules/attention';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { buildSnapshot, type Snapshot } from '../../../../src/core/snapshot';
import { createGit } from '../../../../src/io/git/git';
import { makeHistory, type CriteriaForm, type History } from '../../../support/history';
import { useIsolatedGit } from '../../../support/repository';

describe('what a real history shows of criteria', function () {
  // Each test starts many processes; on a busy machine that takes its time.
  this.timeout(60_000);
  useIsolatedGit();
  let history: History;
  beforeEach(() => (history = makeHistory({ tasks: ['A--T01', 'A--T02'] })));
  afterEach(() => history.dispose());

  async function snapshotNow(): Promise<Snapshot> {
    const { manifestPath, statePath } = DEFAULT_SETTINGS;
    const text = (file: string) => ({ kind: 'text', text: fs.readFileSync(path.join(history.root, file), 'utf8') }) as const;
    const work = await createGit({ root: history.root, trusted: () => true }).work(DEFAULT_SETTINGS);
    assert.ok(work, 'git told nothing');
    const backlog = { name: 'history', manifestPath, statePath };
    return buildSnapshot({ rev: 1, backlog, manifest: readManifest(text(manifestPath), manifestPath), state: readState(text(statePath), statePath), work });
  }

  async function states(taskId: string): Promise<string> {
    const snapshot = await snapshotNow();
    return evidenceOf(snapshot.byId.get(taskId)!, snapshot.work).map(({ state, files }) => `${state} ${files.length}`).join(', ');
  }

  for (const form of ['bare', 'full', 'joined', 'range', 'parentheses'] satisfies CriteriaForm[]) {
    it(`is read from subjects of the form "${form}", seen from the base branch`, async () => {
      history.claim('A--T01');
      history.criteria('A--T01', ['AC01', 'AC02'], form);
      history.switchTo('main');
      assert.equal(await states('A--T01'), 'evidenced 1, evidenced 1');
      assert.equal(await states('A--T02'), 'open 0, open 0', 'the other task has criteria of the same ids');
    });
  }

  it('tells a claim without a commit, and a commit without a record', async () => {
    history.claim('A--T01', { entry: { status: 'in-progress', started_at: '2026-01-05T08:00:00Z', acs_completed: ['A-AC01'], acs_remaining: ['A-AC02'] } });
    history.write('src/a.ts', 'export {};\n');
    history.commit('fix(A--T01): a detail', 'Does what AC02 asks for.');
    history.switchTo('main');
    assert.equal(await states('A--T01'), 'claimed 0, unclaimed 0');
  });

  it('outlives a squash merge by the body alone, once the branch is gone', async () => {
    history.claim('A--T01');
    history.criteria('A--T01', ['AC01']);
    history.criteria('A--T01', ['AC02']);
    history.complete('A--T01');
    history.squash('feat/A--T01', { number: 57 });
    assert.equal(await states('A--T01'), 'evidenced 1, evidenced 1');
    history.git('update-ref', '-d', 'refs/heads/feat/A--T01');
    assert.equal(await states('A--T01'), 'claimed 0, claimed 0', 'the subject names the task alone');
    const body = '* chore(A--T01): initialize task state\n\n* feat(A--T01): [AC01] one\n\n* feat(A--T01): [AC02] two';
    history.git('commit', '--quiet', '--amend', '-m', 'feat(A--T01): Build A--T01 (#57)', '-m', body);
    assert.equal(await states('A--T01'), 'evidenced 1, evidenced 1');
  });

  it('shows nothing odd of a task that went its way', async () => {
    history.claim('A--T01');
    history.criteria('A--T01', ['AC01', 'AC02']);
    history.complete('A--T01');
    history.squash('feat/A--T01', { number: 57 });
    const snapshot = await snapshotNow();
    const view = snapshot.byId.get('A--T01')!;
    assert.equal(view.merge?.pull, 57);
    assert.deepEqual(changedTests(view, snapshot.work), ['tests/a.spec.ts']);
    const { anomalies, escalations } = attentionOf({ snapshot, facts: NO_FACTS, settings: DEFAULT_SETTINGS, now: history.now });
    assert.deepEqual([anomalies.map(({ fullCode }) => fullCode), escalations], [[], []]);
  });
});
