import assert from 'node:assert/strict';
import type { AgentView } from '../../../../src/core/batch/watch';
import { treeOf } from '../../../../src/core/projections/tree';
import { agentDetails } from '../../../../src/core/projections/treeAgents';
import { EMPTY_FILTER } from '../../../../src/core/projections/treeFilter';
import type { TreeNode } from '../../../../src/core/projections/treeNode';
import { snapshotOf, task } from '../../../support/builders';

const SNAPSHOT = snapshotOf([task({ task_id: 'A--T01' }), task({ task_id: 'B--T01' })], {
  'A--T01': { status: 'in-progress', acs_completed: ['A-AC01'] },
  'B--T01': { status: 'blocked', blocked_reason: 'no access' },
});

function agent(given: Partial<AgentView> = {}): AgentView {
  const { taskId = 'A--T01' } = given;
  return { taskId, branch: `feat/${taskId}`, worktree: `/trees/${taskId}`, done: 1, total: 2, changedFiles: 0, drift: [], overlaps: [], ...given };
}

function tree(agents: readonly AgentView[], text = ''): readonly TreeNode[] {
  return treeOf(SNAPSHOT, { grouping: 'phase', filter: { ...EMPTY_FILTER, text }, settings: { ranking: 'risk' }, agents });
}

const lines = (nodes: readonly TreeNode[] | undefined) => nodes?.map(({ label, description }) => `${label} | ${description ?? ''}`);
const all = (nodes: readonly TreeNode[]): TreeNode[] => nodes.flatMap((node) => [node, ...all(node.children())]);

describe('agents at work, in the task tree', () => {
  it('are not there where nobody works in a worktree', () => {
    assert.deepEqual(tree([]).map(({ label }) => label), ['Phase 1']);
  });

  it('stand in one open row above the tasks, also while a filter hides tasks', () => {
    const nodes = tree([agent(), agent({ taskId: 'B--T01' })]);
    assert.deepEqual(lines(nodes)?.[0], 'Agents at work | 2');
    assert.deepEqual([nodes[0]?.collapsible, nodes[0]?.accessibleLabel], ['expanded', 'Agents at work, 2 worktrees']);
    assert.equal(tree([agent()], 'nothing like it')[0]?.label, 'Agents at work');
  });

  it('say how far they are, and what they committed last, without an age', () => {
    const [row] = tree([agent({ lastSubject: 'feat(A--T01): the first thing', lastCommitAt: '2026-01-01T00:00:00Z' })])[0]?.children() ?? [];
    assert.equal(row?.label, 'A--T01');
    assert.equal(row.description, '1/2 · the first thing');
    assert.equal(row.accessibleLabel, 'Agent of A--T01, in progress, 1 of 2 criteria done, last commit: the first thing');
    assert.deepEqual(row.icon, { id: 'color-mode', color: 'charts.blue' });
    assert.equal(row.contextValue, 'agent in-progress');
  });

  it('warn of files outside of the scope and of shared ones, before all else', () => {
    const warned = agent({ changedFiles: 3, drift: ['src/b.ts', 'src/z.ts'], overlaps: [{ path: 'src/b.ts', taskIds: ['B--T01'] }], lastSubject: 'x' });
    const [heading] = tree([warned, agent({ taskId: 'B--T01', done: 0 })]);
    assert.equal(heading?.description, '2 · 1 to look at');
    const [row, other] = heading.children();
    assert.equal(row?.description, '1/2 · 2 outside scope · shares 1 file with B--T01 · x');
    assert.deepEqual([row.icon.id, other?.icon.id, other?.collapsible], ['warning', 'stop-circle', 'none']);
    assert.match(row.contextValue, /\bhasChanges\b/);
    assert.deepEqual(lines(row.children()), ['src/b.ts | also changed by B--T01, outside scope', 'src/z.ts | outside scope', 'The first thing holds | A-AC01']);
    assert.equal(row.children()[0]?.accessibleLabel, 'warning: src/b.ts, also changed by B--T01, outside scope');
  });

  it('keep the head of a commit that is about another task', () => {
    const described = (lastSubject: string) => tree([agent({ lastSubject })])[0]?.children()[0]?.description;
    assert.deepEqual(['feat(B--T01): x', 'feat(a--t01)!: y', 'no head at all', 'feat(A--T01):'].map(described), ['1/2 · feat(B--T01): x', '1/2 · y', '1/2 · no head at all', '1/2 · feat(A--T01):']);
  });

  it('count siblings that are many', () => {
    const [row] = tree([agent({ overlaps: [{ path: 'a', taskIds: ['X', 'Y'] }, { path: 'b', taskIds: ['Y', 'Z'] }] })])[0]?.children() ?? [];
    assert.equal(row?.description, '1/2 · shares 2 files with 3 others');
  });

  it('show a task that left the manifest, and take no text for more than text', () => {
    const odd = agent({ taskId: 'GONE\n$(zap)', worktree: '/trees/gone', lastSubject: 'a\u202eb', drift: ['a\nb'] });
    const [row] = tree([odd])[0]?.children() ?? [];
    assert.equal(row?.label, 'GONE $(zap)');
    assert.match(row.description ?? '', /a\\u202eb/);
    assert.equal(row.children()[0]?.label, 'a b');
  });

  it('have ids of their own, also of many files', () => {
    const many = agent({ drift: Array.from({ length: 500 }, (_, index) => `src/${index}.ts`) });
    const ids = all(tree([many, agent({ taskId: 'B--T01', drift: ['src/1.ts'] })])).map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(tree([many])[0]?.children()[0]?.children().filter(({ label }) => label === '…and 300 more').length, 1);
  });

  it('tell the rest in a tooltip, with the age of the last commit', () => {
    const details = agentDetails(agent({ changedFiles: 1, lastSubject: 'x', lastCommitAt: '2026-01-01T00:00:00Z', batchId: 'slice-1.1-1', drift: ['a'] }), new Date('2026-01-01T02:00:00Z'));
    assert.deepEqual(details.split('\n'), ['A--T01: 1 of 2 criteria done', '1 outside scope', 'Last commit 2h ago: x', '1 file changed', 'feat/A--T01 in /trees/A--T01', 'Batch slice-1.1-1']);
  });
});
