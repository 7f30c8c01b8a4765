import { inEnglish } from '../words';
import { agoText } from './age';
import type { ActiveTask, AgedTask, PulseFigures } from './figures';
import { visible } from './visible';

/** So many of the next tasks are named: as many as may be under way at once. */
const NEXT_SHOWN = 3;
/** So many tasks in progress or blocked are named; the others are counted. */
const LISTED = 10;
const REASON_LIMIT = 120;

/**
 * The Progress Pulse as Markdown, exactly in the spec's format ("Progress Pulse (Simplified)"): always
 * eleven lines with these prefixes, without a final newline, so that scripts may rest on it.
 *
 * Where the spec's example is silent: an empty list is `none`; a time that cannot be read is
 * `(time unknown)`; less than a minute is `just now`; `ACs` stays plural; statuses we do not know are
 * told as a further count, only when there are any, and so is work that is merged while its record is open.
 */
export function pulseText(figures: PulseFigures): string {
  const { counts, total, highRisk, inProgress, latestCompleted } = figures;
  const oldest = inProgress[0];
  const unknown = counts.unknown > 0 ? ` | unknown ${counts.unknown}` : '';
  const merged = counts.merged > 0 ? ` | merged ${counts.merged}` : '';
  return [
    `### Implementation Pulse (${figures.at})`,
    `- Phase: ${words(figures.phase)}`,
    `- Slice: ${words(figures.slice)}`,
    `- Tasks: pending ${counts.pending} | in-progress ${counts['in-progress']} | blocked ${counts.blocked} | completed ${counts.completed} | abandoned ${counts.abandoned}${merged}${unknown}`,
    `- Progress: ${figures.percent.toFixed(1)}% (${counts.completed}/${total} tasks)`,
    `- High Risk: ${highRisk.completed} completed, ${highRisk.remaining} remaining`,
    `- Latest Completed: ${latestCompleted ? timed(latestCompleted, 'completed') : 'none'}`,
    `- In Progress: ${list(inProgress, ({ id, done, remaining, where }) => `${words(id)} (${done} ACs completed, ${remaining} remaining${where === undefined ? '' : `, on ${words(where)}`})`)}`,
    `- Next Eligible: ${figures.eligible.slice(0, NEXT_SHOWN).map(words).join(', ') || 'none'}`,
    `- Blockers: ${list(figures.blockers, ({ id, reason }) => `${words(id)} (${visible(reason, REASON_LIMIT)})`)}`,
    `- Oldest In-Progress: ${oldest ? timed(oldest, oldest.last) : 'none'}`,
  ].join('\n');
}

function words(text: string | undefined): string {
  return visible(text ?? 'none', REASON_LIMIT) || 'none';
}

function timed({ id, ageMs }: AgedTask, did: 'completed' | ActiveTask['last']): string {
  return `${words(id)} (${ageMs === undefined ? 'time unknown' : `${did} ${inEnglish(() => agoText(ageMs))}`})`;
}

function list<T>(items: readonly T[], show: (item: T) => string): string {
  if (items.length === 0) return 'none';
  const more = items.length > LISTED ? [`and ${items.length - LISTED} more`] : [];
  return [...items.slice(0, LISTED).map(show), ...more].join(', ');
}
