import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { twins } from '../../../../src/core/manifest/twins';

describe('twins', () => {
  it('tells every item that stands before, and the first like it, in short lists and long ones', () => {
    const item = fc.constantFrom('A', 'a', '__proto__', ...Array.from({ length: 20 }, (_, index) => `T${index}`));
    fc.assert(
      fc.property(fc.array(item, { maxLength: 24 }), (list) => {
        const plain = list.map((text, index) => [index, list.indexOf(text)]).filter(([index, first]) => index !== first);
        assert.deepEqual(twins(list), plain);
      }),
    );
  });
});
