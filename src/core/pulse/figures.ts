import { activityOf, type Activity } from '../overlay/activity';
import { sourceName } from '../overlay/sourceText';
import { eligibleTasks, isMergedOpen, underWay } from '../select/eligibility';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';
import type { ReadStatus } from '../state/taskState';
import { inEnglish, t } from '../words';
import { ageOf, readTime } from './age';

/** A task with the age of what is told of it. */
export interface AgedTask {
  readonly id: string;
  /** Milliseconds, never negative; absent when the state file names no time that can be read. */
  readonly ageMs?: number;
}

/** A task under way; its age is that of the later of its start and its last commit (DESIGN section 3, "Clocks"). */
export interface ActiveTask extends AgedTask {
  readonly done: number;
  readonly remaining: number;
  /** What `ageMs` tells of. */
  readonly last: Activity['what'];
  /** The branch its record was read on, where that is not the file here. */
  readonly where?: string;
}

/** What the Progress Pulse tells (spec, "Progress Pulse"). JSON-safe and in English; ids and reasons as they stand in the files. */
export interface PulseFigures {
  /** ISO 8601 in UTC, whole seconds. */
  readonly at: string;
  /** Where the work is: of the oldest task in progress, else the next, else the latest completed, else the first still open. */
  readonly phase?: string;
  readonly slice?: string;
  readonly total: number;
  /** Every task counts once; together they are `total`. `merged`: its work is in the base branch, and its record is still open. */
  readonly counts: Readonly<Record<ReadStatus | 'merged', number>>;
  /** Completed of all tasks, one decimal; 100 only when every task is completed. */
  readonly percent: number;
  /** `remaining`: neither completed nor abandoned. */
  readonly highRisk: { readonly completed: number; readonly remaining: number };
  readonly latestCompleted?: AgedTask;
  /** Under way on any branch; what was not touched for longest comes first. */
  readonly inProgress: readonly ActiveTask[];
  /** All ids that can be started now, best first. */
  readonly eligible: readonly string[];
  readonly blockers: readonly { readonly id: string; readonly reason: string }[];
}

/** Counts one snapshot. Time comes in as `now`, so that the same input always gives the same figures. */
export function pulseFigures(snapshot: Snapshot, settings: Pick<Settings, 'ranking'>, now: Date): PulseFigures {
  const counts = countStatuses(snapshot.tasks);
  const high = snapshot.tasks.filter(({ task }) => task.risk === 'High');
  const completed = latestFirst(snapshot.tasks, now);
  const inProgress = oldestFirst(snapshot, now);
  const eligible = eligibleTasks(snapshot, settings.ranking);
  const latest = completed[0];
  const at = inProgress[0]?.view ?? eligible[0] ?? latest?.view ?? snapshot.tasks.find(({ status }) => status !== 'abandoned');
  return {
    at: now.toISOString().replace(/\.\d+Z$/, 'Z'),
    ...(at ? { phase: at.task.phase, slice: at.task.slice } : {}),
    total: snapshot.tasks.length,
    counts,
    percent: percentOf(counts.completed, snapshot.tasks.length),
    highRisk: {
      completed: high.filter(({ status }) => status === 'completed').length,
      remaining: high.filter(({ status }) => status !== 'completed' && status !== 'abandoned').length,
    },
    ...(latest ? { latestCompleted: aged(latest) } : {}),
    inProgress: inProgress.map(activeTask),
    eligible: eligible.map(({ task }) => task.id),
    blockers: snapshot.tasks.filter((view) => view.status === 'blocked' && !isMergedOpen(view)).map((view) => ({ id: view.task.id, reason: inEnglish(() => blockReason(view)) })),
  };
}

/** Why a blocked task is blocked: the state's words, else what it waits on. */
export function blockReason(view: TaskView): string {
  const recorded = view.entry?.blockedReason?.trim();
  if (recorded) return recorded;
  return view.unmet.length > 0 ? t('waits on {0}', view.unmet.join(', ')) : t('no reason recorded');
}

/** One decimal, and never 100 while something is open. */
function percentOf(part: number, whole: number): number {
  if (whole === 0) return 0;
  if (part >= whole) return 100;
  return Math.min(99.9, Math.round((part / whole) * 1000) / 10);
}

/** What is done of a task under way: by the manifest's criteria, else by the two lists of the state file. */
export function criteriaOf({ criteria, doneCount, entry }: TaskView): { done: number; remaining: number } {
  if (criteria.length > 0) return { done: doneCount, remaining: criteria.length - doneCount };
  return { done: entry?.acsCompleted.length ?? 0, remaining: entry?.acsRemaining?.length ?? 0 };
}

interface Aged {
  readonly view: TaskView;
  readonly ageMs: number | undefined;
}

interface Active extends Aged {
  readonly last: Activity['what'];
}

function activeTask(item: Active): ActiveTask {
  const where = sourceName(item.view);
  return { ...aged(item), ...criteriaOf(item.view), last: item.last, ...(where === undefined ? {} : { where }) };
}

function aged({ view, ageMs }: Aged): AgedTask {
  return { id: view.task.id, ...(ageMs === undefined ? {} : { ageMs }) };
}

function countStatuses(tasks: readonly TaskView[]): Record<ReadStatus | 'merged', number> {
  const counts = { pending: 0, 'in-progress': 0, blocked: 0, merged: 0, completed: 0, abandoned: 0, unknown: 0 };
  for (const view of tasks) counts[isMergedOpen(view) ? 'merged' : view.status]++;
  return counts;
}

/** Completed tasks, the latest first; of equal times the later in the manifest; unknown times last. */
function latestFirst(tasks: readonly TaskView[], now: Date): readonly Aged[] {
  return tasks
    .filter(({ status }) => status === 'completed')
    .map((view) => ({ view, ageMs: ageOf(readTime(view.entry?.completedAt), now, readTime(view.entry?.startedAt)) }))
    .sort((a, b) => compare(a.ageMs, b.ageMs, Number.POSITIVE_INFINITY) || b.view.task.index - a.view.task.index);
}

/** Tasks under way, the oldest first; of equal times the earlier in the manifest; unknown times last. */
function oldestFirst(snapshot: Snapshot, now: Date): readonly Active[] {
  return underWay(snapshot.tasks)
    .map((view) => {
      const activity = activityOf(view, snapshot, now);
      return { view, ageMs: activity?.ageMs, last: activity?.what ?? ('started' as const) };
    })
    .sort((a, b) => compare(b.ageMs, a.ageMs, -1) || a.view.task.index - b.view.task.index);
}

function compare(a: number | undefined, b: number | undefined, absent: number): number {
  const [left, right] = [a ?? absent, b ?? absent];
  return left === right ? 0 : left - right;
}
