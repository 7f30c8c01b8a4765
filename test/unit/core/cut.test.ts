import assert from 'node:assert/strict';
import fc from 'fast-check';
import { beginningOf, cut, cutBeginning } from '../../../src/core/cut';
import { escapeHidden } from '../../../src/core/hidden';
import { visible } from '../../../src/core/pulse/visible';

const anyWords = fc.string({ unit: fc.constantFrom('a', ' ', '😀', 'é', '\n'), maxLength: 40 });
const anyLength = fc.integer({ min: 1, max: 30 });

describe('a text that is cut', () => {
  it('is never longer than it may be, says that it was cut, and keeps whole letters', () => {
    fc.assert(
      fc.property(anyWords, anyLength, (text, most) => {
        for (const said of [cut(text, most), cutBeginning(text, most), beginningOf(text, most)]) {
          assert.ok(said.length <= most);
          assert.doesNotMatch(said, /\p{Surrogate}/u);
        }
        assert.equal(cut(text, most).endsWith('…'), text.length > most);
        assert.equal(cutBeginning(text, most).startsWith('…'), text.length > most);
        assert.ok(text.startsWith(cut(text, most).replace(/…$/, '')));
        assert.ok(text.endsWith(cutBeginning(text, most).replace(/^…/, '')));
        assert.ok(text.startsWith(beginningOf(text, most)));
      }),
    );
  });

  it('is as it was where it is no longer than it may be', () => {
    fc.assert(fc.property(anyWords, (text) => [cut, cutBeginning, beginningOf].every((one) => one(text, text.length) === text)));
  });

  it('loses no more than half a letter, and no blank before the ellipsis', () => {
    assert.equal(cut('abc 😀😀', 7), 'abc 😀…');
    assert.equal(cut('abc 😀😀', 6), 'abc…');
    assert.equal(cutBeginning('😀😀 abc', 7), '…😀 abc');
    assert.equal(cutBeginning('😀😀 abc', 6), '…abc');
  });
});

describe('a text on one line', () => {
  it('says that it was cut even where only blanks stand in what is looked at of it', () => {
    assert.equal(visible(`a${' '.repeat(100)}b`, 10), 'a…');
    assert.equal(visible(`a${' '.repeat(20)}b`, 10), 'a b');
    assert.equal(visible(`a${' '.repeat(100)}b`), 'a b');
    assert.equal(visible('ab '.repeat(100), 10), 'ab ab ab…');
  });
});

describe('what can’t be seen', () => {
  it('is shown as JSON would write it: controls, direction, no room, tags, halves of letters', () => {
    for (const [hidden, shown] of [
      ['\u0007', '\\u0007'],
      ['\u009b', '\\u009b'],
      ['\u202e', '\\u202e'],
      ['\u200b', '\\u200b'],
      ['\u00ad', '\\u00ad'],
      ['\u{e0041}', '\\udb40\\udc41'],
      ['\ud83d', '\\ud83d'],
    ] as const) {
      assert.equal(escapeHidden(`a${hidden}b`), `a${shown}b`);
    }
  });

  it('is nothing that a letter is made of, and no line break that is to stay', () => {
    for (const text of ['👩‍👩‍👧', 'नमस्‍ते', 'é', 'שלום']) assert.equal(escapeHidden(text), text);
    assert.equal(escapeHidden('a\nb\r'), 'a\\u000ab\\u000d');
    assert.equal(escapeHidden('a\nb\r', { keeps: '\n' }), 'a\nb\\u000d');
  });
});
