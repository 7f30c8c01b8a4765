import assert from 'node:assert/strict';
import fc from 'fast-check';
import { criteriaNamed } from '../../../../src/core/evidence/criteriaNamed';

const criterion = (id: string) => ({ id, text: '' });

function owner(id: string, ids: readonly string[], capability = id.replace(/--T\d+$/, '')) {
  return { id, capability, criteria: ids.map(criterion) };
}

const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}AC${String(index + 1).padStart(2, '0')}`);
const CAP = owner('CAP--T01', numbered('CAP-', 8));
const short = (text: string, task = CAP) => criteriaNamed(text, task).map((id) => id.replace(/^.*-(?=AC)/, '')).join(' ');

describe('the criteria that a commit names', () => {
  const forms: [string, string][] = [
    ['feat(CAP--T01): [AC01] store rows', 'AC01'],
    ['feat(CAP--T01): [CAP-AC06] store rows', 'AC06'],
    ['feat(CAP--T01): [AC02+AC03] both', 'AC02 AC03'],
    ['feat(CAP--T01): [AC02+03] both', 'AC02 AC03'],
    ['feat(CAP--T01): [AC05-AC08] the rest', 'AC05 AC06 AC07 AC08'],
    ['feat(CAP--T01): [AC05-08] the rest', 'AC05 AC06 AC07 AC08'],
    ['feat(CAP--T01): the rest (AC02-AC07)', 'AC02 AC03 AC04 AC05 AC06 AC07'],
    ['feat(CAP--T01): the rest (CAP-AC02-CAP-AC04)', 'AC02 AC03 AC04'],
    ['AC05–AC06 and AC1', 'AC01 AC05 AC06'],
    ['AC01 to AC03', 'AC01 AC02 AC03'],
    ['AC01..AC03', 'AC01 AC02 AC03'],
    ['AC03-AC01', 'AC01 AC02 AC03'],
    ['AC-01, AC_02, ac3', 'AC01 AC02 AC03'],
    ['CAP--T01-AC04', 'AC04'],
    ['body\n\nCovers AC001 and AC0008.', 'AC01 AC08'],
    ['feat(CAP--T01)!: [AC01, AC03; AC05]', 'AC01 AC03 AC05'],
    ['feat(parser): [AC04]', 'AC04'],
    ['[AC01] [AC02]', 'AC01 AC02'],
    ['AC01-AC9999', 'AC01 AC02 AC03 AC04 AC05 AC06 AC07 AC08'],
    ['AC01 and 3 tests', 'AC01'],
    ['AC01, 02', 'AC01'],
    ['MAC01 AC01x XAC01 AC1234567 AC', ''],
    ['[OTHER-AC01] [CAP2-AC01] [OTHER-AC01-AC03]', ''],
    ['[CAP-AC01-OTHER-AC03]', ''],
    ['AC99', ''],
    ['feat(CAP--T02): [AC01] [CAP-AC02]', ''],
    ['feat(CAP--T01): build it (#5)\n\n* feat(CAP--T01): [AC01]\n* feat(CAP--T02): [AC02]\n\n  and AC03\n* fix(CAP--T01): [AC04]', 'AC01 AC04'],
    ['feat(CAP--T01, CAP--T02): [AC01]', 'AC01'],
  ];
  for (const [text, expected] of forms) it(JSON.stringify(text), () => assert.equal(short(text), expected));

  it('are found by ids of other forms, and not by a word of a sentence', () => {
    const task = owner('X--T01', ['REQ-7', 'x-login.2', 'one', 'A1']);
    assert.deepEqual(criteriaNamed('feat(X--T01): req-7 is one of A1', task), ['REQ-7']);
    assert.deepEqual(criteriaNamed('feat(X--T01): REQ-71 and PREREQ-7', task), []);
  });

  it('are not taken from the id of the task in the head', () => {
    assert.deepEqual(criteriaNamed('feat(AC-01): build it', owner('AC-01', ['AC01'], 'C')), []);
    assert.deepEqual(criteriaNamed('feat(AC-02): AC01', owner('AC-01', ['AC01'], 'C')), [], 'the head names another task of this form');
  });

  it('go by the capability where their ids are bare', () => {
    assert.deepEqual(criteriaNamed('[PAY-AC01]', owner('T7', ['AC01'], 'PAY')), ['AC01']);
    assert.deepEqual(criteriaNamed('[PAY-AC01]', owner('T7', ['T7-AC01'], 'PAY')), []);
  });

  it('are none where a bare number fits two', () => assert.deepEqual(criteriaNamed('[AC01] [B-AC02]', owner('T', ['A-AC01', 'B-AC01', 'B-AC02'])), ['B-AC02']));

  const ends = fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 }));
  const pad = (number: number) => String(number).padStart(2, '0');

  it('of a range are those between its ends, whatever its form', () => {
    const write = fc.constantFrom<(a: string, b: string) => string>(
      (a, b) => `[AC${a}-AC${b}]`,
      (a, b) => `(AC${a}-${b})`,
      (a, b) => `CAP-AC${a}-AC${b}`,
      (a, b) => `AC${a}–AC${b}`,
      (a, b) => `AC-${a} to AC-${b}`,
      (a, b) => `AC${a}..AC${b}`,
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), ends, write, (count, [a, b], form) => {
        const task = owner('CAP--T01', numbered('CAP-', count));
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const expected = task.criteria.filter((_, index) => index + 1 >= low && index + 1 <= high).map(({ id }) => id);
        assert.deepEqual(criteriaNamed(`feat(CAP--T01): ${form(pad(a), pad(b))} done`, task), expected);
      }),
    );
  });

  it('are never those that only another task is named for', () => {
    const prefix = fc.stringMatching(/^[A-Z][A-Z_]{0,6}$/);
    const reference = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom('', '+AC03', '-AC05')).map(([number, more]) => `AC${pad(number)}${more}`);
    fc.assert(
      fc.property(prefix, prefix, fc.array(reference, { maxLength: 5 }), fc.boolean(), (mine, theirs, references, isFull) => {
        fc.pre(mine !== theirs);
        const task = owner(`${mine}--T01`, numbered(`${mine}-`, 12));
        const listed = references.map((one) => `[${isFull ? `${theirs}-` : ''}${one}]`).join(' ');
        assert.deepEqual(criteriaNamed(`feat(${theirs}--T01): ${listed}\n\nmore of ${listed}`, task), []);
        if (isFull) assert.deepEqual(criteriaNamed(listed.replaceAll(/[+-]AC0[35]/g, ''), task), []);
      }),
    );
  });

  it('are always of the task, each once and in its order, for any text', () => {
    const ids = CAP.criteria.map(({ id }) => id);
    const piece = fc.constantFrom('AC', '01', '3', '-', '+', '–', '..', ' ', ', ', '[', ']', '(', ')', 'CAP', 'feat(CAP--T01): ', 'feat(B--T02): ', '\n', 'to', 'AC02', 'CAP-AC05', '--');
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(''))), (text) => {
        const named = criteriaNamed(text, CAP);
        assert.deepEqual(named, ids.filter((id) => named.includes(id)));
      }),
    );
  });

  it('are found in a long text and by a task of many criteria in one pass', () => {
    const task = owner('CAP--T01', numbered('CAP-', 9999));
    let asked = 0;
    const watched = { ...task, criteria: new Proxy(task.criteria, { get: (list, key) => (typeof key === 'string' && /^\d+$/.test(key) ? asked++ : 0, Reflect.get(list, key) as unknown) }) };
    assert.equal(criteriaNamed(`${'-'.repeat(100_000)} ${'A-'.repeat(50_000)} ${'AC01+'.repeat(20_000)}`, watched).length, 1);
    assert.ok(asked <= 3 * 9999, `${asked} looks at criteria`);
  });
});
