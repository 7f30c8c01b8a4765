import type { Outcome } from './fields';
import type { Fields } from './side';

/** The two lists of an entry that name criteria. */
const LISTS = ['acs_completed', 'acs_remaining'] as const;

/** What becomes of the two lists. */
export interface CriteriaOfBoth {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** What is left then. */
  readonly left: readonly Id[];
}

/**
 * Merges the lists of criteria together, since a criterion goes from one to the other. Where one side alone changed them,
 * it is followed. Where both did, everything that either has as done is done, but for what one of them took back, from done
 * to left, while the other left it as it was. What either has as left and is not done is left: no criterion is lost.
 *
 * @returns undefined where a list holds something else than ids: then it is a field like any other
 */
export function mergedCriteria(base: Fields, ours: Fields, theirs: Fields): CriteriaOfBoth | undefined {
  const [before, mine, other] = [base, ours, theirs].map(listsOf);
  if (!before || !mine || !other) return undefined;
  const isSame = (one: Fields, two: Fields) => LISTS.every((key) => isSameList(one.get(key), two.get(key)));
  const all = (outcome: Outcome) => new Map(LISTS.map((key) => [key, outcome]));
  if (isSame(ours, theirs) || isSame(theirs, base)) return { outcomes: all('ours'), left: mine.left };
  if (isSame(ours, base)) return { outcomes: all('theirs'), left: other.left };
  const isTakenBack = (id: Id) => before.done.includes(id) && [mine, other].some(({ done, left }) => left.includes(id) && !done.includes(id));
  const done = union(mine.done, other.done).filter((id) => !isTakenBack(id));
  const left = union(mine.left, other.left).filter((id) => !done.some((one) => isSameCriterion(one, id)));
  const isThere = (key: string) => (base.has(key) ? ours.has(key) && theirs.has(key) : ours.has(key) || theirs.has(key));
  const outcome = (key: string, ids: readonly Id[]): Outcome => (ids.length > 0 || isThere(key) ? { value: ids } : 'none');
  return { outcomes: new Map([[LISTS[0], outcome(LISTS[0], done)], [LISTS[1], outcome(LISTS[1], left)]]), left };
}

/** Whether criteria are left that an entry itself does not name as left. */
export function hasMoreLeft({ left }: CriteriaOfBoth, entry: Fields): boolean {
  const own = listsOf(entry)?.left ?? [];
  return left.some((id) => !own.includes(id));
}

/** `null` in a list says nothing, and is kept. */
type Id = string | null;

interface Lists {
  readonly done: readonly Id[];
  readonly left: readonly Id[];
}

function listsOf(fields: Fields): Lists | undefined {
  const [done, left] = LISTS.map((key) => idsIn(fields.get(key)));
  return done && left && { done, left };
}

function idsIn(json: string | undefined): readonly Id[] | undefined {
  const value: unknown = json === undefined ? [] : JSON.parse(json);
  return Array.isArray(value) && value.every((item) => typeof item === 'string' || item === null) ? (value as Id[]) : undefined;
}

/** The order in which criteria were recorded says nothing. */
function isSameList(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined || one === other) return one === other;
  const [ids, others] = [one, other].map((list) => [...new Set(idsIn(list))].sort());
  return JSON.stringify(ids) === JSON.stringify(others);
}

/** Ours as they stand, then what only theirs has. */
function union<T>(ours: readonly T[], theirs: readonly T[]): readonly T[] {
  const known = new Set(ours);
  return [...ours, ...new Set(theirs.filter((item) => !known.has(item)))];
}

/** The same id, or one of them bare: `AC01` and `MONEY-AC01`. */
function isSameCriterion(one: Id, other: Id): boolean {
  if (one === null || other === null) return one === other;
  return one === other || one.endsWith(`-${other}`) || other.endsWith(`-${one}`);
}
