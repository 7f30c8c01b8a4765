import * as fc from 'fast-check';

/** An entry as the tests make it: only what a state file may hold. */
export interface AnyEntry {
  status?: string;
  started_at?: string;
  completed_at?: string;
  acs_completed?: string[];
  acs_remaining?: string[];
  notes?: string;
  blocked_reason?: string;
  pr_number?: number;
}

export interface AnyState {
  last_updated?: string;
  tasks: Record<string, AnyEntry>;
}

const IDS = ['A--T01', 'B--T01', '__proto__', '10'];
const CRITERIA = ['C-AC01', 'C-AC02', 'C-AC03', 'D-AC04'];
const times = fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z');
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });

export const STATUS_WORDS = ['pending', 'in-progress', 'blocked', 'completed', 'abandoned', 'paused'] as const;

export const anyEntry: fc.Arbitrary<AnyEntry> = fc
  .record({
    status: maybe(fc.constantFrom(...STATUS_WORDS)),
    started_at: maybe(times),
    completed_at: maybe(times),
    done: maybe(fc.subarray(CRITERIA)),
    left: maybe(fc.subarray(CRITERIA)),
    notes: maybe(fc.uniqueArray(fc.constantFrom('n1', 'n2', 'n3', 'n "4" \\ é'), { minLength: 1, maxLength: 3 })),
    blocked_reason: maybe(fc.constantFrom('r1', 'r2', 'r3')),
    pr_number: maybe(fc.nat(2)),
  })
  .map(({ done, left, notes, ...rest }) =>
    withoutAbsent({
      ...(rest as AnyEntry),
      ...(done ? { acs_completed: done } : {}),
      ...(left ? { acs_remaining: left.filter((id) => done?.includes(id) !== true) } : {}),
      ...(notes ? { notes: notes.join('\n') } : {}),
    }),
  );

const anyTasks = fc
  .array(fc.tuple(fc.constantFrom(...IDS), anyEntry), { maxLength: 4 })
  // Own properties, also of an id that an assignment would take for something else.
  .map((entries) => Object.fromEntries(entries) as Record<string, AnyEntry>);

const anyState: fc.Arbitrary<AnyState> = fc.record({ last_updated: times, tasks: anyTasks });

/** One side of a merge: the base with some entries changed, or something else altogether. */
const sideOf = (base: AnyState): fc.Arbitrary<AnyState> =>
  fc.oneof(
    { weight: 1, arbitrary: anyState },
    {
      weight: 4,
      arbitrary: fc.tuple(anyState, fc.array(fc.nat(3), { maxLength: 3 })).map(([other, kept]) => ({
        ...other,
        tasks: Object.fromEntries([...new Map([...Object.entries(base.tasks), ...Object.entries(other.tasks).filter((_, index) => kept.includes(index))])]),
      })),
    },
    { weight: 1, arbitrary: fc.constant(base) },
  );

const LAYOUTS: readonly ((value: unknown) => string)[] = [
  (value) => `${JSON.stringify(value, null, 2)}\n`,
  (value) => JSON.stringify(value),
  (value) => `\uFEFF${JSON.stringify(value, null, '\t').replaceAll('\n', '\r\n')}\r\n`,
  (value) => JSON.stringify(value, null, 4),
  // One entry on a line.
  (value) => `${JSON.stringify(value, null, 1).replace(/\n {3,}/g, ' ').replace(/\n {2}\}/g, ' }')}\n`,
];

export const anyLayout = fc.constantFrom(...LAYOUTS);

/** A base and `count` sides that grew from it. */
export function anySides(count: number): fc.Arbitrary<{ readonly base: AnyState; readonly sides: readonly AnyState[] }> {
  return anyState.chain((base) => fc.record({ base: fc.constant(base), sides: fc.array(sideOf(base), { minLength: count, maxLength: count }) }));
}

/** The same, but nothing that the base names is missing from an entry: criteria are done or left, and lines stay noted. */
export function namingAll(count: number): ReturnType<typeof anySides> {
  return anySides(count).map(({ base, sides }) => ({ base, sides: sides.map((side) => withAll(side, base)) }));
}

function withAll(side: AnyState, base: AnyState): AnyState {
  const before = new Map(Object.entries(base.tasks));
  const named = (entry: AnyEntry | undefined) => [...(entry?.acs_completed ?? []), ...(entry?.acs_remaining ?? [])];
  const whole = (id: string, entry: AnyEntry): AnyEntry => {
    const missing = named(before.get(id)).filter((one) => !named(entry).includes(one));
    const lines = before.get(id)?.notes?.split('\n').filter((line) => entry.notes?.split('\n').includes(line) !== true) ?? [];
    return {
      ...entry,
      ...(missing.length > 0 ? { acs_remaining: [...(entry.acs_remaining ?? []), ...missing] } : {}),
      ...(lines.length > 0 ? { notes: [...(entry.notes === undefined ? [] : [entry.notes]), ...lines].join('\n') } : {}),
    };
  };
  return { ...side, tasks: Object.fromEntries(Object.entries(side.tasks).map(([id, entry]) => [id, whole(id, entry)])) };
}

/** Sides of a base that only go on: more criteria done, more noted, never anything taken away. */
export function growing(count: number): fc.Arbitrary<{ readonly base: AnyState; readonly sides: readonly AnyState[] }> {
  const step = fc.record({ id: fc.constantFrom(...IDS), done: fc.subarray(CRITERIA), note: maybe(fc.constantFrom('n5', 'n6', 'n7')), status: fc.constantFrom('in-progress', 'blocked', 'abandoned') });
  return anyState.chain((base) =>
    fc.record({
      base: fc.constant(base),
      sides: fc.array(fc.array(step, { maxLength: 4 }).map((steps) => steps.reduce(advanced, base)), { minLength: count, maxLength: count }),
    }),
  );
}

const ORDER = ['pending', 'in-progress', 'blocked', 'abandoned', 'completed', 'paused'];

function advanced(state: AnyState, { id, done, note, status }: { id: string; done: string[]; note: string | undefined; status: string }): AnyState {
  const old = new Map(Object.entries(state.tasks)).get(id) ?? {};
  const before = old.status ?? 'pending';
  const acsCompleted = [...new Set([...(old.acs_completed ?? []), ...done])];
  const entry: AnyEntry = {
    ...old,
    status: ORDER.indexOf(status) > ORDER.indexOf(before) ? status : before,
    acs_completed: acsCompleted,
    ...(old.acs_remaining ? { acs_remaining: old.acs_remaining.filter((one) => !acsCompleted.includes(one)) } : {}),
    ...(note === undefined || old.notes?.split('\n').includes(note) === true ? {} : { notes: old.notes === undefined ? note : `${old.notes}\n${note}` }),
  };
  return { ...state, tasks: Object.fromEntries([...new Map([...Object.entries(state.tasks), [id, entry]])]) };
}

function withoutAbsent(entry: AnyEntry): AnyEntry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}
