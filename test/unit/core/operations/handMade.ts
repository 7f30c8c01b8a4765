import * as fc from 'fast-check';
import type { RawTask } from '../../../support/builders';

/** A backlog as people and agents leave it: the tasks, the state file's text, and the files that are there. */
export interface HandMade {
  readonly tasks: readonly RawTask[];
  readonly state: string | undefined;
  readonly documents: Readonly<Record<string, string>>;
}

/** When the clock of a run starts; what stands in a hand-made state is older. */
export const START = Date.parse('2026-01-02T00:00:00Z');

const IDS = ['A--T01', 'B--T01', '__proto__', 'constructor', '10', 'Größe--T02', 'x y', 'q"\\', 'nul\u0000', 'cut\ud800'];
const TEST_FILE = 'tests/there.test.ts';

/** The criteria of a task by the same name in every run: bare ids differ in their numbers. */
export function criterionId(taskId: string, number: number): string {
  return `${taskId}-AC${String(number).padStart(2, '0')}`;
}

const task = (id: string): fc.Arbitrary<RawTask> =>
  fc.record({
    task_id: fc.constant(id),
    acceptance_criteria: fc
      .uniqueArray(fc.integer({ min: 1, max: 5 }), { maxLength: 4 })
      .chain((numbers) => fc.constantFrom(numbers, [...numbers, ...numbers.slice(0, 1)]))
      .map((numbers) => numbers.map((number) => ({ id: criterionId(id, number), text: `It does ${number}` }))),
    risk: fc.constantFrom('High', 'Low'),
    test_verification: fc.constantFrom([], [TEST_FILE], [TEST_FILE, 'tests/missing.test.ts']),
    depends_on_tasks: fc.constantFrom([], ['A--T01']).map((ids) => ids.filter((other) => other !== id)),
  });

const TIMES = ['2025-06-01T10:00:00Z', '2025-06-02T10:00:00Z', '2025-06-03T10:00:00Z'];
const NUMBER = '@12345678901234567890@';

const odd = fc.constantFrom<unknown>({ who: 'me' }, [1, 2], [{ id: 'AC01' }], 5, true);

/** One entry: as an operation leaves it, or as somebody typed it. */
function entry(id: string): fc.Arbitrary<unknown> {
  const named = fc.integer({ min: 1, max: 5 }).chain((number) => fc.constantFrom(criterionId(id, number), `AC0${number}`, `ac${number}`, criterionId(id, number).toLowerCase(), 'GONE-AC09'));
  const list = fc.oneof({ weight: 8, arbitrary: fc.array(named, { maxLength: 4 }) }, { weight: 1, arbitrary: fc.constant([null]) }, { weight: 1, arbitrary: odd });
  const word = (text: string) => fc.oneof({ weight: 6, arbitrary: fc.constant<unknown>(text) }, { weight: 1, arbitrary: odd });
  const typed = fc
    .record(
      {
        status: fc.constantFrom<unknown>('pending', 'in-progress', 'in-progress', 'In_Progress', 'blocked', 'completed', 'Abandoned', 'partial', null),
        started_at: fc.oneof({ weight: 5, arbitrary: fc.constantFrom<unknown>(TIMES[0], TIMES[1]) }, { weight: 1, arbitrary: fc.constant(1759000000) }),
        completed_at: fc.constant(TIMES[2]),
        acs_completed: list,
        acs_remaining: list,
        notes: word('typed by hand\nin two lines'),
        blocked_reason: word('it waits'),
        owner: fc.constant({ name: 'x', since: NUMBER }),
        'x-real': fc.constant(NUMBER),
      },
      { requiredKeys: [] },
    )
    .chain((whole) => fc.shuffledSubarray(Object.keys(whole), { minLength: Object.keys(whole).length }).map((keys) => Object.fromEntries(keys.map((key) => [key, whole[key as keyof typeof whole]]))));
  return fc.oneof({ weight: 12, arbitrary: typed }, { weight: 1, arbitrary: fc.constantFrom<unknown>('done', null, []) });
}

/** An object whose keys are the ids as they are, `__proto__` too. */
function byId(pairs: readonly (readonly [string, unknown])[]): string {
  return `{${pairs.map(([id, value]) => `${JSON.stringify(id)}:${JSON.stringify(value)}`).join(',')}}`;
}

/** Lays a JSON text out in one of the ways that files have; the texts in it stay. */
const LAYOUTS: readonly ((value: unknown) => string)[] = [
  (value) => `${JSON.stringify(value, null, 2)}\n`,
  (value) => JSON.stringify(value, null, 4),
  (value) => `${JSON.stringify(value, null, '\t')}\n\n`,
  (value) => JSON.stringify(value),
  (value) => `${JSON.stringify(value, null, 2).replaceAll('\n', '\r\n')}\r\n`,
  (value) => `\ufeff${JSON.stringify(value, null, 2)}\n`,
  // Arrays on one line, as the spec's example has them; a space before a colon, as hands leave it.
  (value) => `${JSON.stringify(value, null, 2).replace(/\[\n\s+((?:"[^"]*",?\s*)+)\n\s+\]/g, (_whole, items: string) => `[${items.replace(/\s*\n\s*/g, ' ')}]`).replace('"last_updated":', '"last_updated" :')}\n`,
];

