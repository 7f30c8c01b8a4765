import assert from 'node:assert/strict';
import { NO_FACTS } from '../../../src/core/facts';
import { readManifest, readState } from '../../../src/core/load';
import { historyAllDays, historyFigures, filterIn } from '../../../src/core/projections/historyBoard';
import { codeWords } from '../../../src/core/projections/attentionGroups';
import { statusBarOf } from '../../../src/core/projections/statusBar';
import { GROUPINGS, treeOf } from '../../../src/core/projections/tree';
import { taskDetails } from '../../../src/core/projections/treeDetails';
import { EMPTY_FILTER } from '../../../src/core/projections/treeFilter';
import type { TreeNode } from '../../../src/core/projections/treeNode';
import type { PulseModel } from '../../../src/core/pulseProtocol';
import { ANOMALIES } from '../../../src/core/rules/anomalies';
import { attentionInViews } from '../../../src/core/rules/attention';
import { BATCH_RULES } from '../../../src/core/rules/batchRules';
import { RULES } from '../../../src/core/rules/evaluate';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { buildSnapshot, type Snapshot } from '../../../src/core/snapshot';
import { speak } from '../../../src/core/words';
import { manifest, task, type RawTask } from '../../support/builders';
import { escaped, PSEUDO } from '../../support/pseudoWords';
import { historyWith } from '../core/history/anyHistory';
import { graphOf, graphPage } from './graphPage';
import { modelOf, page } from './page';
import { boardOf, planPage } from './planPage';
import { elements, type Drawn } from './tree';

const SPOKEN = ['title', 'aria-label', 'aria-valuetext', 'aria-description', 'aria-roledescription', 'placeholder', 'alt'];
const now = new Date('2026-03-10T12:00:00Z');

/** What a person reads of a page, as one text, and each name that they hear; the text of the pulse is for files, and English. */
function said(nodes: readonly (Drawn | string)[]): string[] {
  const named = elements(nodes).flatMap(({ props }) => SPOKEN.flatMap((name) => (typeof props[name] === 'string' ? [props[name]] : [])));
  return [read(nodes), ...named];
}

function read(nodes: readonly (Drawn | string)[]): string {
  return nodes.map((node) => (typeof node === 'string' ? node : node.name === 'pre' ? '' : read(node.children))).join(' ');
}

/** Nothing in the data is in Latin letters. */
function greek(id: string, more: Partial<RawTask> = {}): RawTask {
  const criteria = [1, 2].map((number) => ({ id: `${id}-0${number}`, text: 'Ισχύει' }));
  return task({ task_id: id, title: 'Χτίσε το', phase: 'Φάση 1', slice: 'Φέτα 1.1', capability: 'Αρχείο', size: 'M', acceptance_criteria: criteria, related_specs: ['σχέδια/σχέδιο.χ'], related_adrs: [], test_verification: ['δοκιμές/α.χ'], ...more });
}

function snapshot(tasks: readonly RawTask[] | string, entries: Record<string, unknown> = {}, status = 'OK'): Snapshot {
  const backlog = { name: 'έργο', manifestPath: 'μανιφέστο.χ', statePath: 'κατάσταση.χ' };
  const text = typeof tasks === 'string' ? tasks : JSON.stringify(manifest(tasks, { status }));
  return buildSnapshot({ rev: 1, backlog, manifest: readManifest({ kind: 'text', text }, backlog.manifestPath), state: readState({ kind: 'text', text: JSON.stringify({ tasks: entries }) }, backlog.statePath) });
}

const lively = (): Snapshot =>
  snapshot(
    [greek('Α', { risk: 'High', test_verification: [] }), greek('Β', { risk: 'Low', depends_on_tasks: ['Α'] }), greek('Γ', { parallel: true, file_scope: ['α/**'] }), greek('Δ'), greek('Ε', { depends_on_tasks: ['Ω', 'Ε'] }), greek('Ζ', { provisional: true }), greek('Η'), greek('Θ', { conflicts_with: ['Γ'], parallel: true, file_scope: ['α/**'] })],
    {
      Γ: { status: 'in-progress', started_at: '2026-03-01T10:00:00Z', acs_completed: ['Γ-01'] },
      Δ: { status: 'blocked', blocked_reason: 'Περιμένει' },
      Η: { status: 'completed', completed_at: '2026-03-09T10:00:00Z' },
      Ψ: { status: 'in-progress' },
      Ζ: { status: 'abandoned' },
    },
  );

const settings = { ...DEFAULT_SETTINGS, manifestPath: 'μανιφέστο.χ', statePath: 'κατάσταση.χ' };

