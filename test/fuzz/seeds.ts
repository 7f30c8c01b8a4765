import { manifest, task } from '../support/builders';

/** Backlogs that are in order, for mutations of them: small, with all that is read of a task. */
export const TASKS = [
  task({ task_id: 'A--T01', risk: 'High', parallel: true, conflicts_with: ['C--T01'], file_scope: ['src/a/**', 'docs/{a,b}.md'], related_adrs: ['ADR-0009: Title'], related_guides: ['docs/guide.md#part'] }),
  task({ task_id: 'B--T01', depends_on_tasks: ['A--T01'], est: { size: 'L' }, parallelism_group: 'one' }),
  task({ task_id: 'C--T01', phase: 'Phase 2', slice: 'Slice 2.1', depends_on_tasks: ['B--T01', 'A--T01'], conflicts_with: ['A--T01'], provisional: true, gap_codes: ['GAP-1'] }),
  task({ task_id: 'D--T01', phase: 2, slice: '2.1', risk: 'low', test_verification: 'tests/d.spec.ts (mocks)', acceptance_criteria: ['As a text'] }),
];

export const MANIFEST = manifest(TASKS, { manifest_hash: `sha256:${'ab'.repeat(8)}`, gaps: [{ code: 'GAP-1', text: 'Open' }], $schema: 'x', own: 12 });
export const MANIFEST_TEXT = `${JSON.stringify(MANIFEST, null, 2)}\n`;

export const STATE = {
  manifest_hash: 'PLACEHOLDER',
  last_updated: '2025-10-01T10:00:00Z',
  tasks: {
    'A--T01': { status: 'completed', started_at: '2025-09-28T10:00:00Z', completed_at: '2025-09-29T10:00:00Z', acs_completed: ['A-AC01', 'AC02'], acs_remaining: [] },
    'B--T01': { status: 'in-progress', started_at: '2025-10-01T09:00:00Z', acs_completed: ['B-AC01'], acs_remaining: ['B-AC02'], notes: 'one\ntwo', own: 12 },
    'C--T01': { status: 'blocked', blocked_reason: 'it waits' },
    'GONE--T01': { status: 'completed' },
  },
  archived: { 'OLD--T01': { status: 'completed' } },
};
export const STATE_TEXT = `${JSON.stringify(STATE, null, 2)}\n`;
