import assert from 'node:assert/strict';
import { pulseModel } from '../../../../src/core/projections/pulse';
import { taskDetails } from '../../../../src/core/projections/treeDetails';
import { stagesOf } from '../../../../src/core/projections/treeStage';
import { taskNode } from '../../../../src/core/projections/treeTask';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import type { RepositoryWork } from '../../../../src/core/work';
import { snapshotOf, task } from '../../../support/builders';

const TASK = task({ task_id: 'A--T01', acceptance_criteria: ['AC01', 'AC02', 'AC03', 'AC04'].map((id) => ({ id: `A-${id}`, text: `${id} holds` })), test_verification: ['tests/a.spec.ts'] });
const ENTRY = { status: 'in-progress', started_at: '2025-10-01T08:00:00Z', acs_completed: ['A-AC01', 'A-AC02'] };

function work(...subjects: string[]): RepositoryWork {
  const landed = subjects.map((subject, index) => ({ hash: `${index}3f2a1c9e`.padEnd(40, '0'), at: '2025-10-01T09:00:00Z', subject, body: '', files: ['tests/a.spec.ts', 'src/a.ts'] }));
  return { key: '1', branches: [], landed };
}

function shown(repository: RepositoryWork | undefined) {
  const snapshot = snapshotOf([TASK], { 'A--T01': ENTRY }, undefined, repository);
  const [view] = snapshot.tasks;
  assert.ok(view);
  const model = pulseModel({ snapshot, gitFacts: { kind: 'unread', reason: '' }, settings: DEFAULT_SETTINGS, now: new Date('2025-10-01T10:00:00Z'), isLoaded: true, isTrusted: true, isOneOfSeveral: false });
  assert.ok('inProgress' in model);
  return {
    rows: taskNode(view, stagesOf(snapshot, DEFAULT_SETTINGS), snapshot).children(),
    summary: taskDetails(view, snapshot, DEFAULT_SETTINGS, new Date('2025-10-01T10:00:00Z')).evidence,
    pulse: model.inProgress[0]?.criteria.map(({ evidence }) => evidence),
    pulseSummary: model.inProgress[0]?.evidence,
  };
}

describe('evidence of criteria, as it is shown', () => {
  const { rows, summary, pulse } = shown(work('feat(A--T01): [AC01] the first holds', 'feat(A--T01): [AC03] the third holds'));
  const last = (index: number) => rows[index]?.tooltip?.split('\n').at(-1);

  it('stands in the tooltip of a criterion, and is read aloud', () => {
    assert.equal(last(0), 'evidenced by 03f2a1c feat(A--T01): [AC01] the first holds · tests/a.spec.ts');
    assert.equal(last(1), 'claimed, no commit names it');
    assert.equal(last(2), 'not recorded, though 13f2a1c feat(A--T01): [AC03] the third holds names it · tests/a.spec.ts');
    assert.equal(last(3), 'AC04 holds');
    assert.match(rows[1]?.accessibleLabel ?? '', /done, claimed, no commit names it$/);
  });

  it('is summed up in the tooltip of the task', () => {
    assert.equal(summary, '2 of 4 evidenced, 1 claimed without evidence, 1 not recorded');
  });

  it('marks the criteria of the pulse', () => {
    assert.deepEqual(pulse?.map((evidence) => evidence?.state), ['evidenced', 'claimed', 'unclaimed', undefined]);
  });

  it('is said once of a task where commits name no criterion at all', () => {
    const silent = shown(work('feat(A--T01): begin'));
    assert.deepEqual(silent.pulse?.filter(Boolean), []);
    assert.equal(silent.pulseSummary, '0 of 4 evidenced, 2 claimed without evidence');
  });

  it('says nothing where git was not asked', () => {
    const without = shown(undefined);
    assert.deepEqual([without.summary, without.pulseSummary], [undefined, undefined]);
    assert.deepEqual(without.pulse?.filter(Boolean), []);
    assert.equal(without.rows[1]?.tooltip, 'A-AC02 · done\nAC02 holds');
  });

  it('keeps what a commit says to one visible line', () => {
    const subject = `feat(A--T01): [AC01] a\u202eb ${'x'.repeat(5000)}`;
    const { rows: [row] } = shown(work(subject));
    assert.ok((row?.tooltip?.length ?? 0) < 300);
    assert.doesNotMatch(row?.tooltip ?? '', /\u202e/);
  });
});
