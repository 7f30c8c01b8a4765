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
    return { taskId, standing: standing.kind, summary: `${taskId} is not next: ${headline(standing)}.`, reasons: details(standing, snapshot) };
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
    case 'provisional':
      return `it is provisional, and ${standing.highPending.length} High risk tasks have not begun`;
  }
}

function details(standing: Standing, snapshot: Snapshot): string[] {
  switch (standing.kind) {
    case 'waiting':
      return standing.unmet.map((id) => waitReason(id, snapshot));
    case 'provisional':
      return [`First to begin: ${standing.highPending.slice(0, 5).join(', ')}${standing.highPending.length > 5 ? ', …' : ''}.`];
    case 'elsewhere':
      return ['What its branch records is not in the state file that is checked out here. Switch to the branch to go on with it.'];
    case 'blocked':
      return [standing.reason ? `Recorded reason: ${standing.reason}` : 'The state file gives no reason.'];
    case 'unknown-status':
      return ['Write a known status in the state file: pending, in-progress, blocked, completed or abandoned.'];
    default:
      return [];
  }
}

function waitReason(id: string, snapshot: Snapshot): string {
  const other = snapshot.byId.get(id);
  if (!other) return `${id} is no task of this manifest.`;
  if (other.status === 'abandoned') return `${id} was abandoned; an abandoned dependency never counts as done.`;
  if (other.status === 'in-progress') return `${id} is in progress (${other.doneCount} of ${other.criteria.length} criteria done).`;
  if (other.status === 'pending' && other.unmet.length > 0) return `${id} is pending, and waits itself on ${other.unmet.join(', ')}.`;
  return `${id} is ${other.status === 'unknown' ? `"${other.entry?.rawStatus ?? ''}"` : other.status}.`;
}
