import type { Git } from '../ports';
import type { Settings } from '../settings';
import type { Snapshot } from '../snapshot';
import { buildHistory } from './buildHistory';
import type { ProjectHistory } from './history';

/** What a history is read with. */
export interface HistoryPorts {
  readonly git: Pick<Git, 'history'>;
  readonly settings: Pick<Settings, 'branchPattern' | 'manifestPath' | 'statePath' | 'maxFileBytes'>;
  readonly now: Date;
  isCancelled?(): boolean;
  /** One that builds from its last answer, where histories are read one after another. */
  readonly build?: typeof buildHistory;
}

/**
 * Asks git for the past of the base branch, and tells from it what became of the tasks. Undefined where there is no git, no
 * base branch, or no trust, and where the reading was called off.
 */
export async function readHistory(snapshot: Snapshot, { git, settings, now, isCancelled, build = buildHistory }: HistoryPorts): Promise<ProjectHistory | undefined> {
  const commit = snapshot.work?.base?.commit;
  if (commit === undefined) return undefined;
  const { manifestPath, statePath, maxFileBytes } = settings;
  const past = await git.history({ commit, manifestPath, statePath, maxFileBytes, ...(isCancelled ? { isCancelled } : {}) });
  return past && build({ snapshot, past, now, settings });
}
