import type { Settings } from '../settings';
import type { Snapshot } from '../snapshot';
import { countShown } from './tree';
import { filterText, isFiltering, type TreeFilter } from './treeFilter';
import { counted } from './treeText';

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
    const all = counted(snapshot.tasks.length, 'task');
    // A view with a message has no welcome text: an empty tree is explained here.
    lines.push(`Filter: ${filterText(filter)} · ${shown === 0 ? `no match among ${all}` : `${shown} of ${all}`}`);
  } else if (isFinished(snapshot)) {
    const abandoned = snapshot.tasks.filter((view) => view.status === 'abandoned').length;
    const rest = abandoned > 0 ? `, ${abandoned} of them abandoned` : '';
    lines.push(`All ${counted(snapshot.tasks.length, 'task')} are finished${rest}.`);
  }
  return lines.length > 0 ? lines.join('\n') : undefined;
}

function healthLines({ manifestHealth, stateHealth }: Snapshot): readonly string[] {
  if (manifestHealth === 'broken') {
    return ['The manifest can’t be read. Mend the place named below; the tasks appear by themselves.'];
  }
  if (manifestHealth === 'stale') {
    return ['The manifest can’t be read at present. The tasks of its last good version are shown.'];
  }
  if (stateHealth === 'stale') return ['The state file can’t be read at present. Its last good version is shown.'];
  if (stateHealth === 'broken') return ['The state file can’t be read, so every task is shown as pending.'];
  return [];
}

function isFinished(snapshot: Snapshot): boolean {
  const isDone = ({ status }: { status: string }) => status === 'completed' || status === 'abandoned';
  return snapshot.tasks.length > 0 && snapshot.tasks.every(isDone);
}
