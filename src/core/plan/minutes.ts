import type { Task } from '../manifest/task';
import { DEFAULT_SETTINGS, type Settings } from '../settings';
import { t } from '../words';

/** Minutes that a task is expected to take, by its size. A size that the setting does not name counts as M. */
export function minutesOf({ size }: Pick<Task, 'size'>, { minutesBySize }: Pick<Settings, 'minutesBySize'>): number {
  return own(minutesBySize, size.toUpperCase()) ?? own(minutesBySize, 'M') ?? own(DEFAULT_SETTINGS.minutesBySize, 'M') ?? 0;
}

function own(minutes: Settings['minutesBySize'], size: string): number | undefined {
  return Object.hasOwn(minutes, size) ? minutes[size] : undefined;
}

/** `25 min`, `2 h`, `1 h 30 min`. */
export function durationText(minutes: number): string {
  const whole = Math.round(minutes);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours === 0) return t('{0} min', rest);
  return rest === 0 ? t('{0} h', hours) : t('{0} h {1} min', hours, rest);
}
