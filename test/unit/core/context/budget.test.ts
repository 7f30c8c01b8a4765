import assert from 'node:assert/strict';
import { contextCost, costLines, costText } from '../../../../src/core/context/cost';
import type { DocumentFact, TaskDocuments } from '../../../../src/core/documents';
import { start, type Ready } from '../../../../src/core/operations/start';
import { evaluateGates } from '../../../../src/core/rules/evaluate';
import { DEFAULT_SETTINGS, type Settings } from '../../../../src/core/settings';
import { snapshotOf, task } from '../../../support/builders';
import { cleanRepository, fakeWorld, startRequest } from '../../../support/ports';

const found = (path: string, tokens?: number, section?: string): DocumentFact => ({
  kind: 'found',
  ref: { kind: 'spec', raw: path, path, ...(section === undefined ? {} : { section }) },
  path,
  ...(tokens === undefined ? {} : { tokens }),
});
const documents = (...context: readonly DocumentFact[]): TaskDocuments => ({ taskId: 'A--T01', context, tests: [] });
const LARGE = documents(found('docs/a.md', 20_000), found('docs/b.md', 50_000), found('docs/c.pdf'), { kind: 'missing', ref: { kind: 'spec', raw: 'x' }, reason: 'is not there' });
const SNAPSHOT = snapshotOf([task({ task_id: 'A--T01' })]);

function budgetFindings(given: Partial<Settings>, facts = LARGE) {
  const view = SNAPSHOT.byId.get('A--T01');
  assert.ok(view);
  const { findings } = evaluateGates({ snapshot: SNAPSHOT, git: cleanRepository(), settings: { ...DEFAULT_SETTINGS, ...given }, task: view, documents: facts });
  return findings.filter(({ code }) => code === 'WARN::CONTEXT-BUDGET');
}

describe('the cost of a task\'s context', () => {
  it('is told file by file, the largest first, each once', () => {
    const cost = contextCost(LARGE);
    assert.equal(costText(cost), 'about 70,000 tokens in 3 documents');
    assert.deepEqual(costLines(cost, 10), ['docs/b.md: about 50,000 tokens', 'docs/a.md: about 20,000 tokens', 'docs/c.pdf: not a text, not counted']);
    assert.deepEqual(costLines(cost, 1), ['docs/b.md: about 50,000 tokens', '2 more: about 20,000 tokens']);
    assert.equal(contextCost(documents(found('docs/a.md', 500), found('docs/a.md', 500))).total, 500);
  });

  it('is that of the sections, unless the whole is referred to as well', () => {
    const parts = [found('docs/a.md', 300, 'one'), found('docs/a.md', 200, 'two'), found('docs/a.md', 200, 'two')];
    assert.equal(contextCost(documents(...parts)).total, 500);
    assert.equal(contextCost(documents(...parts, found('docs/a.md', 9_000))).total, 9_000);
  });

  it('warns over the budget, and blocks where the settings say so', () => {
    const [finding, another] = budgetFindings({});
    assert.equal(finding?.fullCode, 'WARN::CONTEXT-BUDGET::A--T01');
    assert.equal(another, undefined);
    assert.deepEqual([finding.effect, finding.canOverride], ['warn', true]);
    assert.match(finding.message, /about 70,000 tokens in 3 documents, over the budget of 60,000: docs\/b\.md: about 50,000 tokens; docs\/a\.md/);
    assert.equal(budgetFindings({ gateSeverity: { 'WARN::CONTEXT-BUDGET': 'block' } })[0]?.effect, 'block');
  });

  it('is silent at the budget, without one, and when switched off', () => {
    assert.deepEqual(budgetFindings({ contextBudget: 70_000 }), []);
    assert.deepEqual(budgetFindings({ contextBudget: 0 }), []);
    assert.deepEqual(budgetFindings({ gateSeverity: { 'WARN::CONTEXT-BUDGET': 'off' } }), []);
  });

  it('is asked about before a start changes anything', async () => {
    const world = fakeWorld(SNAPSHOT);
    const ports = { ...world.ports, context: { check: () => Promise.resolve(documents(...LARGE.context.filter(({ kind }) => kind === 'found'))) } };
    const seen: Ready[] = [];
    const answer = (may: boolean) => start(ports, startRequest({ mayStart: (ready) => (seen.push(ready), Promise.resolve(may)) }));
    assert.deepEqual(await answer(false), { kind: 'cancelled', standing: [] });
    assert.deepEqual(world.done, []);
    assert.deepEqual(seen[0]?.warnings.map(({ fullCode }) => fullCode), ['WARN::CONTEXT-BUDGET::A--T01']);
    assert.equal((await answer(true)).kind, 'started');
    assert.equal(world.done[0], 'branch feat/A--T01 from main');
  });
});
