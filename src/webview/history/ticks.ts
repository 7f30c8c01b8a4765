import { isoDay, mondayOf, type DayNumber } from '../../core/history/days';
import { dayText, msOf, numberText, unitText, type DayStyle, type Unit } from './formats';

/** A place on an axis: `part` from 0 to 1, from the left or from the bottom. */
export interface Tick {
  readonly part: number;
  readonly label: string;
}

/** So many labels at most are on a time axis. */
const MOST_TIMES = 6;

/** Round numbers from 0 to the first that is not below `most`: about four steps. */
export function countTicks(most: number): { readonly top: number; readonly ticks: readonly Tick[] } {
  const rough = Math.max(most, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max([1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough, 1);
  const steps = Math.ceil(Math.max(most, 1) / step);
  return { top: steps * step, ticks: Array.from({ length: steps + 1 }, (_, index) => ({ part: index / steps, label: numberText(index * step) })) };
}

/** A few days between two, on Mondays, firsts of months or of years where these are far apart. */
export function timeTicks(from: DayNumber, to: DayNumber): readonly Tick[] {
  const span = Math.max(to - from, 1);
  const [days, style] = span <= 70 ? daysBetween(from, to, span) : monthsBetween(from, to, span);
  return days.map((day) => ({ part: (day - from) / span, label: dayText(isoDay(day), style) }));
}

function daysBetween(from: DayNumber, to: DayNumber, span: number): readonly [readonly DayNumber[], DayStyle] {
  const step = [1, 2, 7, 14].find((size) => span / size < MOST_TIMES) ?? 14;
  const first = step < 7 ? from : mondayOf(from + 6);
  return [Array.from({ length: Math.max(Math.floor((to - first) / step) + 1, 0) }, (_, index) => first + index * step), 'short'];
}

function monthsBetween(from: DayNumber, to: DayNumber, span: number): readonly [readonly DayNumber[], DayStyle] {
  const step = [1, 2, 3, 6, 12, 24, 60, 120, 600].find((months) => span / (months * 30.4) < MOST_TIMES) ?? 1200;
  const begin = new Date(from * msOf(1, 'day'));
  const month = begin.getUTCFullYear() * 12 + begin.getUTCMonth();
  const found: DayNumber[] = [];
  for (let at = Math.ceil(month / step) * step; found.length <= MOST_TIMES * 2; at += step) {
    const day = Date.UTC(Math.floor(at / 12), at % 12, 1) / msOf(1, 'day');
    if (day > to) break;
    if (day >= from) found.push(day);
  }
  return [found, step < 12 ? 'month' : 'year'];
}

const LENGTHS: readonly (readonly [number, Unit])[] = [[1, 'minute'], [10, 'minute'], [1, 'hour'], [6, 'hour'], [1, 'day'], [1, 'week'], [1, 'month'], [6, 'month'], [2, 'year'], [10, 'year']];

/**
 * Durations on a logarithmic axis: what takes an hour and what takes a month are seen on one picture.
 *
 * @returns where a duration stands, from 0 to 1
 */
export function durationTicks(shortest: number, longest: number): { readonly partOf: (ms: number) => number; readonly ticks: readonly Tick[] } {
  const ms = LENGTHS.map(([count, unit]) => msOf(count, unit));
  const low = Math.min(Math.max(ms.findLastIndex((length) => length <= shortest), 0), ms.length - 2);
  const above = ms.findIndex((length) => length >= longest);
  const high = Math.max(above < 0 ? ms.length - 1 : above, low + 1);
  const [bottom, top] = [Math.log(ms[low] ?? 1), Math.log(ms[high] ?? 2)];
  const partOf = (length: number) => Math.min(Math.max((Math.log(Math.max(length, 1)) - bottom) / (top - bottom), 0), 1);
  const ticks = LENGTHS.slice(low, high + 1).map(([count, unit]) => ({ part: partOf(msOf(count, unit)), label: unitText(count, unit, true) }));
  return { partOf, ticks };
}
