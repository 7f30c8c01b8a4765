import assert from 'node:assert/strict';
import { mergeState, type MergedState } from '../../../../src/core/mergeState/mergeState';

type Entry = Record<string, unknown>;

const HEAD = { manifest_hash: 'f'.repeat(64), last_updated: '2026-01-01T00:00:00Z' };

function stateText(tasks: Record<string, unknown>, more: object = {}): string {
  return `${JSON.stringify({ ...HEAD, ...more, tasks }, null, 2)}\n`;
}

function done(base: string | undefined, ours: string, theirs: string): MergedState {
  const merged = mergeState({ base, ours, theirs });
  assert.ok(merged.ok, JSON.stringify(merged));
  return merged.value;
}

/** Merges one entry, both ways round; what comes out must say the same. */
function entryOf(base: Entry | undefined, ours: Entry, theirs: Entry): { readonly entry: Entry; readonly conflicts: readonly string[] } {
  const text = (entry: Entry | undefined) => stateText(entry === undefined ? {} : { 'A--T01': entry });
  const one = done(text(base), text(ours), text(theirs));
  const other = done(text(base), text(theirs), text(ours));
  const entryIn = ({ text: of }: MergedState) => (JSON.parse(of) as { tasks: Record<string, Entry> }).tasks['A--T01'] ?? {};
  const fields = ({ conflicts }: MergedState) => conflicts.map(({ field }) => field).sort();
  assert.deepEqual(fields(one), fields(other));
  assert.deepEqual(entryIn(one)['status'], entryIn(other)['status']);
  return { entry: entryIn(one), conflicts: fields(one) };
}

