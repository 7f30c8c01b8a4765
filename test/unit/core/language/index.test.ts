import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DocumentIndex, joined, type Change } from '../../../../src/core/language/documentIndex';
import { LiveIndex } from '../../../../src/core/language/liveIndex';
import type { FileKind } from '../../../../src/core/language/parts';
import { manifest, task } from '../../../support/builders';

const ODD = ['A--T01', 'Caf\u00e9 "one"', '__proto__', 'constructor', 'back\\slash', 'tab\there', '\u202eevil', '日本--T02', ''];

/** Every way in which a file may be laid out. */
function layouts(value: unknown): string[] {
  const two = JSON.stringify(value, null, 2);
  const escapedText = two.replace(/[\u0080-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [two, JSON.stringify(value), two.replaceAll('\n', '\r\n'), `\ufeff${two}`, JSON.stringify(value, null, '\t'), escapedText];
}

function says(index: DocumentIndex): string[] {
  return [...index.tokens()].map(({ token }) => `${token.role}:${token.value}`);
}

/** What an index answers, to compare two of them. */
function answers(index: DocumentIndex): unknown {
  return { whole: index.isWhole, ids: index.parts.map(({ id }) => id?.value), tokens: [...index.tokens()].map(({ token, start, end }) => [token.role, token.value, start, end]) };
}

describe('the index of a manifest or state text', () => {
  it('finds each name with its role, exactly where it stands, in every layout', () => {
    const one = task({
      task_id: 'A--T01',
      depends_on_tasks: ['B--T01'],
      conflicts_with: ['Caf\u00e9 "one"'],
      related_adrs: ['ADR-0001: One'],
      related_guides: ['docs/g.md#part'],
      unknown: { task_id: 'NOT-ME', depends_on_tasks: ['NOR-ME'] },
    });
    for (const text of layouts(manifest([one, task({ task_id: 'B--T01' })], { meta: { tasks: [{ task_id: 'NOBODY' }] } }))) {
      const index = DocumentIndex.of(text, 'manifest');
      assert.ok(index.isWhole);
      assert.deepEqual(says(index).slice(0, 10), [
        'criterion:A-AC01', 'criterion:A-AC02', 'risk:Medium', 'dependency:B--T01',
        'document:docs/features/spec.md', 'document:ADR-0001: One', 'document:docs/g.md#part', 'document:tests/a.spec.ts', 'task:A--T01', 'conflict:Caf\u00e9 "one"',
      ]);
      for (const { token, start, end } of index.tokens()) {
        assert.equal(JSON.parse(text.slice(start, end)), token.value);
        assert.equal(index.at(start)?.token, token);
        assert.equal(index.at(end)?.token, token);
      }
    }
  });

  it('finds entries of a state file, what they record, and no criterion twice', () => {
    const entries = Object.fromEntries(ODD.map((id) => [id, { status: 'in-progress', acs_completed: ['AC01'], acs_remaining: ['AC02'], notes: '"AC03": {' }]));
    Object.defineProperty(entries, '__proto__', { value: { status: 'completed', acs_completed: ['P'] }, enumerable: true, configurable: true });
    for (const text of layouts({ manifest_hash: 'x', tasks: entries, more: { tasks: {} } })) {
      const index = DocumentIndex.of(text, 'state');
      assert.deepEqual(new Set(index.parts.map(({ id }) => id?.value)), new Set(Object.keys(entries)));
      const [proto] = index.partsOf('__proto__');
      assert.deepEqual(index.body(proto ?? -1).tokens.map(({ role, value }) => `${role}:${value}`), ['entry:__proto__', 'status:completed', 'recorded:P']);
      for (const { token, start, end } of index.tokens()) assert.equal(JSON.parse(text.slice(start, end)), token.value);
    }
  });

  it('takes documents and dependencies given as one text, calls criteria without ids by place, and passes over other kinds', () => {
    const odd = { task_id: 7, depends_on_tasks: 'B--T01', related_specs: 'a.md', acceptance_criteria: ['first', { text: 'second' }, { id: ' X ', text: 'third' }, 4], conflicts_with: [null, 3, { id: 'no' }] };
    const index = DocumentIndex.of(JSON.stringify({ tasks: [odd, 'text', null, 5] }), 'manifest');
    assert.deepEqual(says(index), ['dependency:B--T01', 'document:a.md', 'criterion: X ']);
    assert.deepEqual(index.body(0).criteria.map(({ id, text }) => [id, text]), [['AC01', 'first'], ['AC02', 'second'], ['X', 'third']]);
    assert.equal(index.parts.length, 1);
  });

  it('reads of doubled keys the last, as JSON.parse does', () => {
    const index = DocumentIndex.of('{"tasks": [{"task_id": "OLD"}], "tasks": [{"task_id": "A", "task_id": "B"}]}', 'manifest');
    assert.deepEqual(index.parts.map(({ id }) => id?.value), ['B']);
  });

  it('never throws and never hangs on a text that is cut, mixed up or hostile', () => {
    const whole = JSON.stringify(manifest([task({ task_id: 'A--T01', depends_on_tasks: ['B'] }), task({ task_id: 'B' })]), null, 1);
    for (let cut = 0; cut <= whole.length; cut++) for (const kind of ['manifest', 'state'] as const) says(DocumentIndex.of(whole.slice(0, cut), kind));
    const deep = `{"tasks": [{"task_id": "A", "x": ${'['.repeat(100_000)}${']'.repeat(100_000)}}]}`;
    assert.deepEqual(says(DocumentIndex.of(deep, 'manifest')), ['task:A']);
    const pieces = ['{', '}', '[', ']', ',', ':', '"tasks"', '"task_id"', '"depends_on_tasks"', '"', '\\', '\n', ' ', 'x', '1', 'null', '"A"'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 60 }), fc.constantFrom<FileKind>('manifest', 'state'), (list, kind) => {
        const text = list.join('');
        for (const { start, end } of DocumentIndex.of(text, kind).tokens()) assert.ok(start >= 0 && start < end && end <= text.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps the tasks after a place that is broken while it is typed in', () => {
    const text = JSON.stringify(manifest([task({ task_id: 'A--T01' }), task({ task_id: 'B--T01' }), task({ task_id: 'C--T01' })]), null, 2);
    const live = new LiveIndex(text, 'manifest');
    const at = text.indexOf('"Build B--T01"');
    let now = text;
    for (const typed of ['{', '"', '[[', '}}}']) {
      live.edited(at, 0, typed.length);
      now = now.slice(0, at) + typed + now.slice(at);
      const index = live.read(() => now);
      assert.equal(index.isWhole, false, typed);
      assert.deepEqual(index.parts.map(({ id }) => id?.value), ['A--T01', 'B--T01', 'C--T01']);
      const last = index.parts[2];
      assert.equal(now.slice((last?.start ?? 0) + (last?.id?.start ?? 0)).startsWith('"C--T01"'), true);
    }
    live.edited(at, now.length - text.length, 0);
    assert.deepEqual(answers(live.read(() => text)), answers(DocumentIndex.of(text, 'manifest')));
  });

  it('answers after any edits in a task as an index made anew does, whenever the brackets pair up', () => {
    const text = JSON.stringify(manifest(['A', 'B', 'C', 'D'].map((id) => task({ task_id: id, depends_on_tasks: ['A'] }))), null, 2);
    // Half of the edits at least leave the brackets paired: else hardly any text would be left to compare.
    const removed = fc.oneof(fc.constant(0), fc.nat(12));
    const harmless = fc.constantFrom('', 'x', '{}', '"new": ["A"],', '\n', ',');
    const edit = fc.record({ at: fc.nat(text.length), remove: removed, put: fc.oneof(harmless, fc.constantFrom('"', '{', '}', '[', ']', '\\')) });
    let compared = 0;
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
        const live = new LiveIndex(text, 'manifest');
        let now = text;
        for (const { at, remove, put } of edits) {
          const start = Math.min(at, now.length);
          const removed = Math.min(remove, now.length - start);
          now = now.slice(0, start) + put + now.slice(start + removed);
          live.edited(start, removed, put.length);
          if (at % 2 === 0) live.read(() => now);
        }
        const index = live.read(() => now);
        const anew = DocumentIndex.of(now, 'manifest');
        if (!anew.isWhole || !index.isWhole) return;
        compared++;
        assert.deepEqual(answers(index), answers(anew));
      }),
      { numRuns: 600 },
    );
    assert.ok(compared > 50, `only ${compared} were compared`);
  });

  it('joins edits into one change that covers them all', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 5, maxLength: 30 }), fc.array(fc.tuple(fc.nat(40), fc.nat(6), fc.string({ maxLength: 6 })), { minLength: 1, maxLength: 6 }), (text, edits) => {
        let now = text;
        let change: Change | undefined;
        for (const [at, remove, put] of edits) {
          const offset = Math.min(at, now.length);
          const removed = Math.min(remove, now.length - offset);
          now = now.slice(0, offset) + put + now.slice(offset + removed);
          change = joined(change, { offset, removed, inserted: put.length });
        }
        assert.ok(change);
        assert.equal(now, text.slice(0, change.start) + now.slice(change.start, change.newEnd) + text.slice(change.oldEnd));
      }),
    );
  });
});
