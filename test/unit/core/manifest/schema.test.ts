import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isRawTask, taskSchema } from '../../../../src/core/manifest/schema';
import { task } from '../../../support/builders';

/** What may stand under any key: right for some, and wrong for others. */
const anything: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(undefined, null, '', 'text', 0, 1.5, -0, Number.POSITIVE_INFINITY, true, false, [], {}, [null], ['a', 'b'], ['a', 1], [['a']]),
  fc.constantFrom({ size: 'M' }, { size: 1 }, { size: [] }, { size: null }, { code: 'GAP' }, [{ code: 'GAP' }, 'GAP'], [{ code: 1 }], [{}]),
  fc.constantFrom([{ id: 'A', text: 'b' }, 'c'], [{ id: null }], [{ id: 1 }], [{ text: 2 }], [[]], { id: 'A', text: 'b' }),
  fc.jsonValue({ maxDepth: 3 }),
);
const KEYS = Object.keys(taskSchema.shape);

function agrees(value: unknown): void {
  assert.equal(isRawTask(value), taskSchema.safeParse(value).success, JSON.stringify(value));
}

describe('isRawTask', () => {
  it('takes what the schema takes, whatever stands under one key or under several', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...KEYS), anything, { maxKeys: 2 }), (odd) => agrees({ ...task({ task_id: 'A--T01' }), ...odd })),
      { numRuns: 2000 },
    );
    for (const key of KEYS) {
      const seen = new Set(fc.sample(anything, 200).map((value) => isRawTask({ ...task({ task_id: 'A--T01' }), [key]: value })));
      assert.equal(seen.size, 2, `${key} is taken and refused`);
    }
  });

  it('takes no other value for a task', () => {
    fc.assert(fc.property(anything, agrees));
    for (const text of ['{"__proto__": {"task_id": "A--T01"}}', '{"task_id": "A--T01", "__proto__": {"risk": 1}}', '{"task_id": "A--T01", "constructor": 1}']) agrees(JSON.parse(text));
  });
});