describe('merging two forms of a state file', () => {
  it('keeps what three branches record of three tasks, one after the other', () => {
    const base = stateText({ 'OLD--T01': { status: 'completed' } });
    const claim = (id: string) => base.replace('\n  }\n}', `,\n    "${id}": {\n      "status": "in-progress",\n      "acs_completed": ["${id}-AC01"]\n    }\n  }\n}`).replace('2026-01-01', '2026-01-0' + id.charAt(id.length - 1));
    let text = base;
    for (const id of ['A--T02', 'B--T03', 'C--T04']) text = done(base, text, claim(id)).text;
    const all = ['A--T02', 'B--T03', 'C--T04'].map((id) => `,\n    "${id}": {\n      "status": "in-progress",\n      "acs_completed": ["${id}-AC01"]\n    }`).join('');
    assert.equal(text, base.replace('\n  }\n}', `${all}\n  }\n}`).replace('2026-01-01', '2026-01-04'));
  });

  it('takes what one side alone changed, and leaves every byte of ours where nothing has to change', () => {
    const ours = '\uFEFF{\r\n\t"tasks" : {\r\n\t\t"A" : {"status":"pending", "real": 1.0, "big": 12345678901234567890},\r\n\t\t"B" : {"status":"pending"}\r\n\t},\r\n\t"x": [1,\r\n\t2]\r\n}\r\n\r\n';
    const base = '{"tasks":{"B":{"status":"pending"},"A":{"big":12345678901234567890,"status":"pending","real":1.0}},"x":[1,2]}';
    assert.equal(done(base, ours, base).text, ours);
    const theirs = base.replace('"B":{"status":"pending"}', '"B":{"status":"blocked","blocked_reason":"r"}');
    assert.equal(done(base, ours, theirs).text, ours.replace('"B" : {"status":"pending"}', '"B" : {"status":"blocked","blocked_reason":"r"}'));
    const both = theirs.replace('"real":1.0', '"real":1.5');
    assert.equal(done(base, ours, both).text, ours.replace('"B" : {"status":"pending"}', '"B" : {"status":"blocked","blocked_reason":"r"}').replace('1.0', '1.5'));
  });

  it('sees a big number that a parser would take for another', () => {
    const text = (big: string) => `{"tasks":{"A":{"status":"pending","big":${big}}}}`;
    assert.equal(done(text('12345678901234567890'), text('12345678901234567890'), text('12345678901234567891')).text, text('12345678901234567891'));
    const both = done(text('1'), text('12345678901234567890'), text('12345678901234567891'));
    assert.equal(both.text, '{"tasks":{"A":{"status":"pending","big":12345678901234567890,"merge_conflicts":[{ "field": "big", "ours": 12345678901234567890, "theirs": 12345678901234567891 }]}}}');
  });

  describe('criteria', () => {
    const lists = (done: string[], left: string[], more: Entry = {}): Entry => ({ status: 'in-progress', acs_completed: done, acs_remaining: left, ...more });

    it('are done when either side has them as done, and left when nobody has', () => {
      const { entry, conflicts } = entryOf(lists([], ['1', '2', '3']), lists(['1'], ['2', '3']), lists(['2'], ['1', '3']));
      assert.deepEqual([entry['acs_completed'], entry['acs_remaining'], conflicts], [['1', '2'], ['3'], []]);
    });

    it('are open again where one side took them back and the other left them alone, whatever else it did', () => {
      const base = lists(['1', '2'], ['3']);
      assert.deepEqual(entryOf(base, lists(['1'], ['2', '3']), { ...base, notes: 'n' }).entry['acs_completed'], ['1']);
      const { entry } = entryOf(base, lists(['1'], ['2', '3']), lists(['1', '2', '3'], []));
      assert.deepEqual([entry['acs_completed'], entry['acs_remaining']], [['1', '3'], ['2']]);
    });

    it('that only vanished from one side are kept where both changed the lists', () => {
      const { entry } = entryOf(lists(['1', '2'], ['3']), lists(['1'], ['3']), lists(['1', '2', '3'], []));
      assert.deepEqual([...(entry['acs_completed'] as string[])].sort(), ['1', '2', '3']);
    });

    it('that are gone with a migration stay gone where the other side did not look at them', () => {
      const { entry } = entryOf(lists(['OLD-AC01'], []), lists(['NEW-AC01'], ['NEW-AC02']), lists(['OLD-AC01'], [], { notes: 'n' }));
      assert.deepEqual([entry['acs_completed'], entry['acs_remaining']], [['NEW-AC01'], ['NEW-AC02']]);
    });

    it('count as done under their bare id too', () => {
      const { entry, conflicts } = entryOf(lists([], ['CAP-AC01', 'CAP-AC02']), lists(['AC01', 'AC02'], [], { status: 'completed' }), lists(['CAP-AC01'], ['CAP-AC02']));
      assert.deepEqual([entry['status'], entry['acs_remaining'], conflicts], ['completed', [], []]);
    });
  });

  describe('the status', () => {
    const LATER: readonly [string, string, string][] = [
      ['pending', 'in-progress', 'in-progress'],
      ['pending', 'blocked', 'blocked'],
      ['pending', 'completed', 'completed'],
      ['pending', 'abandoned', 'abandoned'],
      ['in-progress', 'blocked', 'blocked'],
      ['in-progress', 'completed', 'completed'],
      ['in-progress', 'abandoned', 'abandoned'],
      ['blocked', 'abandoned', 'abandoned'],
    ];
    for (const [one, other, later] of LATER) {
      it(`${one} and ${other}: ${later}`, () => {
        const { entry, conflicts } = entryOf(undefined, { status: one }, { status: other });
        assert.deepEqual([entry, conflicts], [{ status: later }, []]);
      });
    }

    for (const other of ['blocked', 'abandoned', 'paused']) {
      it(`completed and ${other}: a person decides, and until then it does not count as completed`, () => {
        const { entry, conflicts } = entryOf(undefined, { status: 'completed' }, { status: other });
        assert.deepEqual(conflicts, ['status']);
        assert.deepEqual(entry, { status: other, merge_conflicts: [{ field: 'status', ours: 'completed', theirs: other }] });
      });
    }

    it('that one side alone changed is taken, also backwards', () => {
      const base = { status: 'completed', completed_at: '2026-01-01T00:00:00Z' };
      const { entry } = entryOf(base, { status: 'in-progress' }, { ...base, notes: 'n' });
      assert.deepEqual(entry, { status: 'in-progress', notes: 'n' });
    });

    it('is no completion where criteria are left that its own side did not know of', () => {
      const base = { status: 'in-progress', acs_completed: [], acs_remaining: ['1'] };
      const { entry, conflicts } = entryOf(base, { ...base, status: 'completed', acs_completed: ['1'], acs_remaining: [] }, { ...base, acs_remaining: ['1', 'NEW'] });
      assert.deepEqual([conflicts, entry['status'], entry['acs_completed'], entry['acs_remaining']], [['status'], 'in-progress', ['1'], ['NEW']]);
    });
  });

  it('keeps the earliest start, and the completion that belongs to the status', () => {
    const { entry } = entryOf(
      { status: 'pending' },
      { status: 'completed', started_at: '2026-01-02T10:00:00Z', completed_at: '2026-01-03T10:00:00Z' },
      { status: 'in-progress', started_at: '2026-01-02T11:00:00+02:00' },
    );
    assert.deepEqual(entry, { status: 'completed', started_at: '2026-01-02T11:00:00+02:00', completed_at: '2026-01-03T10:00:00Z' });
    const reopened = entryOf({ status: 'completed', completed_at: '2026-01-01' }, { status: 'in-progress' }, { status: 'completed', completed_at: '2026-01-02' });
    assert.deepEqual(reopened.entry, { status: 'in-progress' });
  });

  it('keeps both notes and both reasons, each once', () => {
    const { entry, conflicts } = entryOf({ notes: 'a' }, { notes: 'a\nours', blocked_reason: 'x' }, { notes: 'a\ntheirs', blocked_reason: 'y' });
    assert.deepEqual([entry, conflicts], [{ notes: 'a\nours\ntheirs', blocked_reason: 'x; y' }, []]);
  });

  it('keeps what one side removed and the other changed', () => {
    assert.deepEqual(entryOf({ pr: 1 }, {}, { pr: 2 }).entry, { pr: 2 });
    const base = stateText({ 'A--T01': { status: 'pending' } });
    assert.deepEqual(JSON.parse(done(base, stateText({}), stateText({ 'A--T01': { status: 'blocked' } })).text).tasks, { 'A--T01': { status: 'blocked' } });
    assert.deepEqual(JSON.parse(done(base, stateText({ 'B--T01': {} }), stateText({})).text).tasks, { 'B--T01': {} });
    assert.deepEqual(JSON.parse(done(base, base, stateText({})).text).tasks, {});
  });

  it('marks what it does not understand and both sides changed', () => {
    const { entry, conflicts } = entryOf({ pr_number: 1 }, { pr_number: 2 }, { pr_number: 3 });
    assert.deepEqual([entry, conflicts], [{ pr_number: 2, merge_conflicts: [{ field: 'pr_number', ours: 2, theirs: 3 }] }, ['pr_number']]);
    const odd = entryOf({ acs_completed: 'none' }, { acs_completed: ['1'] }, { acs_completed: ['2'] });
    assert.deepEqual(odd.conflicts, ['acs_completed']);
  });

  it('lays a mark out as the file is laid out, and does not mark the same twice', () => {
    const [base, ours, theirs] = [1, 2, 3].map((pr) => stateText({ 'A--T01': { status: 'pending', pr } }));
    const { text } = done(base, ours!, theirs!);
    assert.equal(text, ours!.replace('"pr": 2', '"pr": 2,\n      "merge_conflicts": [\n        { "field": "pr", "ours": 2, "theirs": 3 }\n      ]'));
    assert.equal(done(base, text, theirs!).text, text);
    assert.equal(done(base, theirs!, text).conflicts.length, 1);
    const settled = text.replace(/,\s*"merge_conflicts": \[[^\]]*\]/, '');
    assert.equal(settled, ours);
    assert.equal(done(text, settled, text.replace('pending', 'blocked')).text, settled.replace('pending', 'blocked'));
  });

  it('decides on the file\'s own fields', () => {
    const text = (more: object) => stateText({}, more);
    const later = done(text({}), text({ last_updated: '2026-03-01T00:00:00Z' }), text({ last_updated: '2026-02-01T00:00:00Z' }));
    assert.equal(JSON.parse(later.text).last_updated, '2026-03-01T00:00:00Z');
    const hash = (value: string) => text({ manifest_hash: value });
    assert.equal(JSON.parse(done(hash('PLACEHOLDER'), hash('sha256:abcdef01'), hash('abcdef0123')).text).manifest_hash, 'abcdef0123');
    const two = done(hash('a'.repeat(64)), hash('b'.repeat(64)), hash('c'.repeat(64)));
    assert.deepEqual(JSON.parse(two.text).merge_conflicts, [{ field: 'manifest_hash', ours: 'b'.repeat(64), theirs: 'c'.repeat(64) }]);
    const fresh = done(text({}), text({}), text({ $schema: 's', archived: { X: { status: 'completed' } } }));
    assert.deepEqual(JSON.parse(fresh.text), { ...HEAD, $schema: 's', archived: { X: { status: 'completed' } }, tasks: {} });
  });

  it('merges the archive by task id', () => {
    const text = (archived: object) => stateText({}, { archived });
    const both = done(text({}), text({ A: { status: 'completed' } }), text({ A: { status: 'in-progress' }, B: { status: 'blocked' } }));
    assert.deepEqual(JSON.parse(both.text).archived, { A: { status: 'completed' }, B: { status: 'blocked' } });
  });

  it('takes __proto__ for a task, and entries that are no objects for what they are', () => {
    const text = (entry: string) => `{"tasks":{"__proto__":${entry}}}`;
    assert.equal(done(text('{"notes":"a"}'), text('{"notes":"a\\nb"}'), text('{"notes":"a\\nc"}')).text, text('{"notes":"a\\nb\\nc"}'));
    const odd = done(text('1'), text('2'), text('3'));
    assert.deepEqual(odd.text, '{"tasks":{"__proto__":2},"merge_conflicts":[{ "task": "__proto__", "field": "tasks", "ours": 2, "theirs": 3 }]}');
    assert.deepEqual(odd.conflicts.length, 1);
  });

  it('merges without a base: nothing counts as removed', () => {
    const [one, other] = [stateText({ A: { status: 'completed' } }), stateText({ B: { status: 'blocked' } })];
    for (const base of [undefined, '', '\n', '{ broken']) assert.deepEqual(Object.keys(JSON.parse(done(base, one, other).text).tasks as object), ['A', 'B']);
  });

  it('makes room for entries where ours has none', () => {
    const theirs = `${JSON.stringify({ tasks: { A: { status: 'blocked' } } }, null, 2)}\n`;
    for (const ours of ['{}', '{"tasks":null}', '{ "tasks": {} }']) assert.deepEqual(JSON.parse(done(undefined, ours, theirs).text).tasks, { A: { status: 'blocked' } });
    assert.equal(done('{}', '{\n    "tasks": {}\n}\n', theirs.replaceAll('\n', '\r\n')).text.includes('\r'), false);
    assert.match(done('{}', '{\n    "tasks": {}\n}\n', theirs).text, /^ {4}"tasks": \{\n {8}"A": \{\n {12}"status": "blocked"\n {8}\}\n {4}\}\n\}\n$/m);
  });

  it('refuses a side that is no state file, and says which and where', () => {
    const good = stateText({});
    const refusal = (ours: string, theirs: string) => {
      const merged = mergeState({ base: good, ours, theirs });
      assert.ok(!merged.ok);
      assert.equal(merged.error.code, 'BLOCKED::STATE-INVALID');
      return merged.error.message;
    };
    assert.match(refusal(good, '{\n<<<<<<< HEAD\n'), /theirs can't be read \(line 2, column 1: Unresolved merge conflict/);
    assert.match(refusal('[]', good), /ours can't be read \(it is not an object/);
    assert.match(refusal(good, '{"tasks":[]}'), /theirs .*"tasks" is not an object/);
    assert.match(refusal(good, `{"tasks":{"A":${'['.repeat(70)}${']'.repeat(70)}}}`), /theirs .*nested/i);
    assert.match(refusal('', good), /ours .*empty/);
  });
});
