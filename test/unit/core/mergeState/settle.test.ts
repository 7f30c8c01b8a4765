import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readManifest, readState } from '../../../../src/core/load';
import { mergeState } from '../../../../src/core/mergeState/mergeState';
import { marksOf, settled } from '../../../../src/core/mergeState/settle';
import { fixEdits, fixesOf } from '../../../../src/core/problems/fixes';
import { buildSnapshot } from '../../../../src/core/snapshot';
import { manifest, task } from '../../../support/builders';
import { anyLayout, anySides } from './anySides';

type Value = Record<string, unknown>;

function snapshotOf(state: string) {
  return buildSnapshot({
    rev: 1,
    backlog: { name: 'x', manifestPath: 'm.json', statePath: 's.json' },
    manifest: readManifest({ kind: 'text', text: JSON.stringify(manifest([task({ task_id: 'A' })])) }, 'm.json'),
    state: readState({ kind: 'text', text: state }, 's.json'),
  });
}

function mergedText(base: object, ours: object, theirs: object): string {
  const [b, o, t] = [base, ours, theirs].map((value) => `${JSON.stringify(value, null, 2)}\n`);
  const merged = mergeState({ base: b, ours: o!, theirs: t! });
  assert.ok(merged.ok);
  return merged.value.text;
}

describe('what a merge left to a person', () => {
  const entry = (more: Value) => ({ tasks: { A: { status: 'blocked', ...more } } });
  const text = mergedText({ tasks: { A: {} } }, { manifest_hash: 'aaaaaaa1', tasks: { A: { status: 'completed', pr: 2, notes: 'x' } } }, { manifest_hash: 'bbbbbbb2', ...entry({ pr: 3, notes: 'x' }) });

  it('is a problem at its mark, with the value that stands beside it', () => {
    const problems = snapshotOf(text).problems.filter(({ kind }) => kind === 'merge-conflict');
    assert.deepEqual(problems.map(({ severity, taskId, path }) => [severity, taskId, path]), [
      ['warning', undefined, ['merge_conflicts', 0]],
      ['warning', 'A', ['tasks', 'A', 'merge_conflicts', 0]],
      ['warning', 'A', ['tasks', 'A', 'merge_conflicts', 1]],
    ]);
    assert.match(problems[1]?.message ?? '', /^status of A was recorded in two ways that were merged: "completed" on our side, "blocked" on theirs; "blocked" stands$/);
    const { position, related } = problems[1] ?? assert.fail();
    assert.equal(text.slice(position!.offset, position!.offset + position!.length), '{ "field": "status", "ours": "completed", "theirs": "blocked" }');
    assert.equal(text.slice(related![0]!.position.offset).startsWith('"blocked"'), true);
  });

  it('is decided by a quick fix for each side, which takes the mark away', () => {
    const fixed = (index: number, at: number) => {
      const snapshot = snapshotOf(text);
      const problem = snapshot.problems.filter(({ kind }) => kind === 'merge-conflict')[index] ?? assert.fail();
      const fixes = fixesOf(problem, snapshot);
      const edits = fixEdits(fixes[at] ?? assert.fail(), problem, snapshot);
      return { titles: fixes.map(({ title }) => title), text: edits.reduceRight((now, edit) => now.slice(0, edit.start) + edit.text + now.slice(edit.end), text) };
    };
    const status = fixed(1, 0);
    assert.deepEqual(status.titles, ['Take "completed" (ours)', 'Keep "blocked" (theirs)']);
    const of = (value: string) => (JSON.parse(value) as { tasks: { A: Value } }).tasks.A;
    assert.deepEqual([of(status.text)['status'], of(status.text)['merge_conflicts']], ['completed', [{ field: 'pr', ours: 2, theirs: 3 }]]);
    assert.deepEqual(of(fixed(1, 1).text)['status'], 'blocked');
    const hash = JSON.parse(fixed(0, 1).text) as Value;
    assert.deepEqual([hash['manifest_hash'], 'merge_conflicts' in hash], ['bbbbbbb2', false]);
  });

  it('keeps digits that a parser would lose', () => {
    const big = (digits: string) => `{"tasks":{"A":{"n":${digits}}}}`;
    const merged = mergeState({ base: big('1'), ours: big('12345678901234567890'), theirs: big('12345678901234567891') });
    assert.ok(merged.ok);
    assert.equal(settled(merged.value.text, 'theirs'), big('12345678901234567891'));
    assert.equal(settled(merged.value.text, 'ours'), big('12345678901234567890'));
  });

  it('of an entry that is no object is marked at the top', () => {
    const odd = mergedText({ tasks: {} }, { tasks: { A: 1 } }, { tasks: { A: 2 } });
    assert.deepEqual(marksOf(JSON.parse(odd)).map(({ taskId, field }) => [taskId, field]), [['A', ['tasks', 'A']]]);
    assert.deepEqual(JSON.parse(settled(odd, 'theirs')), { tasks: { A: 2 } });
  });

  it('is passed over where it is no mark of ours', () => {
    for (const marks of [1, 'x', [1, null, {}, { field: 'status' }], { field: 'a' }]) {
      const state = { merge_conflicts: marks, tasks: { A: { merge_conflicts: marks } } };
      assert.deepEqual(marksOf(state), []);
      assert.equal(settled(JSON.stringify(state), 'ours'), JSON.stringify(state));
    }
    for (const state of [null, 1, [], { tasks: null }, { tasks: [] }]) assert.deepEqual(marksOf(state), []);
  });

  it('is all decided for one side at once, whatever was merged, and leaves no mark', () => {
    fc.assert(
      fc.property(anySides(2), anyLayout, anyLayout, fc.constantFrom('ours', 'theirs'), ({ base, sides }, layout, other, side) => {
        const merged = mergeState({ base: layout(base), ours: layout(sides[0]), theirs: other(sides[1]) });
        assert.ok(merged.ok);
        const after = JSON.parse(settled(merged.value.text, side).replace('\uFEFF', '')) as { tasks: Record<string, Value> };
        assert.deepEqual(marksOf(after), []);
        const entries = new Map(Object.entries(after.tasks));
        for (const { taskId = '', field, ...values } of merged.value.conflicts) {
          assert.deepEqual(entries.get(taskId)?.[field], JSON.parse(values[side]));
          assert.equal(entries.get(taskId) && 'merge_conflicts' in entries.get(taskId)!, false);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
