import { language, t } from '../words';

const ISO = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

const PLAIN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z$/;

/**
 * The moment an entry of the state file names, in milliseconds since 1970, or undefined when the words
 * name none. A time without a zone is read as UTC, so that the answer is the same on every machine.
 */
export function readTime(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  // Nearly all are written like this, and a backlog has tens of thousands.
  if (PLAIN.test(text)) {
    const plain = Date.parse(text);
    return Number.isNaN(plain) ? undefined : plain;
  }
  const match = ISO.exec(text.trim());
  if (!match?.[1]) return undefined;
  const zone = (match[3] ?? 'Z').toUpperCase().replace(/^([+-]\d{2}):?(\d{2})?$/, (_, hours: string, minutes = '00') => `${hours}:${minutes}`);
  const time = Date.parse(`${match[1]}T${(match[2] ?? '00:00').replace(',', '.')}${zone}`);
  return Number.isNaN(time) ? undefined : time;
}

/**
 * How long ago `time` is, in milliseconds. Agents write invented times, so it is never before `earliest`
 * and never after `now` (DESIGN section 3, "Clocks"): the result is never negative.
 */
export function ageOf(time: number | undefined, now: Date, earliest?: number): number | undefined {
  if (time === undefined) return undefined;
  return Math.max(0, now.getTime() - Math.max(time, earliest ?? time));
}

/** `just now`, `5m ago`, `2h ago`, `3d ago`: whole units, rounded down, as the language writes them. */
export function agoText(ageMs: number): string {
  const minutes = Math.floor(ageMs / 60_000);
  if (minutes < 1) return t('just now');
  if (minutes < 60) return ago(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? ago(hours, 'hour') : ago(Math.floor(hours / 24), 'day');
}

function ago(count: number, unit: 'minute' | 'hour' | 'day'): string {
  // In English by itself: how narrow Intl writes it differs between versions, and scripts may rest on the pulse's text.
  if (language() === 'en') return `${count}${unit.charAt(0)} ago`;
  return new Intl.RelativeTimeFormat(language(), { style: 'narrow' }).format(-count, unit);
}
