import type { Settings } from '../settings';
import type { Snapshot } from '../snapshot';
import { conflictsOf, type Conflicts } from './conflicts';

/** What conflicts among the tasks of a snapshot, with what past work teaches where the setting wants that and git was asked. */
export function snapshotConflicts({ tasks, work, backlog }: Snapshot, { learnsConflicts }: Pick<Settings, 'learnsConflicts'>): Conflicts {
  const ignored = [backlog.manifestPath, backlog.statePath];
  return conflictsOf(tasks.map(({ task }) => task), { ignored, ...(learnsConflicts && work ? { work } : {}) });
}
