import { readManifest, readState } from '../../src/core/load';
import { DEFAULT_SETTINGS, type Settings } from '../../src/core/settings';
import { buildSnapshot, type Snapshot } from '../../src/core/snapshot';
import type { RepositoryWork } from '../../src/core/work';

/** A task as it stands in a manifest file. */
export type RawTask = Record<string, unknown> & { task_id: string };

/** A task of the manifest file: whole and valid, apart from what is given. */
export function task(given: Partial<RawTask> & { task_id: string }): RawTask {
  const id = given.task_id;
  const bare = id.replace(/--T\d+$/, '');
  return {
    capability_id: bare,
    phase: 'Phase 1',
    slice: 'Slice 1.1',
    title: `Build ${id}`,
    description: `What ${id} is about`,
    acceptance_criteria: [
      { id: `${bare}-AC01`, text: 'The first thing holds' },
      { id: `${bare}-AC02`, text: 'The second thing holds' },
    ],
    risk: 'Medium',
    est: { size: 'M' },
    depends_on_tasks: [],
    related_specs: ['docs/features/spec.md'],
    related_adrs: [],
    related_guides: [],
    test_verification: [`tests/${bare.toLowerCase()}.spec.ts`],
    gap_codes: [],
    provisional: false,
    ...given,
  };
}

/** A manifest file as an object. */
export function manifest(tasks: readonly RawTask[], more: Record<string, unknown> = {}): Record<string, unknown> {
  return { status: 'OK', timestamp: '2025-09-28T08:00:00Z', ...more, tasks };
}

/** A snapshot of these tasks (or of a whole manifest) and state entries, read as the files would be. */
export function snapshotOf(
  tasks: readonly RawTask[] | Record<string, unknown>,
  entries: Readonly<Record<string, unknown>> = {},
  branchOf?: (taskId: string) => string | undefined,
  work?: RepositoryWork,
  settings: Partial<Settings> = {},
): Snapshot {
  const { manifestPath, statePath } = DEFAULT_SETTINGS;
  const file = Array.isArray(tasks) ? manifest(tasks) : tasks;
  return buildSnapshot({
    rev: 1,
    backlog: { name: 'sample', manifestPath, statePath },
    manifest: readManifest({ kind: 'text', text: JSON.stringify(file) }, manifestPath),
    state: readState({ kind: 'text', text: JSON.stringify({ tasks: entries }) }, statePath),
    ...(branchOf ? { branchOf } : {}),
    ...(work ? { work } : {}),
    settings: { ...DEFAULT_SETTINGS, ...settings },
  });
}
