import { criterionFinder } from '../manifest/criteria';
import type { Task } from '../manifest/task';
import type { StateEntry } from '../state/taskState';
import { matchCriteria, type CriterionMatch } from './criteriaMatch';

/** What a record of criteria becomes under another manifest. */
export interface CriteriaChange {
  /** The lists to be written, each only where it differs. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** Recorded as done, under another id now or in other words. */
  readonly moved: readonly CriterionMatch[];
  /** Recorded as done, and in today's manifest no more: the id as recorded, and what it said. */
  readonly lost: readonly { readonly given: string; readonly text: string }[];
}

/**
 * Carries what an entry records of criteria over from the former task to today's. An id that the former task did not
 * have either stays as it is: it may have been recorded against today's. A task that is done is not given new ones.
 */
export function criteriaChange(entry: StateEntry, before: Task, after: Task): CriteriaChange {
  if (entry.notUnderstood?.some((key) => key.startsWith('acs_'))) return { lists: {}, moved: [], lost: [] };
  const matches = matchCriteria(before, after);
  const carried = carrier(matches, before, after);
  const done = carried(entry.acsCompleted);
  const lists: Record<string, readonly string[]> = {};
  if (!isSame(done.ids, entry.acsCompleted)) lists['acs_completed'] = done.ids;
  if (entry.acsRemaining) {
    const remaining = withNew(carried(entry.acsRemaining).ids, done.ids, entry, newIn(after, matches));
    if (!isSame(remaining, entry.acsRemaining)) lists['acs_remaining'] = remaining;
  }
  return { lists, moved: done.moved, lost: done.lost };
}

/** Whether there is anything to write or to tell. */
export function isAnyChange({ lists, lost }: CriteriaChange): boolean {
  return Object.keys(lists).length > 0 || lost.length > 0;
}

type Matches = ReturnType<typeof matchCriteria>;

function carrier(matches: Matches, before: Task, after: Task) {
  const findBefore = criterionFinder(before);
  const findAfter = criterionFinder(after);
  return (recorded: readonly string[]) => {
    const ids: string[] = [];
    const moved: CriterionMatch[] = [];
    const lost: CriteriaChange['lost'][number][] = [];
    for (const given of recorded) {
      const former = findBefore(given);
      const match = former && matches.get(former.id);
      if (former && !match) lost.push({ given, text: former.text });
      else if (!match || findAfter(given)?.id === match.to.id) ids.push(given);
      else if (!ids.includes(match.to.id)) ids.push(match.to.id);
      if (match && (match.isReworded || match.from.id !== match.to.id)) moved.push(match);
    }
    return { ids, moved, lost };
  };
}

/** What is open, with the criteria that are new in today's manifest. */
function withNew(remaining: readonly string[], done: readonly string[], { status }: StateEntry, fresh: readonly string[]): readonly string[] {
  if (status === 'completed' || status === 'abandoned') return remaining;
  const known = new Set([...done, ...remaining]);
  return [...remaining, ...fresh.filter((id) => !known.has(id))];
}

function newIn(after: Task, matches: Matches): readonly string[] {
  const counterparts = new Set([...matches.values()].map(({ to }) => to.id));
  return [...new Set(after.criteria.map(({ id }) => id))].filter((id) => !counterparts.has(id));
}

/** In which order they stand says nothing. */
function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && [...one].sort().join('\n') === [...other].sort().join('\n');
}
