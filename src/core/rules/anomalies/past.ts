import { readTime } from '../../pulse/age';
import type { TaskView } from '../../snapshot';
import type { AttentionInput } from '../anomaly';

/** So long ago a task may have been completed, for what is odd about it to be worth a warning. */
const RECENT_DAYS = 14;
export const DAY = 24 * 60 * 60_000;
/** Clocks of machines differ so much, in milliseconds. */
export const CLOCK_SLACK = 5 * 60_000;

/**
 * Whether a task was finished so long ago that nobody will act on what is odd in its record: before today's manifest
 * was made (DESIGN section 3, "Anomalies"), some weeks ago, or at a time that nothing tells.
 */
export function isPast(view: TaskView, { snapshot, now }: Pick<AttentionInput, 'snapshot' | 'now'>): boolean {
  const at = finishedAt(view, now);
  if (at === undefined) return true;
  return at < manifestTime(snapshot, now) || now.getTime() - at > RECENT_DAYS * DAY;
}

/** When today's manifest was made, in milliseconds since 1970; a time in the future or none is before everything. */
export function manifestTime({ manifest }: AttentionInput['snapshot'], now: Date): number {
  const made = readTime(manifest?.timestamp);
  return made === undefined || made > now.getTime() + CLOCK_SLACK ? Number.NEGATIVE_INFINITY : made;
}

/**
 * When a task was finished, in milliseconds since 1970. Its own record counts unless it lies after the commit that
 * holds it, since then it was invented; times in the future are none.
 */
export function finishedAt({ entry, merge, work }: TaskView, now: Date): number | undefined {
  const times = [entry?.completedAt, merge?.at ?? work?.commits[0]?.at].map(readTime);
  const known = times.filter((time) => time !== undefined && time <= now.getTime() + CLOCK_SLACK) as number[];
  return known.length === 0 ? undefined : Math.min(...known);
}
