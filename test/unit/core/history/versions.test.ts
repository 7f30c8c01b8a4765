import assert from 'node:assert/strict';
import fc from 'fast-check';
import { manifestVersions, stateVersions } from '../../../../src/core/history/versions';

/** Ids and words that try a scan: quotation marks, brackets, another script, a prototype's name. */
const id = fc.constantFrom('A--T01', 'B--T01', 'C"]}--T01', 'D\\--T01', 'Ä 漢--T01', '__proto__', 'E--T01', 'F--T01', 'G--T01');
const words = fc.constantFrom('', 'plain', '}] , "', 'é漢\u{1f600}', '\\', '{"tasks": {', '\n');
const status = fc.constantFrom('pending', 'in-progress', 'In Progress', 'completed', 'abandoned', 'done');
const indent = fc.constantFrom(undefined, 2, '\t');

type Entries = [string, object][];

function stateText(entries: Entries, { updated, tail, layout }: { updated: string; tail: string; layout: string | number | undefined }): string {
  return JSON.stringify({ last_updated: updated, tasks: Object.fromEntries(entries), archived: { old: tail } }, null, layout);
}

const stateFile = fc
  .record({ entries: fc.uniqueArray(fc.tuple(id, fc.record({ status, notes: words })), { selector: ([one]) => one, maxLength: 9 }), updated: words, tail: words, layout: indent })
  .map(({ entries, ...rest }) => ({ entries, text: stateText(entries, rest) }));

/** Applies what each version is said to have changed. */
function followed<Change extends { readonly id: string }, Value>(changes: readonly Change[], at: Map<string, Value>, valueOf: (change: Change) => Value | undefined): void {
  for (const change of changes) {
    const value = valueOf(change);
    if (value === undefined) at.delete(change.id);
    else at.set(change.id, value);
  }
}

const STATUS: Readonly<Record<string, string>> = { 'In Progress': 'in-progress' };

describe('versions of a file, each read from the one before', () => {
  it('give the same statuses as reading each whole, whatever changed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(stateFile, fc.boolean()), { maxLength: 6 }), (files) => {
        const versions = stateVersions();
        const known = new Map<string, string>();
        for (const [{ entries, text }, isRest] of files) {
          followed(versions.next(text), known, ({ status: said }) => said);
          for (const [taskId, entry] of entries) {
            const { status: word } = entry as { status: string };
            // A word that is no status leaves what was known.
            if (word !== 'done') assert.equal(known.get(taskId), STATUS[word] ?? word);
          }
          const there = new Set<string>(entries.map(([taskId]) => taskId));
          for (const taskId of known.keys()) assert.ok(there.has(taskId), taskId);
          if (isRest) versions.rest();
        }
      }),
      { numRuns: 400 },
    );
  });

  it('find a change of one entry among many, wherever it is, and say nothing of the others', () => {
    const entries = (done: number): Entries => Array.from({ length: 50 }, (_, index) => [`T${index}`, { status: index === done ? 'completed' : 'pending', notes: `"]}${index}` }]);
    for (const layout of [undefined, 2]) {
      const versions = stateVersions();
      versions.next(stateText(entries(-1), { updated: '2026-01-01', tail: 'x', layout }));
      for (let done = 0; done < 50; done++) {
        const changes = versions.next(stateText(entries(done), { updated: `2026-02-${done}`, tail: 'x', layout }));
        assert.deepEqual(new Map(changes.map((one) => [one.id, one.status])), new Map([[`T${done}`, 'completed'], ...(done === 0 ? [] : [[`T${done - 1}`, 'pending']] as const)] as [string, string][]));
      }
    }
  });

  it('pass over a version that is broken, and go on from the one before', () => {
    const versions = stateVersions();
    const whole = stateText([['A', { status: 'in-progress' }]], { updated: '', tail: '', layout: 2 });
    assert.deepEqual(versions.next(whole), [{ id: 'A', status: 'in-progress' }]);
    for (const broken of ['', '[]', 'null', '42', '{', whole.slice(0, 60), whole.replace('"A"', '<<<<<<< HEAD\n"A"'), '{"tasks": []}', '{"tasks": {"A": {}', '{"tasks": {"A": {status}}}']) {
      assert.deepEqual(versions.next(broken), [], broken);
    }
    assert.deepEqual(versions.next(whole.replace('in-progress', 'completed')), [{ id: 'A', status: 'completed' }]);
    assert.deepEqual(versions.next('{"last_updated": "no tasks"}'), [{ id: 'A' }]);
    assert.deepEqual(versions.next('{"tasks": null}'), []);
  });

  it('read tasks of a manifest as loosely as the manifest is read', () => {
    const versions = manifestVersions();
    const text = (...tasks: object[]) => JSON.stringify({ status: 'OK', tasks });
    assert.deepEqual(versions.next(text({ task_id: 'A', phase: 1, slice: '1.1', risk: 'high' }, { task_id: 'B' }, { task_id: 7 }, { task_id: 'C', risk: 'Critical' })), [
      { id: 'A', place: { phase: 'Phase 1', slice: 'Slice 1.1', risk: 'High' } },
      { id: 'B', place: { phase: 'No phase', slice: 'No slice', risk: 'Medium' } },
      { id: 'C', place: { phase: 'No phase', slice: 'No slice', risk: 'High' } },
    ]);
    // Another order and another title are no change; another phase is one.
    assert.deepEqual(versions.next(text({ task_id: 'C', risk: 'Critical', title: 'x' }, { task_id: 'A', phase: 'phase_2', slice: '1.1', risk: 'High' })), [
      { id: 'B' },
      { id: 'A', place: { phase: 'Phase 2', slice: 'Slice 1.1', risk: 'High' } },
    ]);
  });

  it('need no stack for deep nesting', () => {
    const deep = `{"tasks": {"A": ${'['.repeat(100_000)}${']'.repeat(100_000)}}}`;
    assert.deepEqual(stateVersions().next(deep), []);
  });
});
