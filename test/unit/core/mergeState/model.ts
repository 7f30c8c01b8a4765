import type { AnyEntry, AnyState } from './anySides';

type Value = string | number | string[] | undefined;
type Model = Record<string, unknown>;

interface Given {
  readonly base: AnyState;
  readonly ours: AnyState;
  readonly theirs: AnyState;
}

/** The merge in the plainest way: over values, without a thought for text and speed. */
export function modelled({ base, ours, theirs }: Given): Model {
  const [b, o, t] = [base, ours, theirs].map(({ tasks }) => new Map(Object.entries(tasks)));
  const tasks = new Map<string, unknown>();
  for (const id of new Set([...o!.keys(), ...t!.keys()])) {
    const [before, mine, other] = [b!.get(id), o!.get(id), t!.get(id)];
    const merged = !mine ? (same(other, before) ? undefined : other) : !other ? (same(mine, before) ? undefined : mine) : entryOf(before ?? {}, mine, other);
    if (merged) tasks.set(id, merged);
  }
  const last = [ours.last_updated, theirs.last_updated].filter((time) => time !== base.last_updated).sort().at(-1) ?? base.last_updated;
  return { last_updated: ours.last_updated === theirs.last_updated ? ours.last_updated : last, tasks: Object.fromEntries(tasks) };
}

function entryOf(before: AnyEntry, mine: AnyEntry, other: AnyEntry): unknown {
  if (same(mine, other) || same(other, before)) return mine;
  if (same(mine, before)) return other;
  const marks: unknown[] = [];
  const entry: Model = { ...lists(before, mine, other) };
  const conflict = (field: string, ours: Value, theirs: Value) => marks.push({ field, ours, theirs });
  entry['status'] = statusOf(before, mine, other, (entry['acs_remaining'] as string[] | undefined) ?? [], conflict);
  const isOpen = marks.length === 0 && entry['status'] !== 'completed';
  entry['started_at'] = three(before.started_at, mine.started_at, other.started_at, (one, two) => [one, two].sort()[0]);
  entry['completed_at'] =
    isOpen && before.completed_at !== undefined && (mine.completed_at === undefined || other.completed_at === undefined)
      ? undefined
      : three(before.completed_at, mine.completed_at, other.completed_at, (one, two) => [one, two].sort()[0]);
  entry['notes'] = three(before.notes, mine.notes, other.notes, (one, two) => [...new Set([...one.split('\n'), ...two.split('\n')])].join('\n'));
  entry['blocked_reason'] = three(before.blocked_reason, mine.blocked_reason, other.blocked_reason, (one, two) => `${one}; ${two}`);
  entry['pr_number'] = three(before.pr_number, mine.pr_number, other.pr_number, (one, two) => {
    conflict('pr_number', one, two);
    return one;
  });
  for (const key of Object.keys(entry)) if (entry[key] === undefined) Reflect.deleteProperty(entry, key);
  return { ...entry, ...(marks.length > 0 ? { merge_conflicts: marks } : {}) };
}

function three<T>(before: T, mine: T, other: T, both: (one: NonNullable<T>, two: NonNullable<T>) => T): T {
  if (same(mine, other) || same(other, before)) return mine;
  if (same(mine, before)) return other;
  return mine === undefined || other === undefined ? (mine ?? other) : both(mine!, other!);
}

function lists(before: AnyEntry, mine: AnyEntry, other: AnyEntry): Pick<AnyEntry, 'acs_completed' | 'acs_remaining'> {
  const of = ({ acs_completed: done, acs_remaining: left }: AnyEntry) => ({ ...(done ? { acs_completed: done } : {}), ...(left ? { acs_remaining: left } : {}) });
  const [b, o, t] = [before, mine, other].map(of);
  if (same(sorted(o!), sorted(t!)) || same(sorted(t!), sorted(b!))) return o!;
  if (same(sorted(o!), sorted(b!))) return t!;
  const all = new Set([before, mine, other].flatMap((one) => [...(one.acs_completed ?? []), ...(one.acs_remaining ?? [])]));
  const isDone = (one: AnyEntry, id: string) => one.acs_completed?.includes(id) === true;
  const isLeft = (one: AnyEntry, id: string) => one.acs_remaining?.includes(id) === true;
  const done = [...all].filter((id) => {
    if (isDone(before, id) && [mine, other].some((one) => isLeft(one, id))) return false;
    return isDone(mine, id) || isDone(other, id);
  });
  const left = [...all].filter((id) => !done.includes(id) && (isLeft(mine, id) || isLeft(other, id)));
  const count = (key: 'acs_completed' | 'acs_remaining') => [mine, other].filter((one) => one[key]).length;
  return {
    ...(done.length > 0 || count('acs_completed') > (before.acs_completed ? 1 : 0) ? { acs_completed: done } : {}),
    ...(left.length > 0 || count('acs_remaining') > (before.acs_remaining ? 1 : 0) ? { acs_remaining: left } : {}),
  };
}

function sorted(lists: Pick<AnyEntry, 'acs_completed' | 'acs_remaining'>): unknown {
  return Object.entries(lists).map(([key, list]) => [key, [...list].sort()]);
}

/** Which of two is later, word by word. */
const LATER: Readonly<Record<string, string>> = {
  'in-progress pending': 'in-progress',
  'blocked pending': 'blocked',
  'abandoned pending': 'abandoned',
  'completed pending': 'completed',
  'blocked in-progress': 'blocked',
  'abandoned in-progress': 'abandoned',
  'completed in-progress': 'completed',
  'abandoned blocked': 'abandoned',
};

function statusOf(before: AnyEntry, mine: AnyEntry, other: AnyEntry, left: readonly string[], conflict: (field: string, ours: Value, theirs: Value) => void): string | undefined {
  const [b, o, t] = [before, mine, other].map(({ status = 'pending' }) => status) as [string, string, string];
  if (o === t) return three(before.status, mine.status, other.status, (one) => one);
  const one = same(other.status, before.status) ? mine : same(mine.status, before.status) ? other : t === b ? mine : o === b ? other : undefined;
  const word = one ? (one.status ?? 'pending') : LATER[[o, t].sort().join(' ')];
  const hasBoth = mine.status !== undefined && other.status !== undefined;
  const completed = o === 'completed' ? mine : other;
  const isEarly = word === 'completed' && left.some((id) => completed.acs_remaining?.includes(id) !== true);
  if (word !== undefined && !(isEarly && hasBoth)) return one ? one.status : word;
  if (!hasBoth) return mine.status ?? other.status;
  conflict('status', mine.status, other.status);
  return [o, t].find((status) => status === 'paused') ?? [o, t].find((status) => status !== 'completed');
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
