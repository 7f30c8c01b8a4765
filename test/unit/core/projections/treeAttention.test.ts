import assert from 'node:assert/strict';
import fc from 'fast-check';
import { codeWords } from '../../../../src/core/projections/attentionGroups';
import { treeOf } from '../../../../src/core/projections/tree';
import { EMPTY_FILTER } from '../../../../src/core/projections/treeFilter';
import type { TreeNode } from '../../../../src/core/projections/treeNode';
import { ANOMALIES } from '../../../../src/core/rules/anomalies';
import type { Attention } from '../../../../src/core/rules/anomaly';
import type { Snapshot } from '../../../../src/core/snapshot';
import { anomaly, escalation } from '../../../support/attention';
import { snapshotOf, task } from '../../../support/builders';

const TASKS = [task({ task_id: 'A--T01' }), task({ task_id: 'B--T01' }), task({ task_id: 'C--T01' })];
const CALM = snapshotOf(TASKS);
const UNDER_WAY = snapshotOf(TASKS, { 'B--T01': { status: 'in-progress', started_at: '2025-10-01T08:00:00Z' } });

function tree(snapshot: Snapshot, attention: Partial<Attention>, text = ''): readonly TreeNode[] {
  return treeOf(snapshot, { grouping: 'phase', filter: { ...EMPTY_FILTER, text }, settings: { ranking: 'risk' }, attention: { anomalies: [], escalations: [], ...attention } });
}

function all(nodes: readonly TreeNode[]): TreeNode[] {
  return nodes.flatMap((node) => [node, ...all(node.children())]);
}

const labels = (nodes: readonly TreeNode[] | undefined) => nodes?.map(({ label, description }) => `${label} | ${description ?? ''}`);

