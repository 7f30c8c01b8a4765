import type { TaskDocuments } from '../../../../src/core/documents';
import { parseManifest } from '../../../../src/core/manifest/parse';
import type { Task } from '../../../../src/core/manifest/task';
import { DEFAULT_SETTINGS } from '../../../../src/core/settings';
import { buildSnapshot, type TaskView } from '../../../../src/core/snapshot';
import { parseState } from '../../../../src/core/state/parse';
import type { DelegationInput } from '../../../../src/core/delegate/prompt';

/** The spec's example task, with a section and an ADR by id. */
export const EXAMPLE = {
  task_id: 'CONTENT_HASH_IMPLEMENTATION--T01',
  capability_id: 'CONTENT_HASH_IMPLEMENTATION',
  phase: 'Phase 1',
  slice: 'Slice 1.1',
  title: 'Implement SHA-256 content hash computation',
  description: 'Core hash computation with collision detection',
  acceptance_criteria: [
    { id: 'CONTENT_HASH_IMPLEMENTATION-AC01', text: 'Given two identical transcripts only one row persisted' },
    { id: 'CONTENT_HASH_IMPLEMENTATION-AC02', text: 'Hash matches external sha256sum for fixture' },
  ],
  risk: 'High',
  est: { size: 'M' },
  related_specs: ['docs/features/staging-ledger/spec-staging-tech.md#hashing'],
  related_adrs: ['ADR-0002: Dual Hash Migration'],
  related_guides: ['docs/guides/guide-tdd-applicability.md'],
  test_verification: ['packages/storage/tests/content-hash.spec.ts (fixtures)'],
};

/** The view of one task of a manifest that holds only it. */
export function viewOf(raw: Record<string, unknown>, entry?: Record<string, unknown>): TaskView {
  const manifest = parseManifest(JSON.stringify({ status: 'OK', tasks: [raw] }), 'manifest.json').manifest;
  const id = String(raw['task_id']);
  const entries = JSON.stringify(entry ? { [id]: entry } : {});
  const state = parseState(`{"tasks":${entries}}`, 'state.json').state;
  const snapshot = buildSnapshot({
    rev: 1,
    backlog: { name: 'test', manifestPath: 'manifest.json', statePath: 'state.json' },
    manifest: { health: 'ok', value: manifest, problems: [] },
    state: { health: 'ok', value: state, problems: [] },
  });
  const view = snapshot.byId.get(id);
  if (!view) throw new Error('the task of the test could not be read');
  return view;
}

/** Every document found, an ADR by id in `docs/adr`; tests not there yet. */
export function documentsOf(task: Task): TaskDocuments {
  return {
    taskId: task.id,
    context: [...task.specs, ...task.adrs, ...task.guides].map((ref) => ({
      kind: 'found',
      ref,
      path: ref.path ?? `docs/adr/${ref.adr}-decision.md`,
    })),
    tests: task.tests.map((ref) => ({ kind: 'missing', ref, reason: 'there is no such file' })),
  };
}

/** Everything a prompt needs, for a task that was just started. */
export function inputOf(raw: Record<string, unknown>, more: Partial<DelegationInput> = {}): DelegationInput {
  const view = more.view ?? viewOf(raw, { status: 'in-progress', started_at: '2025-09-28T10:35:00Z', acs_completed: [] });
  return {
    view,
    documents: documentsOf(view.task),
    settings: DEFAULT_SETTINGS,
    branch: `feat/${view.task.id}`,
    baseBranch: 'main',
    claim: 'committed',
    boundary: 'b0undary0b0undary',
    ...more,
  };
}
