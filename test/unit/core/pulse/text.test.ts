import assert from 'node:assert/strict';
import { pulseFigures } from '../../../../src/core/pulse/figures';
import { pulseText } from '../../../../src/core/pulse/text';
import type { Snapshot } from '../../../../src/core/snapshot';
import { snapshotOf, task } from '../../../support/builders';
import { SPEC_NOW, specExample } from './specExample';

const settings = { ranking: 'risk' } as const;
const text = (snapshot: Snapshot, now = SPEC_NOW) => pulseText(pulseFigures(snapshot, settings, now));
const line = (snapshot: Snapshot, prefix: string) =>
  text(snapshot).split('\n').find((candidate) => candidate.startsWith(`- ${prefix}: `))?.slice(prefix.length + 4);

describe('the pulse text', () => {
  it('is the example of the spec to the byte', () => {
    assert.equal(
      text(specExample()),
      `### Implementation Pulse (2025-09-28T10:30:00Z)
- Phase: Phase 1
- Slice: Slice 1.1
- Tasks: pending 62 | in-progress 1 | blocked 0 | completed 5 | abandoned 0
- Progress: 7.4% (5/68 tasks)
- High Risk: 3 completed, 32 remaining
- Latest Completed: MONOREPO_STRUCTURE--T01 (completed 5m ago)
- In Progress: SQLITE_SCHEMA--T01 (3 ACs completed, 2 remaining)
- Next Eligible: ATOMIC_FILE_WRITER--T01, CONTENT_HASH_IMPLEMENTATION--T01
- Blockers: none
- Oldest In-Progress: SQLITE_SCHEMA--T01 (started 25m ago)`,
    );
  });

  it('says none where there is nothing', () => {
    assert.equal(
      text(snapshotOf([])),
      `### Implementation Pulse (2025-09-28T10:30:00Z)
- Phase: none
- Slice: none
- Tasks: pending 0 | in-progress 0 | blocked 0 | completed 0 | abandoned 0
- Progress: 0.0% (0/0 tasks)
- High Risk: 0 completed, 0 remaining
- Latest Completed: none
- In Progress: none
- Next Eligible: none
- Blockers: none
- Oldest In-Progress: none`,
    );
  });

  it('names all that is under way, the oldest first, and three that come next', () => {
    const tasks = ['A', 'B', 'C', 'D', 'E', 'F'].map((id) => task({ task_id: id }));
    const snapshot = snapshotOf(tasks, {
      A: { status: 'in-progress', started_at: '2025-09-28T10:20:00Z' },
      B: { status: 'in-progress', started_at: '2025-09-26T10:00:00Z', acs_completed: ['B-AC01'] },
    });
    assert.equal(line(snapshot, 'In Progress'), 'B (1 ACs completed, 1 remaining), A (0 ACs completed, 2 remaining)');
    assert.equal(line(snapshot, 'Oldest In-Progress'), 'B (started 2d ago)');
    assert.equal(line(snapshot, 'Next Eligible'), 'C, D, E');
  });

  it('tells why a task is blocked, in one line', () => {
    const snapshot = snapshotOf(
      [task({ task_id: 'A' }), task({ task_id: 'B' }), task({ task_id: 'C', depends_on_tasks: ['A', 'B'] })],
      {
        A: { status: 'blocked', blocked_reason: 'Waiting for\n- Progress: 100% the bank\u202e' },
        B: { status: 'blocked' },
        C: { status: 'blocked' },
      },
    );
    const blockers = line(snapshot, 'Blockers');
    assert.equal(blockers, 'A (Waiting for - Progress: 100% the bank\\u202e), B (no reason recorded), C (waits on A, B)');
    assert.equal(text(snapshot).split('\n').length, 11);
  });

  it('counts statuses it does not know, and takes percentages over all tasks', () => {
    const snapshot = snapshotOf(['A', 'B', 'C'].map((id) => task({ task_id: id })), {
      A: { status: 'partial' },
      B: { status: 'completed', completed_at: '2025-09-28T08:29:00Z' },
    });
    assert.equal(line(snapshot, 'Tasks'), 'pending 1 | in-progress 0 | blocked 0 | completed 1 | abandoned 0 | unknown 1');
    assert.equal(line(snapshot, 'Progress'), '33.3% (1/3 tasks)');
    assert.equal(line(snapshot, 'Latest Completed'), 'B (completed 2h ago)');
  });

  it('clamps times that cannot be, and says when it cannot read one', () => {
    const of = (entry: object) => snapshotOf([task({ task_id: 'A' })], { A: entry });
    const future = of({ status: 'in-progress', started_at: '9999-01-01T00:00:00Z' });
    assert.equal(line(future, 'Oldest In-Progress'), 'A (started just now)');
    const backwards = of({ status: 'completed', started_at: '2025-09-28T10:20:00Z', completed_at: '2025-09-20T10:00:00Z' });
    assert.equal(line(backwards, 'Latest Completed'), 'A (completed 10m ago)');
    assert.equal(line(of({ status: 'in-progress', started_at: 'this morning' }), 'Oldest In-Progress'), 'A (time unknown)');
    assert.equal(line(of({ status: 'completed' }), 'Latest Completed'), 'A (time unknown)');
    const local = of({ status: 'in-progress', started_at: '2025-09-28 12:00:00+02:00' });
    assert.equal(line(local, 'Oldest In-Progress'), 'A (started 30m ago)');
  });

  it('places the work at the next task, else at the latest completed one', () => {
    const tasks = [task({ task_id: 'A', phase: 1, slice: '1.1' }), task({ task_id: 'B', phase: 2, slice: '2.3' })];
    const done = { status: 'completed', completed_at: '2025-09-28T08:00:00Z' };
    assert.equal(line(snapshotOf(tasks, { A: done }), 'Slice'), 'Slice 2.3');
    assert.equal(line(snapshotOf(tasks, { A: done, B: { status: 'abandoned' } }), 'Phase'), 'Phase 1');
  });

  it('never says 100 % while a task is open', () => {
    const tasks = Array.from({ length: 3000 }, (_, index) => task({ task_id: `T${index}` }));
    const entries = Object.fromEntries(tasks.slice(1).map(({ task_id: id }) => [id, { status: 'completed' }]));
    assert.equal(line(snapshotOf(tasks, entries), 'Progress'), '99.9% (2999/3000 tasks)');
  });
});
