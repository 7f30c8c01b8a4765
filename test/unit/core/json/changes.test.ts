import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { editsOf, type JsonChange } from '../../../../src/core/json/changes';

type Lists = Record<string, Record<string, unknown>>;

const LAYOUTS: readonly ((value: unknown) => string)[] = [
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, null, 2),
  (value) => JSON.stringify(value, null, '\t').replaceAll('\n', '\r\n'),
  // One line with blanks, as people write short files. No string holds a line break as such.
  (value) => JSON.stringify(value, null, 1).replace(/\n\s*/g, ' '),
];

function made(text: string, changes: readonly JsonChange[]): string {
  let result = text;
  for (const edit of [...editsOf(text, changes)].reverse()) result = result.slice(0, edit.start) + edit.text + result.slice(edit.end);
  return result;
}

/** The same on the value, in the plainest way. */
function expected(value: Lists, changes: readonly JsonChange[]): Lists {
  const copy = structuredClone(value);
  const removed = new Map<unknown[], Set<number>>();
  for (const change of changes) {
    const [task, key, index] = change.path as [string, string, number];
    const object = copy[task] ?? {};
    const list = object[key];
    if (change.kind === 'append') {
      const old = Array.isArray(list) ? (list as unknown[]) : typeof list === 'string' && list !== '' ? [list] : [];
      object[key] = [...old, change.value];
    } else if (change.kind === 'remove') {
      if (Array.isArray(list)) removed.set(list, (removed.get(list) ?? new Set()).add(index));
      else object[key] = [];
    } else if (change.kind === 'replace') {
      if (index === undefined) object[key] = change.value;
      else (list as unknown[])[index] = change.value;
    }
  }
  for (const [list, indexes] of removed) list.splice(0, list.length, ...list.filter((_, index) => !indexes.has(index)));
  return copy;
}

const anyLists = fc.dictionary(
  fc.constantFrom('a', 'b', 'c"d'),
  fc.dictionary(fc.constantFrom('x', 'y', 'z'), fc.oneof(fc.array(fc.oneof(fc.string(), fc.constant({ id: 'A', text: '] }' }))), fc.string(), fc.integer())),
  { minKeys: 1 },
) as fc.Arbitrary<Lists>;

describe('editsOf', () => {
  it('makes what the same changes of the value make, in any layout, and leaves the rest to the byte', () => {
    fc.assert(
      fc.property(anyLists, fc.constantFrom(...LAYOUTS), fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat(2)), { maxLength: 6 }), (value, layout, picks) => {
        const text = layout(value);
        const changes: JsonChange[] = [];
        const used = new Map<string, string>();
        for (const [a, b, c, what] of picks) {
          const task = Object.keys(value)[a % Object.keys(value).length] ?? '';
          const key = Object.keys(value[task] ?? {})[b % Math.max(1, Object.keys(value[task] ?? {}).length)];
          if (key === undefined) continue;
          const list = value[task]?.[key];
          const kind = (['replace', 'remove', 'append'] as const)[what] ?? 'replace';
          // One list is changed in one way at a time.
          if ((used.get(`${task} ${key}`) ?? kind) !== kind || (kind !== 'remove' && used.has(`${task} ${key}`))) continue;
          if (kind === 'remove' && (!Array.isArray(list) || list.length === 0)) continue;
          used.set(`${task} ${key}`, kind);
          if (kind === 'append') changes.push({ kind, path: [task, key], value: 'new "one"' });
          else if (Array.isArray(list) && list.length > 0) changes.push(kind === 'remove' ? { kind, path: [task, key, c % list.length] } : { kind: 'replace', path: [task, key, c % list.length], value: { id: 'N' } });
          else changes.push({ kind: 'replace', path: [task, key], value: ['n'] });
        }
        const result = made(text, changes);
        assert.deepEqual(JSON.parse(result), expected(value, changes));
        if (changes.length === 0) assert.equal(result, text);
      }),
      { numRuns: 1000 },
    );
  });

  it('writes as the file is written', () => {
    const text = '{\n  "tasks": [\n    { "id": "A", "list": ["x", "y"], "block": [\n      "x",\n      "y"\n    ] },\n    {\n      "id": "B"\n    }\n  ]\n}\n';
    const append = (path: readonly (string | number)[]) => made(text, [{ kind: 'append', path, value: 'z' }]);
    assert.ok(append(['tasks', 0, 'list']).includes('"list": ["x", "y", "z"]'));
    assert.ok(append(['tasks', 0, 'block']).includes('"block": [\n      "x",\n      "y",\n      "z"\n    ]'));
    assert.ok(append(['tasks', 1, 'list']).includes('{\n      "id": "B",\n      "list": [\n        "z"\n      ]\n    }'));
    assert.ok(made(text, [{ kind: 'add', path: ['tasks', 0], key: 'k', value: true }]).includes('{ "k": true, "id": "A"'));
    assert.ok(made(text, [{ kind: 'add', path: ['tasks', 1], key: 'k', value: true }]).includes('{\n      "k": true,\n      "id": "B"\n    }'));
    assert.ok(made(text, [{ kind: 'remove', path: ['tasks', 0, 'block', 1] }]).includes('"block": [\n      "x"\n    ]'));
    assert.ok(made(text, [0, 1].map((index) => ({ kind: 'remove', path: ['tasks', 0, 'block', index] }))).includes('"block": [] }'));
  });

  it('leaves out what has no place', () => {
    const text = '{"a": [1]}';
    assert.deepEqual(editsOf(text, [{ kind: 'replace', path: ['b'], value: 1 }, { kind: 'remove', path: ['b', 0] }, { kind: 'append', path: ['b', 'c'], value: 'x' }, { kind: 'add', path: ['a'], key: 'k', value: 1 }]), []);
  });
});
