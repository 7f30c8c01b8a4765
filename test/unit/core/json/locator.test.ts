import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { Locator } from '../../../../src/core/json/locator';

/** Every path of a value, the value's own included. */
function pathsOf(value: unknown): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [[]];
  const below = Array.isArray(value) ? value.map((item: unknown, index) => [index, item] as const) : Object.entries(value);
  return [[], ...below.flatMap(([key, item]) => pathsOf(item).map((rest) => [key, ...rest]))];
}

describe('Locator', () => {
  it('finds every value of any JSON text where a parser of syntax trees finds it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(0, 2, '\t'), (value, space) => {
        const text = JSON.stringify(value, null, space);
        const tree = parseTree(text);
        const locator = new Locator(text);
        for (const path of pathsOf(JSON.parse(text))) {
          const node = tree && findNodeAtLocation(tree, path);
          assert.equal(locator.value(path).offset, node?.offset, JSON.stringify(path));
        }
      }),
    );
  });

  it('gives the nearest ancestor of what is not there, and the last of a doubled key', () => {
    const locator = new Locator('{\n  "a": {"b": 1, "b": [22]},\n  "0": 5\n}');
    assert.deepEqual([locator.value(['a', 'x', 'y']).column, locator.value(['a', 'b', 0]).column], [8, 23]);
    assert.deepEqual([locator.value(['a', 'b', 7]).column, locator.value(['z']).line, locator.value(['0']).line], [22, 1, 3]);
  });

  it('finds what stands before the break in a broken text', () => {
    assert.equal(new Locator('{"tasks": [{"task_id": "A"}, {"task_id": ').value(['tasks', 0, 'task_id']).column, 24);
  });
});