describe('what needs attention, in the task tree', () => {
  it('is not there where nothing does', () => {
    assert.deepEqual(labels(tree(CALM, {})), ['Phase 1 | 0 of 3 done · 0%']);
  });

  it('is one folded row above the tasks, which stay the first screen', () => {
    const nodes = tree(CALM, { anomalies: [anomaly({ taskId: 'A--T01' })] });
    assert.deepEqual(labels(nodes), ['Needs attention | 1', 'Phase 1 | 0 of 3 done · 0%']);
    assert.deepEqual([nodes[0]?.collapsible, nodes[0]?.icon, nodes[0]?.accessibleLabel], ['collapsed', { id: 'bell' }, 'Needs attention, 1 matter']);
  });

  it('opens for a task in progress, for an error, and for nothing else', () => {
    const start = (snapshot: Snapshot, attention: Partial<Attention>) => tree(snapshot, attention)[0]?.collapsible;
    assert.equal(start(UNDER_WAY, { anomalies: [anomaly({ taskId: 'A--T01' })] }), 'collapsed');
    assert.equal(start(UNDER_WAY, { anomalies: [anomaly({ taskId: 'B--T01' })] }), 'expanded');
    assert.equal(start(UNDER_WAY, { anomalies: [anomaly({ taskId: 'A--T01' }), anomaly({ taskId: 'B--T01', severity: 'info' })] }), 'collapsed');
    assert.equal(start(UNDER_WAY, { escalations: [escalation({ taskIds: ['A--T01'] })] }), 'collapsed');
    assert.equal(start(UNDER_WAY, { escalations: [escalation({ taskIds: ['B--T01'] })] }), 'expanded');
    assert.equal(start(snapshotOf([task({ task_id: 'A--T01', depends_on_tasks: ['GONE'] })]), {}), 'expanded');
  });

  it('has another id when it opens by itself, since the editor keeps a known row as it is', () => {
    const ids = [CALM, UNDER_WAY].map((snapshot) => tree(snapshot, { anomalies: [anomaly({ taskId: 'B--T01' })] })[0]);
    assert.notEqual(ids[0]?.id, ids[1]?.id);
    assert.deepEqual(ids.map((node) => node?.children()[0]?.id), Array(2).fill('anomaly:warn:WARN::STALE-WORK::B--T01'));
  });

  it('lists errors first, then escalations, then warnings, and folds what is only good to know', () => {
    const broken = snapshotOf([task({ task_id: 'A--T01', depends_on_tasks: ['GONE'] })], { 'A--T01': { status: 'partial' } });
    const [row] = tree(broken, {
      anomalies: [anomaly({ taskId: 'A--T01' }), ...['X', 'Y'].map((taskId) => anomaly({ code: 'WARN::ORPHAN-ENTRY', taskId, severity: 'info' }))],
      escalations: [escalation({})],
    });
    assert.equal(row?.description, '4 · 1 error');
    const rows = row.children();
    assert.deepEqual(rows.map(({ kind, contextValue }) => `${kind} ${contextValue.split(' ')[1] ?? ''}`), ['problem error', 'escalation hasTask', 'anomaly warn', 'problem warning', 'note ']);
    assert.deepEqual([rows.at(-1)?.label, rows.at(-1)?.description, rows.at(-1)?.collapsible], ['Informational', '2', 'collapsed']);
    assert.deepEqual(labels(rows.at(-1)?.children()), ['No such task | X', 'No such task | Y']);
  });

  it('groups more than three of one code, and says of each what is wrong', () => {
    const of = (count: number) => Array.from({ length: count }, (_, index) => anomaly({ taskId: `T${index}` }));
    assert.deepEqual(labels(tree(CALM, { anomalies: of(3) })[0]?.children()), ['Stale work | T0', 'Stale work | T1', 'Stale work | T2']);
    const [group] = tree(CALM, { anomalies: of(4) })[0]?.children() ?? [];
    assert.deepEqual([group?.label, group?.description, group?.collapsible, group?.contextValue], ['Stale work', '4', 'collapsed', 'code warn']);
    assert.equal(labels(group?.children())?.[3], 'T3 | has had no commit for 5 days');
    assert.equal(tree(CALM, { anomalies: of(4) })[0]?.description, '4');
  });

  it('folds many warnings of finished tasks, and puts work under way first', () => {
    const done = snapshotOf([...TASKS, ...['D', 'E', 'F'].map((id) => task({ task_id: id }))], Object.fromEntries([['B--T01', { status: 'in-progress' }], ...['C--T01', 'D', 'E', 'F'].map((id) => [id, { status: 'completed' }])]));
    const rows = (...ids: string[]) => labels(tree(done, { anomalies: ids.map((taskId, index) => anomaly({ taskId, code: `WARN::X${index}` })) })[0]?.children());
    assert.deepEqual(rows('C--T01', 'A--T01', 'D', 'B--T01', 'E', 'F'), ['X3 | B--T01', 'X1 | A--T01', 'In finished tasks | 4']);
    assert.deepEqual(rows('C--T01', 'D'), ['X0 | C--T01', 'X1 | D']);
  });

  it('says nothing twice that an escalation says', () => {
    const anomalies = [anomaly({ code: 'WARN::RISK-ORDER', taskId: 'A--T01' }), anomaly({ code: 'WARN::RISK-ORDER', taskId: 'B--T01' })];
    const [row] = tree(CALM, { anomalies, escalations: [escalation({ id: 'promoted-early:A--T01' })] });
    assert.equal(row?.description, '2');
    assert.deepEqual(row.children().map(({ kind }) => kind), ['escalation', 'anomaly']);
  });

  it('puts nothing above the tasks for information alone, and nothing at all beside the hits of a filter', () => {
    const attention = { anomalies: [anomaly({ severity: 'info' })] };
    assert.deepEqual(labels(tree(CALM, attention)), ['Phase 1 | 0 of 3 done · 0%', 'Informational | 1']);
    assert.deepEqual(tree(CALM, attention, 'A--T01').map(({ kind }) => kind), ['group']);
  });

  it('tells all of an anomaly in its tooltip, and to a screen reader what and what to do', () => {
    const evidence = Array.from({ length: 15 }, (_, index) => `line ${index}`);
    const [node] = tree(CALM, { anomalies: [anomaly({ taskId: 'A--T01', evidence, actions: [{ id: 'reveal-task', taskId: 'A--T01' }] })] })[0]?.children() ?? [];
    assert.equal(node?.accessibleLabel, 'warning: A--T01 has had no commit for 5 days. Go on with it, or set it free.');
    assert.equal(node.contextValue, 'anomaly warn hasTask hasRemedy');
    const lines = node.tooltip?.split('\n') ?? [];
    assert.deepEqual([lines[0], lines[1], lines[2], lines.at(-2), lines.at(-1)], ['A--T01 has had no commit for 5 days', 'Go on with it, or set it free.', '• line 0', '…and 3 more', 'WARN::STALE-WORK::A--T01']);
  });

  it('gives every row an id of its own and bounds every list, whatever is found', () => {
    const codes = fc.constantFrom('WARN::STALE-WORK', 'WARN::ORPHAN-ENTRY', 'WARN::X');
    const found = fc.array(fc.record({ code: codes, taskId: fc.constantFrom('A--T01', 'B--T01', '<b>', '', '\u202e'), severity: fc.constantFrom('warn' as const, 'info' as const) }), { maxLength: 300 });
    fc.assert(
      fc.property(found, fc.nat({ max: 300 }), (given, escalations) => {
        const nodes = all(tree(UNDER_WAY, { anomalies: given.map(anomaly), escalations: Array.from({ length: escalations }, () => escalation({})) }));
        assert.equal(new Set(nodes.map(({ id }) => id)).size, nodes.length);
        for (const node of nodes) {
          assert.ok(node.label && node.accessibleLabel);
          assert.doesNotMatch(node.label + node.accessibleLabel, /[\u202e\n]/);
        }
      }),
    );
    const many = tree(CALM, { anomalies: Array.from({ length: 10_000 }, (_, index) => anomaly({ taskId: `T${index}` })) });
    assert.equal(many[0]?.children()[0]?.children().at(-1)?.label, '…and 9800 more');
  });

  it('names each code of the table in words of its own', () => {
    assert.equal(new Set(ANOMALIES.map(({ code }) => codeWords(code))).size, ANOMALIES.length);
    assert.deepEqual(['WARN::STALE-WORK', 'WARN::CLOCK', 'WARN::WIP-OVERLOAD', 'odd', '__proto__'].map(codeWords), ['Stale work', 'Impossible times', 'WIP overload', 'Odd', '__proto__']);
  });
});
