import type { AgentView } from '../../../src/core/batch/watch';
import type { GitFacts } from '../../../src/core/git';
import { NO_FACTS } from '../../../src/core/facts';
import { readManifest, readState } from '../../../src/core/load';
import { graphModel } from '../../../src/core/projections/graph';
import { pulseModel, type PulseInput } from '../../../src/core/projections/pulse';
import { pulseWaves } from '../../../src/core/projections/pulseWaves';
import type { PulseModel } from '../../../src/core/pulseProtocol';
import { attentionInViews } from '../../../src/core/rules/attention';
import { DEFAULT_SETTINGS } from '../../../src/core/settings';
import { buildSnapshot, type Snapshot } from '../../../src/core/snapshot';
import { historyStates } from './historyStates';
import { oddProject } from './oddProject';
import { MANIFEST, sampleFiles, STATE } from './sample';

/** The moment of every state: what they show does not depend on when it is looked at. */
export const STATES_NOW = new Date('2025-09-28T10:30:00Z');

/** A state of the pulse panel's page: its name, and what the extension host would send. */
export interface PulseState {
  readonly name: string;
  readonly model: PulseModel;
}

const BRANCH: GitFacts = { kind: 'repository', root: '/', head: { kind: 'branch', name: 'main', commit: '0'.repeat(40) }, dirty: [], branches: ['main'], remoteBranches: [] };

type Files = Readonly<Record<string, string>>;
type Entries = Record<string, Record<string, unknown>>;

function snapshotOf(files: Files): Snapshot {
  const backlog = { name: 'ledgerline', manifestPath: MANIFEST, statePath: STATE };
  return buildSnapshot({
    rev: 1,
    backlog,
    manifest: readManifest({ kind: 'text', text: files[MANIFEST] ?? '' }, MANIFEST),
    state: readState({ kind: 'text', text: files[STATE] ?? '' }, STATE),
  });
}

function board(snapshot: Snapshot | undefined, more: Partial<PulseInput> = {}): PulseModel {
  const attention = snapshot && attentionInViews({ snapshot, facts: NO_FACTS, settings: DEFAULT_SETTINGS, now: STATES_NOW });
  const waves = snapshot && pulseWaves(snapshot, DEFAULT_SETTINGS);
  return pulseModel({ ...surroundings(snapshot), ...(attention ? { attention } : {}), ...(waves ? { waves } : {}), now: STATES_NOW, ...more });
}

function surroundings(snapshot: Snapshot | undefined) {
  return { snapshot, gitFacts: BRANCH, settings: DEFAULT_SETTINGS, isLoaded: true, isTrusted: true, isOneOfSeveral: false };
}

/** Every state that the pulse panel's page has, of the sample backlog. */
export function pulseStates(): readonly PulseState[] {
  const files = sampleFiles(STATES_NOW.getTime());
  const sample = snapshotOf(files);
  const broken = snapshotOf({ ...files, [MANIFEST]: files[MANIFEST]?.slice(0, 4000) ?? '' });
  const odd = snapshotOf(oddProject(STATES_NOW.getTime()));
  return [
    { name: 'loading', model: board(undefined, { isLoaded: false }) },
    { name: 'none', model: board(undefined) },
    { name: 'empty', model: board(snapshotOf({ ...files, [MANIFEST]: '{"status": "OK", "gaps": [], "tasks": []}' })) },
    { name: 'gaps', model: board(snapshotOf({ ...files, [MANIFEST]: JSON.stringify(GAPS) })) },
    { name: 'broken', model: board(broken) },
    { name: 'stale', model: board({ ...sample, manifestHealth: 'stale', problems: broken.problems }, { staleSince: new Date(STATES_NOW.getTime() - 240_000) }) },
    { name: 'finished', model: board(withEntries(files, (id, criteria) => [id, { status: 'completed', started_at: '2025-09-28T07:00:00Z', completed_at: '2025-09-28T09:00:00Z', acs_completed: criteria }])) },
    { name: 'untrusted', model: board(sample, { isTrusted: false, gitFacts: { kind: 'unread', reason: 'the workspace is not trusted' } }) },
    { name: 'ready', model: board(sample) },
    { name: 'attention', model: board(odd, { agents: AGENTS }) },
    { name: 'overloaded', model: board(overloaded(files)) },
    { name: 'graph', model: graphModel(surroundings(sample)) },
    ...historyStates({ ...surroundings(sample), snapshot: sample }, STATES_NOW),
  ];
}

const GAPS = {
  status: 'BLOCKED',
  gaps: [
    { code: 'GAP-PRD-MONEY', description: 'The product document does not say how amounts are rounded.' },
    { code: 'GAP-VAT-RATES', description: 'Which rates apply before 2020 is left open by the specification.' },
  ],
  tasks: [],
};

const AGENTS: readonly AgentView[] = [
  {
    taskId: 'CLI_SHELL--T01',
    branch: 'feat/CLI_SHELL--T01',
    worktree: '/trees/CLI_SHELL--T01',
    done: 4,
    total: 4,
    lastCommitAt: '2025-09-28T10:24:00Z',
    lastSubject: 'feat(CLI_SHELL--T01): exit codes are told in the help text',
    changedFiles: 6,
    drift: [],
    overlaps: [],
  },
  {
    taskId: 'LEDGER_SCHEMA--T01',
    branch: 'feat/LEDGER_SCHEMA--T01',
    worktree: '/trees/LEDGER_SCHEMA--T01',
    done: 3,
    total: 5,
    lastCommitAt: '2025-09-28T10:11:00Z',
    lastSubject: 'feat(LEDGER_SCHEMA--T01): a journal line names its account',
    changedFiles: 4,
    drift: ['packages/money/src/money.ts'],
    overlaps: [{ path: 'packages/storage/src/migrations.ts', taskIds: ['CLI_SHELL--T01'] }],
  },
];

/** The sample with a record for each task, by what `entry` makes of its id and the ids of its criteria. */
function withEntries(files: Files, entry: (id: string, criteria: readonly string[]) => readonly [string, Record<string, unknown>]): Snapshot {
  const { tasks } = JSON.parse(files[MANIFEST] ?? '') as { tasks: { task_id: string; acceptance_criteria: { id: string }[] }[] };
  const entries = Object.fromEntries(tasks.map(({ task_id: id, acceptance_criteria: criteria }) => entry(id, criteria.map((one) => one.id))));
  return snapshotOf({ ...files, [STATE]: JSON.stringify({ tasks: entries }) });
}

/** Five tasks under way, where three are the limit. */
function overloaded(files: Files): Snapshot {
  const state = JSON.parse(files[STATE] ?? '') as { tasks: Entries };
  const started = ['CLI_SHELL--T01', 'CONFIG_LOADING--T01', 'TESTKIT_BUILDERS--T01', 'STATEMENT_MODEL--T01'];
  started.forEach((id, index) => (state.tasks[id] = { status: 'in-progress', started_at: `2025-09-28T0${index + 5}:12:00Z`, acs_completed: [] }));
  return snapshotOf({ ...files, [STATE]: JSON.stringify(state) });
}
