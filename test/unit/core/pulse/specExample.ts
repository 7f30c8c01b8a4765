import type { Snapshot } from '../../../../src/core/snapshot';
import { snapshotOf, task, type RawTask } from '../../../support/builders';

export const SPEC_NOW = new Date('2025-09-28T10:30:00.417Z');

/** The backlog of the spec's example pulse: 68 tasks, 35 of them High, 5 completed, one in progress. */
export function specExample(): Snapshot {
  const schema = 'SQLITE_SCHEMA--T01';
  const tasks: RawTask[] = [task({ task_id: 'MONOREPO_STRUCTURE--T01', risk: 'High' })];
  tasks.push(
    task({
      task_id: schema,
      risk: 'High',
      acceptance_criteria: [1, 2, 3, 4, 5].map((n) => ({ id: `SQLITE_SCHEMA-AC0${n}`, text: `Criterion ${n}` })),
    }),
    task({ task_id: 'ATOMIC_FILE_WRITER--T01', risk: 'High' }),
    task({ task_id: 'CONTENT_HASH_IMPLEMENTATION--T01', risk: 'High' }),
  );
  for (let n = 1; n <= 64; n++) {
    const risk = n <= 31 ? 'High' : n <= 48 ? 'Medium' : 'Low';
    tasks.push(task({ task_id: `LATER_${n}--T01`, risk, phase: n < 40 ? 1 : 2, slice: n < 40 ? '1.2' : '2.1', depends_on_tasks: [schema] }));
  }
  const done = (completed: string) => ({ status: 'completed', started_at: '2025-09-28T08:00:00Z', completed_at: completed });
  return snapshotOf(tasks, {
    'MONOREPO_STRUCTURE--T01': done('2025-09-28T10:25:00Z'),
    'LATER_1--T01': done('2025-09-28T09:00:00Z'),
    'LATER_2--T01': done('2025-09-28T10:24:59Z'),
    'LATER_50--T01': done('2025-09-28T10:00:00Z'),
    'LATER_51--T01': { ...done(''), completed_at: 'yesterday' },
    [schema]: {
      status: 'in-progress',
      started_at: '2025-09-28T10:05:00Z',
      acs_completed: ['SQLITE_SCHEMA-AC01', 'AC02', 'SQLITE_SCHEMA-AC03'],
      acs_remaining: ['SQLITE_SCHEMA-AC04', 'SQLITE_SCHEMA-AC05'],
    },
  });
}
