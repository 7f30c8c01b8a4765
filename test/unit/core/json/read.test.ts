import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readJson } from '../../../../src/core/json/read';
import { placeOf } from '../../../../src/core/problem';
import { isTame, measure, scanJson } from '../../../../src/core/json/scan';

function problemOf(text: string) {
  const read = readJson(text, 'f.json');
  assert.equal(read.ok, false, text.slice(0, 80));
  return read.ok ? undefined : read.error;
}

describe('readJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        const read = readJson(text, 'f.json');
        assert.ok(read.ok);
        assert.deepEqual(read.value.value, JSON.parse(text));
      }),
    );
  });

  it('says where a text is cut off, at any place', () => {
    const text = JSON.stringify({ tasks: [{ task_id: 'A--T01', title: 'Quotes " and \\ and {', n: [1, 2.5, null, true] }] }, null, 2);
    for (let end = 1; end < text.length - 1; end++) {
      const problem = problemOf(text.slice(0, end));
      assert.ok(problem?.position && problem.position.line >= 1, String(end));
      assert.match(placeOf(problem), /^f\.json:\d+:\d+$/);
    }
  });

  it('names conflict markers with their line', () => {
    const problem = problemOf('{\n<<<<<<< HEAD\n  "a": 1\n=======\n  "a": 2\n>>>>>>> feat/x\n}');
    assert.deepEqual([problem?.kind, problem?.position?.line], ['conflict-markers', 2]);
  });

  it('hints at comments and trailing commas', () => {
    assert.match(problemOf('{"a": 1, // why\n "b": 2}')?.remedy ?? '', /comment/);
    assert.match(problemOf('{"a": [1, 2,\n]}')?.remedy ?? '', /comma/);
  });

  it('bounds the depth without recursion', () => {
    for (const depth of [65, 10_000, 1_000_000]) {
      assert.equal(problemOf('['.repeat(depth) + ']'.repeat(depth))?.kind, 'too-deep');
    }
    assert.ok(readJson('['.repeat(64) + ']'.repeat(64), 'f.json').ok);
  });

  it('finds a key that stands twice in one object, with both places', () => {
    const read = readJson('{\n  "a": {"x": 1},\n  "b": {"x": 2, "x": 3}\n}', 'f.json');
    assert.ok(read.ok);
    const [problem] = read.value.problems;
    assert.deepEqual([problem?.kind, problem?.position?.line, problem?.position?.column], ['duplicate-key', 3, 17]);
    assert.match(problem?.message ?? '', /first in line 3/);
  });

  it('finds it wherever the strings hold quotation marks, colons and brackets, and nothing where none stands twice', () => {
    const tricky = fc.constantFrom('"', '":', '": {', '\\": ', ' : ', ':', '[', '}', 'a');
    const layout = fc.constantFrom(undefined, 2, '\t');
    fc.assert(
      fc.property(fc.dictionary(tricky, fc.array(tricky), { minKeys: 1 }), layout, fc.boolean(), (value, indent, isTwice) => {
        const text = JSON.stringify(value, null, indent).replaceAll(':', ' :');
        const whole = isTwice ? text.replace('{', `{${JSON.stringify(Object.keys(JSON.parse(text) as object)[0])}: 1,`) : text;
        const read = readJson(whole, 'f.json');
        assert.ok(read.ok);
        assert.deepEqual(read.value.problems.map(({ kind }) => kind), isTwice ? ['duplicate-key'] : []);
      }),
    );
  });

  it('refuses a broken text that is deep as deep, whatever its size', () => {
    for (const depth of [65, 1000, 400_000]) {
      assert.equal(isTame('['.repeat(depth)), depth < 300_000);
      assert.equal(problemOf('['.repeat(depth))?.kind, 'too-deep');
    }
    assert.equal(problemOf(`{"a": ${'[{"b": '.repeat(40)}1${'}]'.repeat(40)}}`)?.kind, 'too-deep');
  });

  it('counts the same properties before and after parsing, whatever the strings hold', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        const scan = scanJson(JSON.stringify(value));
        assert.deepEqual(scan, { kind: 'ok', properties: measure(value).properties });
      }),
    );
    assert.deepEqual(scanJson('{"a\\"b:{": "c\\\\", "__proto__": 1}'), { kind: 'ok', properties: 2 });
  });
});
