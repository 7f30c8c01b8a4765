import assert from 'node:assert/strict';
import { claimPatch } from '../../../../src/core/state/claim';
import type { TaskView } from '../../../../src/core/snapshot';
import { snapshotOf, task } from '../../../support/builders';

const NOW = new Date('2025-10-01T12:00:00.123Z');

function viewOf(entry?: Record<string, unknown>): TaskView {
  const view = snapshotOf([task({ task_id: 'A--T01' })], entry ? { 'A--T01': entry } : {}).byId.get('A--T01');
  assert.ok(view);
  return view;
}

describe('claimPatch', () => {
  it('claims a task without an entry, at the real time in UTC', () => {
    assert.deepEqual(claimPatch(viewOf(), NOW), {
      ok: true,
      value: {
        taskId: 'A--T01',
        set: {
          status: 'in-progress',
          started_at: '2025-10-01T12:00:00Z',
          acs_completed: [],
          acs_remaining: ['A-AC01', 'A-AC02'],
        },
        lastUpdated: '2025-10-01T12:00:00Z',
      },
    });
  });

  it('keeps the criteria a blocked task had recorded, also by their bare id, and drops the reason', () => {
    const claim = claimPatch(viewOf({ status: 'blocked', acs_completed: ['AC01'], blocked_reason: 'waits' }), NOW);
    assert.ok(claim.ok);
    assert.deepEqual(claim.value.set['acs_remaining'], ['A-AC02']);
    assert.ok(!('acs_completed' in claim.value.set));
    assert.deepEqual(claim.value.remove, ['blocked_reason']);
  });

  it('refuses what is under way, given up, or not understood', () => {
    for (const status of ['in-progress', 'completed', 'abandoned', 'partial']) {
      const claim = claimPatch(viewOf({ status }), NOW);
      assert.ok(!claim.ok);
      assert.match(claim.error, /^A--T01 cannot be claimed: /);
    }
  });
});
