import { mergeName, sourceWords } from '../overlay/sourceText';
import { waitReason } from '../overlay/unmetText';
import type { Snapshot, TaskView } from '../snapshot';
import type { Settings } from '../settings';
import { riskName } from '../riskName';
import { riskWords } from '../riskWords';
import { counted, t } from '../words';
import { eligibleTasks, standingOf, type Standing } from './eligibility';

/** Why a task is next, or why not. Plain text, fit for a person and a model. */
export interface Explanation {
  readonly taskId: string;
  readonly standing: Standing['kind'];
  /** 1 is next; absent when the task is not eligible. */
  readonly rank?: number;
  readonly summary: string;
  readonly reasons: readonly string[];
}

/**
 * Explains one task's standing (DESIGN section 3: "`explain` says for every task why it is next, or why not").
 *
 * @param eligible all that can be started, best first, where the caller has ranked them already
 */
export function explain(view: TaskView, snapshot: Snapshot, settings: Pick<Settings, 'ranking'>, eligible?: readonly TaskView[]): Explanation {
  const standing = standingOf(view, snapshot);
  const taskId = view.task.id;
  if (standing.kind !== 'eligible') {
    const where = standing.kind === 'in-progress' || standing.kind === 'completed' || standing.kind === 'blocked' ? sourceWords(view) : '';
    const summary = where === '' ? t('{0} is not next: {1}.', taskId, headline(standing)) : t('{0} is not next: {1} {2}.', taskId, headline(standing), where);
    return { taskId, standing: standing.kind, summary, reasons: details(standing, view, snapshot) };
  }
  const ranked = eligible ?? eligibleTasks(snapshot, settings.ranking);
  const rank = ranked.findIndex((other) => other.task.id === taskId) + 1;
  const first = ranked[0];
  const summary =
    rank === 1 ? t('{0} is next.', taskId) : t('{0} can be started, and stands at place {1} of {2}.', taskId, rank, ranked.length);
  return { taskId, standing: 'eligible', rank, summary, reasons: rankReasons(view, first, ranked.length, settings) };
}

function rankReasons(view: TaskView, first: TaskView | undefined, count: number, settings: Pick<Settings, 'ranking'>): string[] {
  const needs = view.task.dependsOn.length;
  const reasons = [
    needs === 0 ? t('It depends on no other task.') : counted(needs, 'Its one dependency is completed.', 'All {0} of its dependencies are completed.'),
    settings.ranking === 'risk'
      ? t('Its risk is {0}; High goes before Medium before Low, then the manifest\'s order.', riskName(view.task.risk))
      : t('It belongs to {0}, {1}; earlier slices go first, then risk ({2}), then the manifest\'s order.', view.task.phase, view.task.slice, riskName(view.task.risk)),
  ];
  if (first && first.task.id !== view.task.id) {
    reasons.push(t('{0} goes first: {1}, {2}, place {3} in the manifest.', first.task.id, riskWords(first.task.risk), first.task.slice, first.task.index + 1));
  } else {
    reasons.push(counted(count, 'It is the only task that can be started.', '{0} tasks can be started; it ranks first.'));
  }
  const waiting = view.dependents.length;
  if (waiting > 0) reasons.push(counted(waiting, '{0} task waits on it.', '{0} tasks wait on it.'));
  return reasons;
}

/** One clause: what stands in the way. */
export function headline(standing: Standing): string {
  switch (standing.kind) {
    case 'eligible':
      return t('it can be started');
    case 'in-progress':
      return t('it is already in progress');
    case 'completed':
      return t('it is completed');
    case 'abandoned':
      return t('it was abandoned');
    case 'blocked':
      return standing.reason ? t('it is blocked ({0})', standing.reason) : t('it is blocked');
    case 'unknown-status':
      return t('its status {0} is not known', JSON.stringify(standing.rawStatus));
    case 'waiting':
      return standing.unmet.length === 1
        ? t('it waits on {0}', standing.unmet[0] ?? '')
        : t('it waits on {0} tasks', standing.unmet.length);
    case 'elsewhere':
      return t('it has the branch {0} already', standing.branch);
    case 'merged':
      return t('its work is merged ({0}), and it is not recorded as completed', mergeName(standing.merge));
    case 'provisional':
      return t('it is provisional, and {0} High risk tasks have not begun', standing.highPending.length);
  }
}

function elsewhereReason({ work }: TaskView): string {
  if (work?.isHere) return t('The branch is checked out here, and nothing is recorded of the task: start it to claim it.');
  if (work?.problem !== undefined) return t('What is recorded there can\'t be read: {0}. Mend the state file on that branch.', work.problem);
  return t('Nothing is recorded of it there. Switch to the branch to go on with it, and start it there to claim it.');
}

function details(standing: Standing, view: TaskView, snapshot: Snapshot): string[] {
  switch (standing.kind) {
    case 'waiting':
      return standing.unmet.map((id) => waitReason(id, snapshot));
    case 'provisional':
      return [t('First to begin: {0}.', `${standing.highPending.slice(0, 5).join(', ')}${standing.highPending.length > 5 ? ', …' : ''}`)];
    case 'elsewhere':
      return [elsewhereReason(view)];
    case 'merged':
      return [
        t('{0} is in {1}. What depends on it can be started.', standing.merge.subject, snapshot.work?.base?.name ?? t('the base branch')),
        view.status === 'in-progress' ? t('Record what is done of it, and complete it.') : t('Record it as completed once a person has seen that it is.'),
      ];
    case 'in-progress': {
      const where = sourceWords(view);
      return where === '' ? [] : [t('{0} of {1} criteria are recorded as done {2}.', view.doneCount, view.criteria.length, where)];
    }
    case 'blocked':
      return [standing.reason ? t('Recorded reason: {0}', standing.reason) : t('The state file gives no reason.')];
    case 'unknown-status':
      return [t('Write a known status in the state file: pending, in-progress, blocked, completed or abandoned.')];
    default:
      return [];
  }
}
