import { completionsOf } from './completions';
import { quantile } from './cycleTimes';
import { dayOf, isoDay, type DayNumber } from './days';
import type { FigureInput } from './figureInput';
import { filtered, type ProjectHistory } from './history';
import { projectOn } from './projectOn';

/** Days before today that are drawn from, at most: what was longer ago says little of the pace. */
export const WINDOW_DAYS = 84;
/** With less than this there is too little to say. */
export const LEAST_DAYS = 7;
export const LEAST_COMPLETED = 5;
/** A run that takes longer ends here: ten years. */
const MOST_DAYS = 3_650;

/** What the days that were drawn from hold. */
export interface ForecastSample {
  /** ISO; both are in it. Today is not, since it is not over. */
  readonly from: string;
  readonly to: string;
  readonly days: number;
  readonly completed: number;
  /** Tasks that the manifest got in those days: a forecast takes it that no more will come. */
  readonly added: number;
}

/** When all that is left will be completed, as a range; or why there is nothing to say. */
export type Forecast =
  | {
      readonly kind: 'range';
      /** Each run draws whole past days, with those on which nothing was completed, until nothing is left. */
      readonly method: 'monte-carlo';
      readonly runs: number;
      readonly sample: ForecastSample;
      /** Neither completed nor abandoned. */
      readonly remaining: number;
      /** Days by which so many of 100 runs had ended. ISO. */
      readonly by: { readonly percent50: string; readonly percent85: string; readonly percent95: string };
    }
  | {
      readonly kind: 'silent';
      /** `too-far`: more than 5 of 100 runs took longer than ten years. */
      readonly reason: 'nothing-left' | 'too-few-days' | 'too-few-completed' | 'too-far';
      readonly remaining: number;
      readonly sample?: ForecastSample;
    };

export interface ForecastInput extends FigureInput {
  /** From 0 to below 1. */
  readonly random: () => number;
  readonly runs: number;
}

/**
 * A Monte Carlo forecast over past throughput. The days drawn from begin with the first work there was, and go back
 * {@link WINDOW_DAYS} days at most; the first day of a run is tomorrow.
 */
export function forecast(history: ProjectHistory, input: ForecastInput): Forecast {
  const { offsetMinutes, filter } = input;
  const today = dayOf(history.until, offsetMinutes);
  const remaining = projectOn(history, today, input).filter(({ status }) => status !== 'completed' && status !== 'abandoned').length;
  if (remaining === 0) return { kind: 'silent', reason: 'nothing-left', remaining };
  const first = Math.max(firstWork(history, input) ?? today, today - WINDOW_DAYS);
  const days = today - first;
  if (days < LEAST_DAYS) return { kind: 'silent', reason: 'too-few-days', remaining };
  const perDay = Array.from({ length: days }, () => 0);
  for (const { at } of completionsOf(history, filter)) {
    const index = dayOf(at, offsetMinutes) - first;
    if (index >= 0 && index < days) perDay[index] = (perDay[index] ?? 0) + 1;
  }
  const completed = perDay.reduce((sum, count) => sum + count, 0);
  const sample = { from: isoDay(first), to: isoDay(today - 1), days, completed, added: addedSince(history, first, input) };
  if (completed < LEAST_COMPLETED) return { kind: 'silent', reason: 'too-few-completed', remaining, sample };
  const ends = Array.from({ length: input.runs }, () => runOnce(perDay, remaining, input.random)).sort((a, b) => a - b);
  const by = (part: number) => isoDay(today + (quantile(ends, part) ?? 0));
  if ((quantile(ends, 0.95) ?? MOST_DAYS) >= MOST_DAYS) return { kind: 'silent', reason: 'too-far', remaining, sample };
  return { kind: 'range', method: 'monte-carlo', runs: input.runs, sample, remaining, by: { percent50: by(0.5), percent85: by(0.85), percent95: by(0.95) } };
}

/** Days until nothing is left, when each day is as one that was drawn. */
function runOnce(perDay: readonly number[], remaining: number, random: () => number): number {
  let left = remaining;
  let days = 0;
  while (left > 0 && days < MOST_DAYS) {
    left -= perDay[Math.floor(random() * perDay.length)] ?? 0;
    days++;
  }
  return days;
}

/** The day on which something was first done on one of the tasks. */
function firstWork(history: ProjectHistory, { filter, offsetMinutes }: FigureInput): DayNumber | undefined {
  const firsts = filtered(history, filter).flatMap(({ events }) => events.find(({ what }) => what === 'started' || what === 'completed')?.at ?? []);
  return firsts.length === 0 ? undefined : dayOf(firsts.reduce((a, b) => Math.min(a, b)), offsetMinutes);
}

function addedSince(history: ProjectHistory, day: DayNumber, { filter, offsetMinutes }: FigureInput): number {
  const isSince = (at: number) => dayOf(at, offsetMinutes) >= day;
  return filtered(history, filter).filter(({ events, isGone }) => !isGone && isSince(events.find(({ what }) => what === 'appeared')?.at ?? 0)).length;
}
