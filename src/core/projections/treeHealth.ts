import type { Settings } from '../settings';
import type { Snapshot } from '../snapshot';
import { counted, t } from '../words';
import { countShown } from './tree';
import { filterText, isFiltering, type TreeFilter } from './treeFilter';

/** What welcome views and menus rest on (context key `orchestrator.backlogState`). */
type BacklogState = 'loading' | 'none' | 'broken' | 'finished' | 'ready';

/** The state of the window: of the active backlog, or that none was found. */
export function backlogStateOf(snapshot: Snapshot | undefined, isLoaded: boolean): BacklogState {
  if (!snapshot) return isLoaded ? 'none' : 'loading';
  if (snapshot.manifestHealth === 'missing') return isLoaded ? 'none' : 'loading';
  if (!snapshot.manifest) return 'broken';
  return isFinished(snapshot) ? 'finished' : 'ready';
}

/** The lines above the tree, if something has to be said about the whole of it. */
export function treeMessage(
  snapshot: Snapshot,
  filter: TreeFilter,
  settings: Pick<Settings, 'ranking'>,
): string | undefined {
  const lines = [...healthLines(snapshot)];
  if (isFiltering(filter) && snapshot.tasks.length > 0) {
    const shown = countShown(snapshot, { filter, settings });
    const all = snapshot.tasks.length;
    // A view with a message has no welcome text: an empty tree is explained here.
    lines.push(shown === 0 ? counted(all, 'Filter: {1} · no match among {0} task', 'Filter: {1} · no match among {0} tasks', filterText(filter)) : counted(all, 'Filter: {1} · {2} of {0} task', 'Filter: {1} · {2} of {0} tasks', filterText(filter), shown));
  } else if (isFinished(snapshot)) {
    const abandoned = snapshot.tasks.filter((view) => view.status === 'abandoned').length;
    const all = snapshot.tasks.length;
    lines.push(abandoned > 0 ? counted(all, 'All {0} task are finished, {1} of them abandoned.', 'All {0} tasks are finished, {1} of them abandoned.', abandoned) : counted(all, 'All {0} task are finished.', 'All {0} tasks are finished.'));
  }
  return lines.length > 0 ? lines.join('\n') : undefined;
}

function healthLines({ manifestHealth, stateHealth }: Snapshot): readonly string[] {
  if (manifestHealth === 'broken') {
    return [t('The manifest can’t be read. Mend the place named below; the tasks appear by themselves.')];
  }
  if (manifestHealth === 'stale') {
    return [t('The manifest can’t be read at present. The tasks of its last good version are shown.')];
  }
  if (stateHealth === 'stale') return [t('The state file can’t be read at present. Its last good version is shown.')];
  if (stateHealth === 'broken') return [t('The state file can’t be read, so every task is shown as pending.')];
  return [];
}

function isFinished(snapshot: Snapshot): boolean {
  const isDone = ({ status }: { status: string }) => status === 'completed' || status === 'abandoned';
  return snapshot.tasks.length > 0 && snapshot.tasks.every(isDone);
}
