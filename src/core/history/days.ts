const DAY_MS = 86_400_000;
/** Of the first Monday since 1970, the 5th of January. */
const FIRST_MONDAY = 4;

/** A day as figures count it: whole days since 1970 in a person's time zone. */
export type DayNumber = number;

/**
 * The day on which a moment lies.
 *
 * @param at milliseconds since 1970
 * @param offsetMinutes the time zone: minutes east of UTC, the same for all days
 */
export function dayOf(at: number, offsetMinutes: number): DayNumber {
  return Math.floor((at + offsetMinutes * 60_000) / DAY_MS);
}

/** `2026-01-31`. */
export function isoDay(day: DayNumber): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day that is meant by `2026-01-31`; undefined where there is no such day. */
export function readDay(text: string): DayNumber | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = Date.parse(text) / DAY_MS;
  return Number.isInteger(day) && isoDay(day) === text ? day : undefined;
}

/** The Monday on or before a day. */
export function mondayOf(day: DayNumber): DayNumber {
  return day - ((((day - FIRST_MONDAY) % 7) + 7) % 7);
}
