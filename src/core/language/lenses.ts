import { sourceName } from '../overlay/sourceText';
import { oneLine } from '../projections/treeText';
import { standingOf } from '../select/eligibility';
import { explain } from '../select/explain';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';
import { statusName } from '../statusName';
import { t } from '../words';

/** What a lens does when it is clicked. */
export type LensAct = 'start' | 'resume' | 'explain' | 'reveal' | 'open';

export interface LensText {
  readonly title: string;
  readonly tooltip: string;
}

/** Above this number of tasks, those that can be neither started nor resumed have one lens instead of two. */
const MANY_TASKS = 2000;

/**
 * The lenses over a task of the manifest, cheap enough to be asked for every task at each change.
 *
 * @param mayAct whether the workspace is trusted
 */
export function taskLenses(view: TaskView, snapshot: Snapshot, mayAct: boolean): readonly LensAct[] {
  const act = mayAct ? actOf(view) : undefined;
  if (act) return [act, 'explain', 'reveal'];
  return snapshot.tasks.length > MANY_TASKS ? ['reveal'] : ['explain', 'reveal'];
}

/** The lenses over an entry of the state file; an entry of no task has none. */
export const ENTRY_LENSES: readonly LensAct[] = ['reveal', 'open'];

function actOf({ status, unmet, branch }: TaskView): LensAct | undefined {
  if (status === 'in-progress') return 'resume';
  return status === 'pending' && unmet.length === 0 ? (branch === undefined ? 'start' : 'resume') : undefined;
}

/** The words of a lens over a task. Icons are ours; text of files holds none. */
export function lensText(act: LensAct, view: TaskView, snapshot: Snapshot, settings: Pick<Settings, 'ranking'>): LensText {
  const id = oneLine(view.task.id, 80);
  switch (act) {
    case 'start': {
      const isFree = standingOf(view, snapshot).kind === 'eligible';
      return { title: `$(play) ${t('Start')}`, tooltip: isFree ? t('Start {0} on a branch of its own', id) : t('Start {0}: it has to wait, and the reason is told', id) };
    }
    case 'resume':
      return { title: `$(debug-rerun) ${t('Resume')}`, tooltip: t('Go on with {0}', id) };
    case 'explain':
      return { title: t('Explain'), tooltip: oneLine(explain(view, snapshot, settings).summary, 300) };
    case 'reveal':
      return { title: progress(view), tooltip: t('Show {0} in the tree', id) };
    case 'open':
      return { title: t('Open Task'), tooltip: t('Open {0} in the manifest', id) };
  }
}

function progress(view: TaskView): string {
  const { doneCount, criteria, status, entry, branch, unmet } = view;
  const done = criteria.length === 0 ? t('no criteria') : t('{0}/{1} criteria', doneCount, criteria.length);
  const word = status === 'unknown' ? t('unknown status “{0}”', withoutIcons(oneLine(entry?.rawStatus ?? '', 40))) : status === 'in-progress' ? t('in progress') : statusName(status);
  const on = sourceName(view) ?? (status === 'in-progress' ? branch : undefined);
  const stands = `${done} · ${on === undefined ? word : t('{0} on {1}', word, withoutIcons(oneLine(on, 80)))}`;
  if (status !== 'pending' || unmet.length === 0) return stands;
  return unmet.length === 1 ? t('{0}, waits on {1}', stands, withoutIcons(oneLine(unmet[0] ?? '', 60))) : t('{0}, waits on {1} tasks', stands, unmet.length);
}

/** A lens's title makes icons of `$(name)`: text of files must not. */
function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}
