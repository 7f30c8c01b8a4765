import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { mergeState, type MergedState } from '../../../../src/core/mergeState/mergeState';
import { anyLayout, anySides, growing, namingAll, type AnyEntry, type AnyState } from './anySides';
import { modelled } from './model';

type Entry = AnyEntry & { readonly merge_conflicts?: readonly { field: string; ours: unknown; theirs: unknown }[] };

function done(base: string, ours: string, theirs: string): MergedState {
  const merged = mergeState({ base, ours, theirs });
  assert.ok(merged.ok, JSON.stringify(merged));
  return merged.value;
}

function read(text: string): AnyState & { readonly tasks: Record<string, Entry> } {
  return JSON.parse(text.replace('\uFEFF', '')) as AnyState;
}

/** What a text says, without what depends on the side that is called ours: the order of lists and of notes, and the names in marks. */
function meant(text: string): unknown {
  const { tasks, ...rest } = read(text);
  return { ...rest, tasks: Object.fromEntries(Object.entries(tasks).map(([id, entry]) => [id, meantEntry(entry)])) };
}

function meantEntry({ merge_conflicts: marks = [], ...entry }: Entry): unknown {
  const fields = Object.entries(entry).map(([key, value]) => {
    if (marks.some(({ field }) => field === key && key !== 'status')) return [key, 'open'];
    if (Array.isArray(value)) return [key, [...value].sort()];
    return [key, key === 'notes' ? String(value).split('\n').sort() : key === 'blocked_reason' ? String(value).split('; ').sort() : value];
  });
  const open = marks.map(({ field, ours, theirs }) => JSON.stringify([field, ...[ours, theirs].map(String).sort()])).sort();
  return { fields: Object.fromEntries(fields), open };
}

function entriesOf({ tasks }: AnyState): ReadonlyMap<string, Entry> {
  return new Map(Object.entries(tasks));
}

describe('merging any forms of a state file', () => {
  const laidOut = (any: ReturnType<typeof anySides>) => fc.tuple(any, anyLayout, anyLayout, anyLayout).map(([{ base, sides }, ...layouts]) => {
    const [of, one, other] = layouts;
    return { base: of(base), ours: one(sides[0]), theirs: other(sides[1]), states: { base, ours: sides[0]!, theirs: sides[1]! } };
  });
  type Given = ReturnType<typeof laidOut> extends fc.Arbitrary<infer T> ? T : never;
  const check = (property: (given: Given) => void, { numRuns = 1500, any = anySides(2) } = {}) => fc.assert(fc.property(laidOut(any), property), { numRuns });

  it('says what the plainest merge of the values says', () => {
    check(({ base, ours, theirs, states }) => assert.deepEqual(meant(done(base, ours, theirs).text), meant(JSON.stringify(modelled(states)))), { numRuns: 4000 });
  });

  it('is the same whichever side is called ours', () => {
    check(({ base, ours, theirs }) => {
      const [one, other] = [done(base, ours, theirs), done(base, theirs, ours)];
      assert.deepEqual(meant(one.text), meant(other.text));
      assert.equal(one.conflicts.length, other.conflicts.length);
    });
  });

  it('changes not a byte where there is nothing to merge', () => {
    check(({ base, ours }) => {
      assert.equal(done(base, ours, base).text, ours);
      assert.equal(done(base, ours, ours).text, ours);
    });
  });

  it('changes not a byte of what was merged already', () => {
    check(
      ({ base, ours, theirs }) => {
        const { text } = done(base, ours, theirs);
        assert.equal(done(base, text, theirs).text, text);
        assert.deepEqual(meant(done(base, text, ours).text), meant(text));
      },
      { any: namingAll(2) },
    );
  });

  it('loses no criterion, no note and no value', () => {
    check(({ base, ours, theirs, states }) => {
      const merged = done(base, ours, theirs);
      const after = entriesOf(read(merged.text));
      for (const [side, other] of [[states.ours, states.theirs], [states.theirs, states.ours]] as const) {
        for (const [id, entry] of entriesOf(side)) {
          const before = entriesOf(states.base).get(id);
          const theirsOf = entriesOf(other).get(id);
          if (theirsOf === undefined && same(entry, before)) continue;
          keepsAll(entry, after.get(id) ?? {}, { before: before ?? {}, other: theirsOf });
        }
      }
      for (const { taskId, field, ours: one, theirs: two } of merged.conflicts) {
        const marks = after.get(taskId ?? '')?.merge_conflicts ?? [];
        assert.ok(marks.some((mark) => mark.field === field && [mark.ours, mark.theirs].map((value) => JSON.stringify(value)).sort().join() === [one, two].sort().join()));
      }
    });
  });

  it('does not depend on the order in which sides that only go on are merged', () => {
    fc.assert(
      fc.property(growing(3), anyLayout, ({ base, sides }, layout) => {
        const [b, x, y, z] = [base, ...sides].map(layout) as [string, string, string, string];
        const one = done(b, done(b, x, y).text, z).text;
        const other = done(b, x, done(b, y, z).text).text;
        const third = done(b, done(b, z, x).text, y).text;
        assert.deepEqual(meant(one), meant(other));
        assert.deepEqual(meant(one), meant(third));
      }),
      { numRuns: 1500 },
    );
  });
});

interface Known {
  readonly before: Entry;
  readonly other: Entry | undefined;
}

/** All that an entry says is said after the merge: done, or left, or in a mark, unless the other side took it away on purpose. */
function keepsAll(entry: Entry, after: Entry, { before, other }: Known): void {
  const named = (one: Entry) => [...(one.acs_completed ?? []), ...(one.acs_remaining ?? [])];
  const isSameLists = (one: Entry, two: Entry | undefined) => same([one.acs_completed, one.acs_remaining], [two?.acs_completed, two?.acs_remaining]);
  if (!isSameLists(entry, before) || isSameLists(entry, other)) {
    for (const id of named(entry)) assert.ok(named(after).includes(id), `${id} is lost`);
    // Done stays done, unless the other side took it back.
    const isTakenBack = (id: string) => before.acs_completed?.includes(id) === true && other?.acs_remaining?.includes(id) === true;
    for (const id of entry.acs_completed ?? []) assert.ok(after.acs_completed?.includes(id) === true || isTakenBack(id), `${id} is open again`);
  }
  if (entry.notes !== before.notes) for (const line of entry.notes?.split('\n') ?? []) assert.ok(after.notes?.split('\n').includes(line), `${line} is lost`);
  if (entry.blocked_reason !== undefined && entry.blocked_reason !== before.blocked_reason) assert.ok(after.blocked_reason?.includes(entry.blocked_reason));
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
