import { cut } from '../cut';
import { burnUp, type BurnUpDay } from '../history/burnUp';
import { cycleTimes } from '../history/cycleTimes';
import { dayOf, isoDay, readDay, type DayNumber } from '../history/days';
import { forecast, type Forecast } from '../history/forecast';
import type { HistoryFilter, ProjectHistory, TaskHistory } from '../history/history';
import { projectOn, type TaskOn } from '../history/projectOn';
import { seededRandom } from '../history/seededRandom';
import { throughput, type ThroughputRow } from '../history/throughput';
import { RISKS, type Risk } from '../manifest/task';

/** What a view is sent is bounded, whatever the project is. */
export const HISTORY_LIMITS = { points: 400, names: 200, listed: 100, runs: 2_000 } as const;

/** What is asked for, from a view or a person. */
export interface HistoryRequest {
  readonly filter: HistoryFilter;
  /** Minutes east of UTC: where a day begins. */
  readonly offsetMinutes: number;
}

/** The history as a view draws it: plain JSON, with days in ISO and numbers; their words are the view's matter. */
export interface HistoryModel {
  /** ISO days: of the first commit, and today. */
  readonly from: string;
  readonly to: string;
  /** False where older commits were left out. */
  readonly isWhole: boolean;
  readonly filter: HistoryFilter;
  /** What can be filtered by, in the manifest's order. */
  readonly phases: readonly string[];
  readonly slices: readonly string[];
  readonly risks: readonly Risk[];
  /** At most 400 days, the first and the last among them: where there are more, every so many. */
  readonly burnUp: readonly BurnUpDay[];
  /** The last 400 weeks, each by its Monday. */
  readonly weeks: readonly ThroughputRow[];
  readonly cycle: CycleModel;
  readonly forecast: Forecast;
}

export interface CycleModel {
  /** The last 400, by the day of their completion. Durations in milliseconds. */
  readonly tasks: readonly { readonly id: string; readonly day: string; readonly took: number }[];
  /** How many there are in all, and how many are left out since nothing tells of their start. */
  readonly count: number;
  readonly withoutStart: number;
  readonly median?: number;
  readonly percentile85?: number;
}

/** The project on one day, for a slider. */
export interface HistoryDay {
  /** ISO. */
  readonly day: string;
  readonly counts: Readonly<Record<TaskOn['status'], number>>;
  readonly total: number;
  readonly phases: readonly PhaseOn[];
  /** The first 100 of each, the longest in that status first. */
  readonly inProgress: readonly DayTask[];
  readonly blocked: readonly DayTask[];
  /** On that very day, with how many there are in all. */
  readonly completed: readonly DayTask[];
  readonly completedCount: number;
}

export interface PhaseOn {
  readonly label: string;
  readonly total: number;
  readonly completed: number;
  readonly inProgress: number;
  readonly blocked: number;
}

export interface DayTask {
  readonly id: string;
  /** ISO day since when it had that status. */
  readonly since: string;
}

/** All figures of a history. Linear in events and days; the same history gives the same forecast. */
export function historyModel(history: ProjectHistory, { filter, offsetMinutes }: HistoryRequest): HistoryModel {
  const input = { filter, offsetMinutes };
  const { tasks, ...rest } = cycleTimes(history, filter);
  return {
    from: isoDay(dayOf(history.from, offsetMinutes)),
    to: isoDay(dayOf(history.until, offsetMinutes)),
    isWhole: history.isWhole,
    filter,
    phases: labels(history.tasks, ({ phase }) => phase),
    slices: labels(history.tasks, ({ slice }) => slice),
    risks: RISKS.filter((risk) => history.tasks.some((task) => task.risk === risk)),
    burnUp: thinned(burnUp(history, input), HISTORY_LIMITS.points),
    weeks: throughput(history, input).weeks.slice(-HISTORY_LIMITS.points),
    cycle: { ...rest, count: tasks.length, tasks: tasks.slice(-HISTORY_LIMITS.points).map(({ id, completedAt, took }) => ({ id, day: isoDay(dayOf(completedAt, offsetMinutes)), took })) },
    forecast: forecastOf(history, { filter, offsetMinutes }),
  };
}

/** The forecast that all faces show: drawn by the history's own key, so that it stays as long as nothing happens. */
export function forecastOf(history: ProjectHistory, { filter, offsetMinutes }: HistoryRequest): Forecast {
  const today = dayOf(history.until, offsetMinutes);
  const random = seededRandom(JSON.stringify([history.key, today, filter.phase, filter.slice, filter.risk]));
  return forecast(history, { filter, offsetMinutes, random, runs: HISTORY_LIMITS.runs });
}

/** The project at the end of a day. Undefined where the words name no day. */
export function historyDay(history: ProjectHistory, wanted: string, request: HistoryRequest): HistoryDay | undefined {
  const day = readDay(wanted);
  return day === undefined ? undefined : historyOn(history, day, request);
}

/** The project at the end of a day; days outside of the history are taken for its first or last. */
export function historyOn(history: ProjectHistory, asked: DayNumber, { filter, offsetMinutes }: HistoryRequest): HistoryDay {
  const day = Math.min(Math.max(asked, dayOf(history.from, offsetMinutes)), dayOf(history.until, offsetMinutes));
  const on = projectOn(history, day, { filter, offsetMinutes });
  const counts = { pending: 0, 'in-progress': 0, blocked: 0, completed: 0, abandoned: 0 };
  const phases = new Map<string, { -readonly [K in keyof PhaseOn]: PhaseOn[K] }>();
  for (const { task, status } of on) {
    counts[status]++;
    const row = phases.get(task.phase) ?? { label: cut(task.phase), total: 0, completed: 0, inProgress: 0, blocked: 0 };
    phases.set(task.phase, row);
    row.total++;
    if (status === 'completed') row.completed++;
    if (status === 'in-progress') row.inProgress++;
    if (status === 'blocked') row.blocked++;
  }
  const those = (status: TaskOn['status']) => on.flatMap(({ task, status: own, since }) => (own === status && since !== undefined ? [{ id: task.id, at: since }] : []));
  const listed = (tasks: readonly { readonly id: string; readonly at: number }[]): readonly DayTask[] =>
    [...tasks]
      .sort((a, b) => a.at - b.at)
      .slice(0, HISTORY_LIMITS.listed)
      .map(({ id, at }) => ({ id, since: isoDay(dayOf(at, offsetMinutes)) }));
  const completed = those('completed').filter(({ at }) => dayOf(at, offsetMinutes) === day);
  return {
    day: isoDay(day),
    counts,
    total: on.length,
    phases: [...phases.values()].slice(0, HISTORY_LIMITS.names),
    inProgress: listed(those('in-progress')),
    blocked: listed(those('blocked')),
    completed: listed(completed),
    completedCount: completed.length,
  };
}

/** Labels that a filter may name: whole, since they are compared. */
function labels(tasks: readonly TaskHistory[], labelOf: (task: TaskHistory) => string): readonly string[] {
  return [...new Set(tasks.map(labelOf))].slice(0, HISTORY_LIMITS.names);
}

/** So many of the rows at most, evenly, with the first and the last. */
function thinned<T>(rows: readonly T[], most: number): readonly T[] {
  if (rows.length <= most) return rows;
  return Array.from({ length: most }, (_, index) => rows[Math.round((index * (rows.length - 1)) / (most - 1))]).filter((row) => row !== undefined);
}
