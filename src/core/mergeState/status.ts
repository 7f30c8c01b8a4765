import { isSameJson } from '../json/meaning';
import { readStatus, STATUSES, type ReadStatus } from '../state/taskState';
import type { Outcome, Three } from './fields';

/** How far along a task is: a higher one is reached from a lower one (DESIGN section 3, "Transitions"). */
const RANK: Readonly<Record<Exclude<ReadStatus, 'unknown'>, number>> = { pending: 0, 'in-progress': 1, blocked: 2, abandoned: 3, completed: 4 };

/** A status as an entry has it, a JSON text: absent, the task is pending. */
export function statusIn(json: string | undefined): ReadStatus {
  const value: unknown = json === undefined ? null : JSON.parse(json);
  if (value === null) return 'pending';
  return typeof value === 'string' ? readStatus(value) : 'unknown';
}

/**
 * The later of two statuses, where both sides changed it. Whether a task is finished or can't be, no program can tell:
 * `completed` against `blocked` or `abandoned` is a conflict, in which the completion does not stand, so that nothing
 * starts that waits on it. So is a word that is not known, which stands.
 */
export function mergedStatus({ base, ours, theirs }: Three): Outcome {
  const [before, mine, other] = [statusIn(base), statusIn(ours), statusIn(theirs)];
  if (isSameJson(ours, theirs) || isSameJson(theirs, base)) return 'ours';
  if (isSameJson(ours, base)) return 'theirs';
  if (mine === other && mine !== 'unknown') return spelled(ours, theirs);
  if (other === before && other !== 'unknown') return 'ours';
  if (mine === before && mine !== 'unknown') return 'theirs';
  if (ours === undefined || theirs === undefined) return ours === undefined ? 'theirs' : 'ours';
  if (mine === 'unknown' || other === 'unknown') return { conflict: mine === 'unknown' ? 'ours' : 'theirs' };
  const [low, high] = RANK[mine] < RANK[other] ? ([mine, other] as const) : ([other, mine] as const);
  if (high === 'completed' && RANK[low] >= RANK.blocked) return { conflict: low === mine ? 'ours' : 'theirs' };
  return high === mine ? 'ours' : 'theirs';
}

/** One status in two spellings, or said by one side alone. */
function spelled(ours: string | undefined, theirs: string | undefined): Outcome {
  if (ours === undefined || theirs === undefined) return ours === undefined ? 'theirs' : 'ours';
  const isWord = (json: string) => (STATUSES as readonly unknown[]).includes(JSON.parse(json));
  if (isWord(ours) !== isWord(theirs)) return isWord(ours) ? 'ours' : 'theirs';
  return ours <= theirs ? 'ours' : 'theirs';
}
