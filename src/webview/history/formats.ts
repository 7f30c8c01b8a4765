import { readDay, type DayNumber } from '../../core/history/days';
import { counted, language, t } from '../../core/words';

const STYLES = {
  /** `Tue, 3 Feb 2026` in the person's language, as all of these. */
  full: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  plain: { day: 'numeric', month: 'short', year: 'numeric' },
  short: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: 'numeric' },
  year: { year: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const UNITS = { minute: 60_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000, month: 2_592_000_000, year: 31_536_000_000 } as const;

export type Unit = keyof typeof UNITS;
export type DayStyle = keyof typeof STYLES;

/** Making a format takes longer than using it a hundred times. */
const formats = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();

function kept<F extends Intl.DateTimeFormat | Intl.NumberFormat>(key: string, make: () => F): F {
  const known = formats.get(key);
  if (known) return known as F;
  const made = make();
  formats.set(key, made);
  return made;
}

/** An ISO day as figures count it. */
export function dayNumber(iso: string): DayNumber {
  return readDay(iso) ?? 0;
}

/** An ISO day as people write it. */
export function dayText(iso: string, style: DayStyle = 'plain'): string {
  // A day is whole wherever the person is: it was told apart by the host, in their time zone.
  return kept(`day ${style}`, () => new Intl.DateTimeFormat(language(), { ...STYLES[style], timeZone: 'UTC' })).format(dayNumber(iso) * UNITS.day);
}

export function numberText(value: number): string {
  return kept('number', () => new Intl.NumberFormat(language())).format(value);
}

/** `85 %` where the language writes it so. */
export function percentText(part: number): string {
  return kept('percent', () => new Intl.NumberFormat(language(), { style: 'percent' })).format(part);
}

/** So many of a unit: `3 hours`, or `3 hr` where there is little room. */
export function unitText(count: number, unit: Unit, isShort = false): string {
  const unitDisplay = isShort ? 'short' : 'long';
  return kept(`unit ${unit} ${unitDisplay}`, () => new Intl.NumberFormat(language(), { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 })).format(count);
}

/** `40 minutes`, `5.5 hours`, `2.1 days`: as `vtm history` tells durations. */
export function durationText(ms: number): string {
  if (ms < UNITS.hour) return unitText(Math.round(ms / UNITS.minute), 'minute');
  return ms < UNITS.day ? unitText(Math.round(ms / (UNITS.hour / 10)) / 10, 'hour') : unitText(Math.round(ms / (UNITS.day / 10)) / 10, 'day');
}

export function msOf(count: number, unit: Unit): number {
  return count * UNITS[unit];
}

/** `24 of 68 tasks completed`. */
export function completedText(completed: number, scope: number): string {
  return counted(scope, '{1} of {0} task completed', '{1} of {0} tasks completed', numberText(completed));
}

export function tasksText(count: number): string {
  return counted(count, '{0} task', '{0} tasks');
}

/** Parts of one line, as the language joins them. */
export function joined(parts: readonly string[]): string {
  return parts.join(t(' · '));
}
