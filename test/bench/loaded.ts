import { readManifest, readState } from '../../src/core/load';
import { buildSnapshot, type Snapshot } from '../../src/core/snapshot';
import type { GeneratedBacklog } from '../support/generatedBacklog';

/** What a window would be told of. */
export const BACKLOG = { name: 'bench', manifestPath: 'manifest.json', statePath: 'state.json' };

/** Loads, validates and makes the snapshot of a backlog that has nothing wrong. */
export function loaded({ manifest, state }: GeneratedBacklog): Snapshot {
  const snapshot = buildSnapshot({
    rev: 1,
    backlog: BACKLOG,
    manifest: readManifest({ kind: 'text', text: manifest }, BACKLOG.manifestPath),
    state: readState({ kind: 'text', text: state }, BACKLOG.statePath),
  });
  if (snapshot.tasks.length === 0 || snapshot.problems.length > 0) throw new Error('the backlog was not read as it should');
  return snapshot;
}

/** What bare Node would do with the same texts. */
export function parsed({ manifest, state }: GeneratedBacklog): unknown {
  return [JSON.parse(manifest), JSON.parse(state)];
}
