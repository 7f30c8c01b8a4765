import assert from 'node:assert/strict';
import { locatorOf } from '../../../../src/core/json/locatorOf';

describe('locatorOf', () => {
  it('gives one locator for what was read, and another once the text is another', () => {
    const read = {};
    const first = locatorOf(read, '{"a": 1}');
    assert.equal(locatorOf(read, '{"a": 1}'), first);
    assert.notEqual(locatorOf({}, '{"a": 1}'), first);
    // A broken text may stand beside the last good reading.
    assert.equal(locatorOf(read, '{\n"a": 22}').value(['a']).line, 2);
  });
});
