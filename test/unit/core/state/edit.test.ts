import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseTree, type Node } from 'jsonc-parser';
import { applyPatch, newStateText } from '../../../../src/core/state/edit';
import type { StatePatch } from '../../../../src/core/state/patch';
import { patches, stateText } from './anyState';

const NOW = '2025-10-01T12:00:00Z';
const start: StatePatch = { taskId: 'B--T01', set: { status: 'in-progress' }, lastUpdated: NOW };

const PRETTY = `{
  "manifest_hash": "4332",
  "last_updated": "2025-09-28T10:30:00Z",
  "tasks": {
    "A--T01": {
      "status": "completed",
      "acs_completed": ["A-AC01", "A-AC02"],
      "notes": "All tests passing"
    },
    "B--T01": {
      "status": "blocked",
      "started_at": "2025-09-28T10:35:00Z",
      "acs_completed": ["B-AC01"],
      "big": 12345678901234567890, "real": 1.0
    }
  },
  "other": { "x":-0 }
}
`;

describe('applyPatch', () => {
  it('changes two lines for a status', () => {
    assert.deepEqual(diff(PRETTY, applyPatch(PRETTY, start)), [
      '-  "last_updated": "2025-09-28T10:30:00Z",',
      `+  "last_updated": "${NOW}",`,
      '-      "status": "blocked",',
      '+      "status": "in-progress",',
    ]);
  });

  it('keeps a change of status with its time or reason within six lines', () => {
    const done = applyPatch(PRETTY, { ...start, set: { status: 'completed', completed_at: NOW } });
    const blocked = applyPatch(PRETTY, { ...start, set: { status: 'blocked', blocked_reason: 'waits' } });
    const two = PRETTY.replace(/,\n {6}"acs_completed": \["B.*\n.*/, '');
    const short = applyPatch(two, { ...start, set: { status: 'completed', completed_at: NOW } });
    for (const [before, after] of [[PRETTY, done], [PRETTY, blocked], [two, short]] as const) {
      assert.ok(diff(before, after).length <= 6, diff(before, after).join('\n'));
    }
    assert.match(done, /"started_at": "2025-09-28T10:35:00Z",\n {6}"completed_at"/);
  });

  it('puts a new entry at the end, laid out as the ones before it', () => {
    const text = applyPatch(PRETTY, { ...start, taskId: 'C', set: { status: 'in-progress', acs_remaining: ['C-AC01', 'C-AC02'] } });
    assert.deepEqual(diff(PRETTY, text).slice(2), [
      '+    },',
      '+    "C": {',
      '+      "status": "in-progress",',
      '+      "acs_remaining": ["C-AC01", "C-AC02"]',
    ]);
  });

  it('keeps the layout of arrays, and the text of items that stay', () => {
    const block = JSON.stringify({ tasks: { A: { status: 'x', acs_completed: ['1', '2'] } } }, null, '\t');
    const added = applyPatch(block, { taskId: 'A', set: { acs_completed: ['1', '2', '3'], acs_remaining: ['4'] }, lastUpdated: NOW });
    const expected = { last_updated: NOW, tasks: { A: { status: 'x', acs_completed: ['1', '2', '3'], acs_remaining: ['4'] } } };
    assert.equal(added, JSON.stringify(expected, null, '\t'));
    const odd = '{"last_updated":"","tasks":{"A":{"acs_completed":[ "\\u0041" ,\n"B",  "C" ]}}}';
    const cut = applyPatch(odd, { taskId: 'A', set: { acs_completed: ['A', 'B', 'D'] }, lastUpdated: '' });
    assert.equal(cut, '{"last_updated":"","tasks":{"A":{"acs_completed":[ "\\u0041" ,\n"B",  "D" ]}}}');
  });

  it('keeps a one-line file on one line, a byte order mark, CRLF and a missing final newline', () => {
    const line = applyPatch('{"tasks":{"A":{"status":"pending"}}}', { taskId: 'B', set: { status: 'blocked', acs_remaining: ['1', '2'] }, lastUpdated: NOW });
    assert.equal(line, `{"last_updated":"${NOW}","tasks":{"A":{"status":"pending"},"B":{"status":"blocked","acs_remaining":["1","2"]}}}`);
    const windows = `\uFEFF${PRETTY.trimEnd().replaceAll('\n', '\r\n')}`;
    const edited = applyPatch(windows, { ...start, taskId: 'C' });
    assert.equal(edited, `\uFEFF${applyPatch(PRETTY, { ...start, taskId: 'C' }).trimEnd().replaceAll('\n', '\r\n')}`);
  });

  it('makes tasks and last_updated where they are missing', () => {
    for (const text of ['{}', '{"tasks":null}', '{ "tasks": {} }', '{\n}\n', '{"x":1}']) {
      const parsed = JSON.parse(applyPatch(text, start)) as Record<string, unknown>;
      assert.deepEqual(parsed['tasks'], { 'B--T01': { status: 'in-progress' } });
      assert.equal(parsed['last_updated'], NOW);
    }
    assert.equal(applyPatch('{}\n', start), newStateText(start));
  });

  it('removes keys wherever they stand', () => {
    const patch = { taskId: 'A', set: {}, remove: ['a', 'c'], lastUpdated: '' };
    const edit = (entry: string): string => applyPatch(`{"last_updated":"","tasks":{"A":${entry}}}`, patch).slice(32, -2);
    assert.equal(edit('{"a":1,"b":2,"c":3}'), '{"b":2}');
    assert.equal(edit('{ "a": 1 }'), '{}');
    assert.equal(edit('{"b":2, "a":1, "a":2}'), '{"b":2}');
  });

  it('edits the last of doubled keys and finds a key that is written with escapes', () => {
    const doubled = '{"last_updated":"","tasks":{"A":{"status":"pending"},"A":{"status":"pending"}}}';
    const edited = applyPatch(doubled, { taskId: 'A', set: { status: 'blocked' }, lastUpdated: '' });
    assert.equal(edited, '{"last_updated":"","tasks":{"A":{"status":"pending"},"A":{"status":"blocked"}}}');
    const escaped = applyPatch(doubled.replaceAll('"A"', '"\\u0041"'), { taskId: 'A', set: { status: 'blocked' }, lastUpdated: '' });
    assert.equal(escaped, edited.replaceAll('"A"', '"\\u0041"'));
  });

  it('refuses what is not an object', () => {
    for (const text of ['[]', '{"tasks":[]}', '{"tasks":{"B--T01":"done"}}']) {
      assert.throws(() => applyPatch(text, start), { code: 'BLOCKED::STATE-INVALID' });
    }
  });

  it('gives what was asked for and leaves all other bytes, whatever the file and its layout', function () {
    this.timeout(20_000);
    fc.assert(
      fc.property(stateText, patches, (text, patch) => {
        const after = applyPatch(text, patch);
        assert.deepEqual(JSON.parse(after.replace(/^\uFEFF/, '')), expected(text, patch));
        assert.deepEqual(untouched(after, patch), untouched(text, patch));
        assert.equal(after.startsWith('\uFEFF'), text.startsWith('\uFEFF'));
        assert.equal(/\s*$/.exec(after)?.[0], /\s*$/.exec(text)?.[0]);
        if (text.includes('\r\n')) assert.equal(/[^\r]\n/.test(after), /[^\r]\n/.test(text));
        assert.equal(applyPatch(after, patch), after);
      }),
      { numRuns: 400 },
    );
  });
});

describe('newStateText', () => {
  it('looks as the example of the spec', () => {
    const patch = { ...start, set: { status: 'in-progress', acs_remaining: ['1', '2'] } };
    const text = `{
  "manifest_hash": "4332",
  "last_updated": "${NOW}",
  "tasks": {
    "B--T01": {
      "status": "in-progress",
      "acs_remaining": ["1", "2"]
    }
  }
}
`;
    assert.equal(newStateText(patch, '4332'), text);
  });
});

function expected(text: string, patch: StatePatch): unknown {
  const state = JSON.parse(text.replace(/^\uFEFF/, '')) as Record<string, unknown>;
  const tasks = state['tasks'] as Record<string, Record<string, unknown>>;
  const entry = Object.hasOwn(tasks, patch.taskId) ? (tasks[patch.taskId] as Record<string, unknown>) : {};
  for (const key of patch.remove ?? []) Reflect.deleteProperty(entry, key);
  for (const [key, value] of Object.entries(patch.set)) define(entry, key, value);
  define(tasks, patch.taskId, entry);
  state['last_updated'] = patch.lastUpdated;
  return state;
}

function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

/** The raw text of every member that the patch does not name, and of every unnamed key of the entry. */
function untouched(text: string, patch: StatePatch): string[] {
  const found: string[] = [];
  const plain = text.replace(/^\uFEFF/, '');
  const raw = (node: Node): string => plain.slice(node.offset, node.offset + node.length);
  const walk = (node: Node | undefined, path: string[]): void => {
    const seen = new Map<string, Node>();
    for (const property of node?.children ?? []) seen.set(property.children?.[0]?.value as string, property);
    for (const property of node?.children ?? []) {
      const key = property.children?.[0]?.value as string;
      const isLast = seen.get(key) === property;
      const isOpen = isLast && (path.length === 0 ? key === 'tasks' : path.length === 1 && key === patch.taskId);
      const isGone = path.length === 2 && (Object.hasOwn(patch.set, key) || (patch.remove ?? []).includes(key));
      const isStamp = path.length === 0 && key === 'last_updated';
      if (isOpen) walk(property.children?.[1], [...path, key]);
      else if (!isStamp && !isGone) found.push(raw(property));
    }
  };
  walk(parseTree(plain), []);
  return found;
}

/** Lines that differ, by the longest common subsequence. */
function diff(before: string, after: string): string[] {
  const a = before.split('\n');
  const b = after.split('\n');
  const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number): number => table[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = table[i];
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: string[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i++;
      j++;
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) lines.push(`-${a[i++]}`);
    else lines.push(`+${b[j++]}`);
  }
  return lines;
}
