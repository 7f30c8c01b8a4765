import * as fc from 'fast-check';

/** Few ids, so that dependencies, entries and doubles meet; some of them the names of prototypes. */
const id = fc.constantFrom('A--T01', 'A--T02', 'B--T01', 'C--T01', 'D--T01', '__proto__', 'constructor', 'toString', '10', '2', '--next', 'é ü');
const oddId = fc.oneof({ weight: 20, arbitrary: id }, { weight: 1, arbitrary: fc.constantFrom(null, 10, {}, '') });
const text = fc.oneof(fc.string(), fc.constantFrom('\u001b[31mred', 'a\u0085b\u202ec', '<img>', '\ud800'));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 6 });
const time = fc.oneof(
  fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom<unknown>('2025-09-28T10:30:00Z', 'yesterday', '', 1_700_000_000_000, null, { toString: 5 }),
);
const refs = fc.oneof<fc.Arbitrary<unknown>[]>(fc.array(text, { maxLength: 2 }), fc.constantFrom(null, 'a.spec.ts', ''));

const task = fc.record(
  {
    task_id: oddId,
    title: maybe(text),
    description: maybe(fc.oneof<fc.Arbitrary<unknown>[]>(text, fc.constant(null))),
    risk: fc.constantFrom<unknown>('High', 'Medium', 'Low', 'high', 'Critical', null, 1),
    phase: fc.constantFrom<unknown>('Phase 1', 'Phase 2', 1, null, '__proto__', { a: 1 }),
    slice: fc.constantFrom<unknown>('Slice 1.1', '1.2', 2, undefined),
    est: fc.constantFrom<unknown>({ size: 'S' }, { size: '' }, {}, null, 'L', ['M']),
    acceptance_criteria: maybe(fc.array(fc.record({ id: text, text }), { maxLength: 2 })),
    depends_on_tasks: fc.oneof<fc.Arbitrary<unknown>[]>(fc.array(oddId, { maxLength: 3 }), fc.constant([]), fc.constantFrom(null, 'A--T01', '', 5)),
    related_specs: refs,
    related_adrs: refs,
    related_guides: refs,
    test_verification: refs,
    status: maybe(text),
  },
  { requiredKeys: ['task_id'] },
);

const entry = fc.oneof<fc.Arbitrary<unknown>[]>(
  fc.record(
    {
      status: fc.constantFrom<unknown>('pending', 'in-progress', 'blocked', 'completed', 'completed', 'abandoned', 'Completed', 'done', null),
      completed_at: time,
      blocked_reason: fc.oneof<fc.Arbitrary<unknown>[]>(text, fc.constant(null)),
    },
    { requiredKeys: [] },
  ),
  fc.constantFrom(null, null, 'completed', 5, []),
);

/** The texts of two files of the right outer shape, with everything inside that hands and agents write. */
export const anyBacklog = fc.record({
  manifest: fc.oneof<fc.Arbitrary<unknown>[]>(
    fc.record({ status: fc.constant('OK'), tasks: fc.array(fc.oneof({ weight: 12, arbitrary: task }, { weight: 1, arbitrary: fc.constantFrom<unknown>(null, 'x', 3) }), { maxLength: 12 }) }),
    fc.constantFrom({}, { status: 'BLOCKED', gaps: ['X'] }, { tasks: null }),
  ),
  state: fc.oneof<fc.Arbitrary<unknown>[]>(
    fc.array(fc.tuple(id, entry), { maxLength: 12 }).map((pairs) => ({ tasks: Object.fromEntries(pairs) })),
    fc.constantFrom({}, { tasks: null }),
  ),
}).map(({ manifest, state }) => ({ manifest: JSON.stringify(manifest), state: JSON.stringify(state) }));