function states(): Record<string, PulseModel> {
  const all = lively();
  const attention = attentionInViews({ snapshot: all, facts: NO_FACTS, settings, now });
  const agents = [{ taskId: 'Γ', branch: 'κλαδί', worktree: '/δέντρο', done: 1, total: 2, lastCommitAt: '2026-03-10T11:00:00Z', lastSubject: 'Έτσι', changedFiles: 2, drift: ['β.χ'], overlaps: [{ path: 'γ.χ', taskIds: ['Β'] }] }];
  const done = { status: 'completed', completed_at: '2026-03-09T10:00:00Z', started_at: '2026-03-09T08:00:00Z' };
  const running = { status: 'in-progress', started_at: '2026-03-10T10:00:00Z' };
  return {
    loading: modelOf(undefined, { isLoaded: false, settings }),
    none: modelOf(undefined, { settings }),
    empty: modelOf(snapshot([]), { settings, now }),
    gaps: modelOf(snapshot([], {}, 'ΟΧΙ'), { settings, now }),
    broken: modelOf(snapshot('{'), { settings, now }),
    stale: modelOf({ ...all, manifestHealth: 'stale' }, { settings, now, staleSince: new Date(now.getTime() - 60_000) }),
    ready: modelOf(all, { settings, now, attention, agents, isOneOfSeveral: true }),
    untrusted: modelOf(all, { settings, now, attention, isTrusted: false }),
    overloaded: modelOf(snapshot(['Α', 'Β', 'Γ', 'Δ'].map((id) => greek(id)), { Α: running, Β: running, Γ: running, Δ: running }), { settings, now }),
    finished: modelOf(snapshot([greek('Α')], { Α: { ...done, acs_completed: ['Α-01', 'Α-02'] } }), { settings, now }),
  };
}

function nodes(list: readonly TreeNode[]): TreeNode[] {
  return list.flatMap((node) => [node, ...nodes(node.children())]);
}

describe('the words of the views', () => {
  beforeEach(() => speak(PSEUDO));
  afterEach(() => speak());

  const assertSaid = (what: string, texts: readonly string[]) => {
    assert.ok(texts.some((text) => text.includes('⟦')), `${what} says something`);
    assert.deepEqual(texts.flatMap(escaped), [], what);
  };

  it('find a text that escaped, and let data, codes and keys pass', () => {
    assert.deepEqual(escaped('⟦{0} of ⟦one⟧⟧ Φάση 1, BLOCKED::WIP-LIMIT, acs_completed, orchestrator.wipLimit'), []);
    assert.deepEqual(escaped('⟦Done⟧, and then ⟦more⟧'), ['and then ']);
  });

  for (const name of ['loading', 'none', 'empty', 'gaps', 'broken', 'stale', 'ready', 'untrusted', 'overloaded', 'finished']) {
    it(`are all there on the pulse's page: ${name}`, () => {
      const model = states()[name] ?? assert.fail(name);
      assertSaid(name, said(page(model)));
      assertSaid(`${name}, compact`, said(page(model, [], { isCompact: true })));
    });
  }

  it('are all there on the graph, the history and the plan', () => {
    const all = lively();
    assertSaid('graph', said(graphPage(graphOf(all, { settings }), { isCardOpen: true, active: 0, focus: { node: 0, depth: 1, kept: new Set([0, 1]) }, query: 'Χτ', found: [0] })));
    const history = historyWith({ days: 60, completedOn: Array.from({ length: 24 }, (_, index) => 4 + index * 2), open: 12 });
    const figures = historyFigures(history, historyAllDays(history, filterIn(history, {}), 0), { day: '2026-01-20', offsetMinutes: 0, snapshot: all });
    const backlog = { name: 'έργο', manifestPath: 'μ.χ', isOneOfSeveral: false };
    const model: PulseModel = { kind: 'history', backlog, isTrusted: true, stale: undefined, problems: { errors: 0, warnings: 0, worst: [] }, told: { ...figures, isReading: false, base: 'βάση' } };
    assertSaid('history', said(page(model, [], { hasTables: true })).map((text) => text.replace(/Phase \d|Slice \d/g, '')));
    assertSaid('plan', said(planPage({ ...boardOf(all, { settings }), kind: 'plan' })));
  });

  it('are there for every code of what needs attention', () => {
    assertSaid('codes', ANOMALIES.map(({ code }) => codeWords(code)));
    assertSaid('why they matter', ANOMALIES.map(({ reason }) => reason));
  });

  it('are there for every gate of a start', () => {
    assertSaid('gates', [...RULES, ...BATCH_RULES].map(({ title }) => title));
  });

  it('are all there in the tree, its tooltips and the status bar', () => {
    const all = lively();
    const attention = attentionInViews({ snapshot: all, facts: NO_FACTS, settings, now });
    for (const grouping of GROUPINGS) {
      const tree = nodes(treeOf(all, { grouping, filter: EMPTY_FILTER, settings, attention }));
      assertSaid(`tree by ${grouping}`, tree.flatMap((node) => [node.label, node.description ?? '', (node as { tooltip?: string }).tooltip ?? '', (node as { accessibility?: string }).accessibility ?? '']));
    }
    const details = all.tasks.map((view) => taskDetails(view, all, settings, now));
    assertSaid('tooltips', details.flatMap((one) => [one.status, one.statusSource, one.risk, ...one.marks, one.explanation.summary, ...one.explanation.reasons, ...one.dependencies.map(({ status }) => status), ...one.documents.map(({ heading }) => heading)]));
    const bar = statusBarOf(all, settings, true, undefined, 3, []);
    assertSaid('status bar', [bar.text, bar.label]);
  });
});
