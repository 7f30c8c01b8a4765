import { oneLine } from '../delegate/plainText';
import type { HistoryFilter } from '../history/history';
import type { Forecast, ForecastSample } from '../history/forecast';
import { LEAST_COMPLETED, LEAST_DAYS } from '../history/forecast';
import type { Paint } from '../paint';
import type { CycleModel, DayTask, HistoryDay, HistoryModel } from '../projections/history';
import { counted } from '../projections/treeText';

/** So many weeks are shown, the last ones. */
const WEEKS = 12;
/** So many tasks of one kind are named. */
const NAMED = 10;

/** The history in words and one plain table, for a terminal; with a day, the project as it was then stands before it. */
export function historyText(model: HistoryModel, day: HistoryDay | undefined, paint: Paint): string {
  const { from, to, filter, isWhole } = model;
  return [
    paint.strong(`From ${from} to ${to}${filterWords(filter)}, by commit times`),
    ...(isWhole ? [] : ['There is more history than was read: what was so before counts from the first day.']),
    '',
    ...(day ? [...dayLines(day, paint), ''] : []),
    ...weekLines(model, paint),
    '',
    paint.strong('Cycle time'),
    ...cycleLines(model.cycle),
    '',
    paint.strong('Forecast'),
    ...forecastLines(model.forecast),
  ].join('\n');
}

function filterWords({ phase, slice, risk }: HistoryFilter): string {
  const parts = [phase, slice, risk === undefined ? undefined : `${risk} risk`].flatMap((part) => (part === undefined ? [] : [oneLine(part)]));
  return parts.length === 0 ? '' : `, ${parts.join(', ')}`;
}

function dayLines({ day, counts, total, ...tasks }: HistoryDay, paint: Paint): readonly string[] {
  return [
    paint.strong(`At the end of ${day}`),
    `  ${counts.completed} of ${total} tasks completed, ${counts['in-progress']} in progress, ${counts.blocked} blocked, ${counts.abandoned} abandoned`,
    ...named('In progress', tasks.inProgress),
    ...named('Blocked', tasks.blocked),
    ...named('Completed that day', tasks.completed),
  ];
}

function named(what: string, tasks: readonly DayTask[]): readonly string[] {
  if (tasks.length === 0) return [];
  const more = tasks.length > NAMED ? ', …' : '';
  return [`  ${what}: ${tasks.slice(0, NAMED).map(({ id }) => oneLine(id)).join(', ')}${more}`];
}

/** One row a week: what was completed in it, and how it stood at its end. */
function weekLines({ weeks, burnUp }: HistoryModel, paint: Paint): readonly string[] {
  const shown = weeks.slice(-WEEKS);
  const rows = shown.map(({ from, completed }, index) => {
    const next = shown[index + 1]?.from;
    // Of a long history not every day is there: the last one that is.
    const end = burnUp.findLast(({ day }) => next === undefined || day < next);
    return [from, completed, end?.completed ?? 0, end?.scope ?? 0, end?.inProgress ?? 0].map(String);
  });
  const head = ['Week of', 'completed', 'in all', 'of tasks', 'in progress'];
  const line = (cells: readonly string[]) => `  ${cells.map((cell, column) => (column === 0 ? cell.padEnd(10) : cell.padStart(head[column]?.length ?? 0))).join('  ')}`;
  const left = weeks.length - shown.length;
  return [paint.strong(line(head)), ...rows.map(line), ...(left > 0 ? [paint.faint(`  and ${left} ${left === 1 ? 'week' : 'weeks'} before`)] : [])];
}

function cycleLines({ count, withoutStart, median, percentile85 }: CycleModel): readonly string[] {
  const left = withoutStart === 0 ? [] : [`  ${counted(withoutStart, 'task')} left out: no commit tells when ${withoutStart === 1 ? 'it was' : 'they were'} started.`];
  if (median === undefined || percentile85 === undefined) return ['  No completed task is known to have been started.', ...left];
  return [`  Half of them took ${duration(median)} at most, 85 % took ${duration(percentile85)} at most (${counted(count, 'task')}, from start to completion).`, ...left];
}

function forecastLines(told: Forecast): readonly string[] {
  if (told.kind === 'silent') return [`  ${silentWords(told)}`];
  const { by, remaining, runs, sample } = told;
  return [
    `  ${remaining === 1 ? 'The one task' : `All ${remaining} tasks`} left may be completed by ${by.percent50} (50 %), ${by.percent85} (85 %), ${by.percent95} (95 %).`,
    `  Monte Carlo, ${runs} runs over ${sampleWords(sample)}.`,
    `  It takes it that the pace and the scope stay as they are; ${sample.added === 0 ? 'no task was' : `${sample.added} ${sample.added === 1 ? 'task was' : 'tasks were'}`} added in that time.`,
  ];
}

function silentWords({ reason, remaining, sample }: Extract<Forecast, { kind: 'silent' }>): string {
  switch (reason) {
    case 'nothing-left':
      return 'Nothing is left.';
    case 'too-few-days':
      return `There is too little to say when the ${remaining} left will be completed: the work goes on for less than ${LEAST_DAYS} days.`;
    case 'too-few-completed':
      return `There is too little to say when the ${remaining} left will be completed: fewer than ${LEAST_COMPLETED} completed in ${sample ? sampleWords(sample) : 'that time'}.`;
    case 'too-far':
      return `At the pace of ${sample ? sampleWords(sample) : 'that time'}, the ${remaining} left may take more than ten years.`;
  }
}

/** `the 41 days from 2026-01-05 to 2026-02-14, in which 9 tasks were completed`. */
function sampleWords({ days, from, to, completed }: ForecastSample): string {
  return `the ${days} days from ${from} to ${to}, in which ${counted(completed, 'task')} ${completed === 1 ? 'was' : 'were'} completed`;
}

/** `40 minutes`, `5.5 hours`, `2.1 days`. */
function duration(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes < 0.5) return 'under a minute';
  if (minutes < 59.5) return counted(Math.round(minutes), 'minute');
  return minutes < 1440 ? `${(minutes / 60).toFixed(1)} hours` : `${(minutes / 1440).toFixed(1)} days`;
}