function stateText(ids: readonly string[]): fc.Arbitrary<string> {
  const entries = fc
    .shuffledSubarray([...ids, 'ORPHAN--T09'])
    .chain((present) => fc.tuple(...present.map((id) => entry(id).map((value) => [id, value] as const))));
  return fc
    .record({
      entries,
      layout: fc.constantFrom(...LAYOUTS),
      head: fc.constantFrom<readonly string[]>([], ['"manifest_hash":"4332"'], ['"$schema":"./s.json"', '"last_updated":"2025-06-03T10:00:00Z"'], ['"twice":2', '"last_updated":"long ago"']),
      tail: fc.constantFrom<readonly string[]>([], ['"other":{"deep":[1,{"x":[]}]}', `"n":"${NUMBER}"`]),
      tasks: fc.constantFrom('there', 'there', 'there', 'there', 'null', 'absent'),
    })
    .map(({ entries: pairs, layout, head, tail, tasks }) => {
      const body = tasks === 'absent' ? [] : [`"tasks":${tasks === 'null' ? 'null' : byId(pairs)}`];
      const laidOut = layout(JSON.parse(`{${[...head, ...body, ...tail].join(',')}}`));
      return laidOut.replaceAll(`"${NUMBER}"`, NUMBER.replaceAll('@', '')).replace(/"twice"(\s*:\s*)2,/, '"twice"$11, "twice"$12,');
    });
}

/** A backlog of one to four tasks with a state file that nobody would call tidy, or none. */
export const handMade: fc.Arbitrary<HandMade> = fc
  .uniqueArray(fc.constantFrom(...IDS), { minLength: 1, maxLength: 3 })
  .chain((ids) =>
    fc.record({
      tasks: fc.tuple(...ids.map(task)),
      state: fc.option(stateText(ids), { nil: undefined, freq: 8 }),
      documents: fc.constantFrom<Record<string, string>>({}, { [TEST_FILE]: 'it()' }),
    }),
  );

/** One call of an operation, right or wrong, and the time that passes before it. */
export interface Call {
  readonly id: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly seconds: number;
}

const text = fc.constantFrom<unknown>('all of it works', 'two\nlines', 'red \u001b[31mletters\u001b[0m and \u0000', 'half \ud800 a letter', '"quoted" \\ {', '   ', '\u202e', 7);

/** Calls on these tasks. Most are meant well; some name what is not there, or are no input at all. */
export function calls(ids: readonly string[]): fc.Arbitrary<readonly Call[]> {
  const named = fc.oneof({ weight: 20, arbitrary: fc.constantFrom<unknown>(...ids) }, { weight: 1, arbitrary: fc.constantFrom<unknown>('NOBODY--T01', 'ORPHAN--T09', ` ${ids[0] ?? ''} `, '', 5, null) });
  const call = named.chain((task) => {
    const criterion = fc.integer({ min: 1, max: 5 }).chain((number) => fc.constantFrom<unknown>(criterionId(String(task), number), criterionId(String(task), number), `AC0${number}`, `ac${number}`, 'AC99', ''));
    const criteria = fc.oneof({ weight: 9, arbitrary: fc.array(criterion, { minLength: 1, maxLength: 4 }) }, { weight: 1, arbitrary: fc.constantFrom<unknown>([], 'AC01', null) });
    const maybe = fc.option(text, { nil: undefined });
    const of = (id: string, input: Record<string, fc.Arbitrary<unknown>>) => fc.record(input).map((more) => ({ id, input: { task, ...more } }));
    return fc.oneof(
      { weight: 3, arbitrary: of('claim', {}) },
      { weight: 6, arbitrary: of('ac-done', { criteria }) },
      { weight: 1, arbitrary: of('ac-done', { criteria, note: text }) },
      { weight: 2, arbitrary: of('ac-undo', { criteria }) },
      { weight: 3, arbitrary: fc.constant({ id: 'all-done', input: { task } }) },
      { weight: 2, arbitrary: fc.constant({ id: 'all-open', input: { task } }) },
      { weight: 3, arbitrary: of('complete', { note: maybe }) },
      { weight: 2, arbitrary: of('block', { reason: text }) },
      { weight: 2, arbitrary: of('unblock', {}) },
      { weight: 1, arbitrary: of('abandon', { reason: maybe }) },
      { weight: 2, arbitrary: of('reopen', {}) },
      { weight: 1, arbitrary: of('note', { text }) },
      { weight: 1, arbitrary: of('note', { text, extra: fc.constant(1) }) },
      { weight: 2, arbitrary: fc.constant({ id: 'undo', input: {} }) },
    );
  });
  return fc.array(
    fc.tuple(call, fc.integer({ min: 0, max: 100_000 })).map(([{ id, input }, seconds]) => ({ id, input, seconds })),
    { minLength: 1, maxLength: 25, size: 'max' },
  );
}
