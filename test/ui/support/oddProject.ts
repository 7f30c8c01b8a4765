import { MANIFEST, sampleFiles, STATE } from './sample';

const DAY = 24 * 60 * 60_000;

interface Manifest {
  timestamp: string;
  readonly tasks: readonly { readonly task_id: string; readonly acceptance_criteria: readonly { readonly id: string }[] }[];
}

/**
 * The sample as a project that agents have worked on for a while: healthy, and imperfect as real ones are. Some tasks
 * jumped to completed, one was left lying, blockers hang together, and a former manifest left entries behind.
 */
export function oddProject(now = Date.now()): Record<string, string> {
  const ago = (days: number) => new Date(now - days * DAY).toISOString();
  const files = sampleFiles(now);
  const manifest = JSON.parse(files[MANIFEST] ?? '') as Manifest;
  manifest.timestamp = ago(20);
  const state = JSON.parse(files[STATE] ?? '') as { tasks: Record<string, object> };
  const criteria = (id: string) => manifest.tasks.find(({ task_id }) => task_id === id)?.acceptance_criteria.map((one) => one.id) ?? [];
  const completed = (id: string, more: object = {}) => ({ status: 'completed', completed_at: ago(2), acs_completed: criteria(id), ...more });
  const blocked = (reason: string) => ({ status: 'blocked', started_at: ago(1), blocked_reason: reason });
  Object.assign(state.tasks, {
    'LEDGER_SCHEMA--T01': { status: 'in-progress', started_at: ago(6), acs_completed: criteria('LEDGER_SCHEMA--T01').slice(0, 3) },
    'CLI_SHELL--T01': { status: 'in-progress', started_at: ago(0.1), acs_completed: criteria('CLI_SHELL--T01') },
    'TESTKIT_BUILDERS--T01': completed('TESTKIT_BUILDERS--T01', { started_at: ago(3), acs_completed: criteria('TESTKIT_BUILDERS--T01').slice(1) }),
    'JOURNAL_POSTING--T01': blocked('The schema has no place for reversals'),
    'JOURNAL_POSTING--T02': blocked('Waits for the same decision'),
    'PERIOD_LOCK--T01': blocked('The audit chain is not settled'),
    ...Object.fromEntries(['STATEMENT_MODEL--T01', 'CONFIG_LOADING--T01', 'OFX_IMPORT--T01', 'CSV_IMPORT--T02', 'WEB_REPORTS--T01'].map((id) => [id, completed(id)])),
    ...Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`FORMER_PLAN--T${String(index + 1).padStart(2, '0')}`, { status: 'completed', completed_at: ago(30) }])),
    'RENAMED_LATER--T01': { status: 'in-progress', started_at: ago(4) },
  });
  return { ...files, [MANIFEST]: `${JSON.stringify(manifest, null, 2)}\n`, [STATE]: `${JSON.stringify(state, null, 2)}\n` };
}
