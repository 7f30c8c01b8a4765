import { mergeName, sourceWords } from '../overlay/sourceText';
import { waitReason } from '../overlay/unmetText';
import type { Snapshot, TaskView } from '../snapshot';
import type { Settings } from '../settings';
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
    const summary = `${taskId} is not next: ${headline(standing)}${where === '' ? '' : ` ${where}`}.`;
    return { taskId, standing: standing.kind, summary, reasons: details(standing, view, snapshot) };
  }
  const ranked = eligible ?? eligibleTasks(snapshot, settings.ranking);
  const rank = ranked.findIndex((other) => other.task.id === taskId) + 1;
  const first = ranked[0];
  const summary =
    rank === 1 ? `${taskId} is next.` : `${taskId} can be started, and stands at place ${rank} of ${ranked.length}.`;
  return { taskId, standing: 'eligible', rank, summary, reasons: rankReasons(view, first, ranked.length, settings) };
}

function rankReasons(view: TaskView, first: TaskView | undefined, count: number, settings: Pick<Settings, 'ranking'>): string[] {
  const needs = view.task.dependsOn.length;
  const reasons = [
    needs === 0
      ? 'It depends on no other task.'
      : needs === 1
        ? 'Its one dependency is completed.'
        : `All ${needs} of its dependencies are completed.`,
    settings.ranking === 'risk'
      ? `Its risk is ${view.task.risk}; High goes before Medium before Low, then the manifest's order.`
      : `It belongs to ${view.task.phase}, ${view.task.slice}; earlier slices go first, then risk (${view.task.risk}), then the manifest's order.`,
  ];
  if (first && first.task.id !== view.task.id) {
    reasons.push(`${first.task.id} goes first: ${first.task.risk} risk, ${first.task.slice}, place ${first.task.index + 1} in the manifest.`);
  } else {
    reasons.push(count === 1 ? 'It is the only task that can be started.' : `${count} tasks can be started; it ranks first.`);
  }
  const waiting = view.dependents.length;
  if (waiting > 0) reasons.push(waiting === 1 ? '1 task waits on it.' : `${waiting} tasks wait on it.`);
  return reasons;
}

/** One clause: what stands in the way. */
export function headline(standing: Standing): string {
  switch (standing.kind) {
    case 'eligible':
      return 'it can be started';
    case 'in-progress':
      return 'it is already in progress';
    case 'completed':
      return 'it is completed';
    case 'abandoned':
      return 'it was abandoned';
    case 'blocked':
      return `it is blocked${standing.reason ? ` (${standing.reason})` : ''}`;
    case 'unknown-status':
      return `its status ${JSON.stringify(standing.rawStatus)} is not known`;
    case 'waiting':
      return standing.unmet.length === 1
        ? `it waits on ${standing.unmet[0]}`
        : `it waits on ${standing.unmet.length} tasks`;
    case 'elsewhere':
      return `it has the branch ${standing.branch} already`;
    case 'merged':
      return `its work is merged (${mergeName(standing.merge)}), and it is not recorded as completed`;
    case 'provisional':
      return `it is provisional, and ${standing.highPending.length} High risk tasks have not begun`;
  }
}

function elsewhereReason({ work }: TaskView): string {
  if (work?.isHere) return 'The branch is checked out here, and nothing is recorded of the task: start it to claim it.';
  if (work?.problem !== undefined) return `What is recorded there can't be read: ${work.problem}. Mend the state file on that branch.`;
  return 'Nothing is recorded of it there. Switch to the branch to go on with it, and start it there to claim it.';
}

function details(standing: Standing, view: TaskView, snapshot: Snapshot): string[] {
  switch (standing.kind) {
    case 'waiting':
      return standing.unmet.map((id) => waitReason(id, snapshot));
    case 'provisional':
      return [`First to begin: ${standing.highPending.slice(0, 5).join(', ')}${standing.highPending.length > 5 ? ', …' : ''}.`];
    case 'elsewhere':
      return [elsewhereReason(view)];
    case 'merged':
      return [
        `${standing.merge.subject} is in ${snapshot.work?.base?.name ?? 'the base branch'}. What depends on it can be started.`,
        view.status === 'in-progress' ? 'Record what is done of it, and complete it.' : 'Record it as completed once a person has seen that it is.',
      ];
    case 'in-progress': {
      const where = sourceWords(view);
      return where === '' ? [] : [`${view.doneCount} of ${view.criteria.length} criteria are recorded as done ${where}.`];
    }
    case 'blocked':
      return [standing.reason ? `Recorded reason: ${standing.reason}` : 'The state file gives no reason.'];
    case 'unknown-status':
      return ['Write a known status in the state file: pending, in-progress, blocked, completed or abandoned.'];
    default:
      return [];
  }
}
