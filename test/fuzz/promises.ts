import assert from 'node:assert/strict';
import type { Refusal } from '../../src/core/ports';
import type { Problem } from '../../src/core/problem';
import { oneLine } from '../../src/core/delegate/plainText';
import { refusalText } from '../../src/core/operations/modelText';

/** What a terminal or a view would act on: controls, turned writing, invisible letters, halves of letters. */
const UNSAFE = /(?![\n\t])[\p{Cc}\p{Surrogate}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{e0000}-\u{e007f}]/u;

/** The longest that an error may be: what a person still reads. */
export const MOST_ERROR = 2_000;

/** A text may be shown as it is. */
export function assertSafe(text: string, what: string, most = Number.POSITIVE_INFINITY): void {
  const found = UNSAFE.exec(text);
  assert.ok(!found, `${what} holds U+${found?.[0].codePointAt(0)?.toString(16)}: ${JSON.stringify(text.slice(Math.max(0, (found?.index ?? 0) - 60), (found?.index ?? 0) + 20))}`);
  assert.ok(text.length <= most, `${what} has ${text.length} letters: ${JSON.stringify(text.slice(0, 100))}`);
}

/** A refusal says what, why and what to do, in words that may be shown. */
export function assertTold(refusal: Refusal, what: string): void {
  assert.match(refusal.code, /^[A-Z][A-Z-]+(::|$)/, `${what}: the code ${JSON.stringify(refusal.code.slice(0, 100))}`);
  assert.notEqual(refusal.message.trim(), '', `${what}: ${refusal.code} has no message`);
  assert.notEqual(refusal.remedy.trim(), '', `${what}: ${refusal.code} has no remedy`);
  assertSafe(refusalText(refusal), `${what}: ${refusal.code.slice(0, 40)}`, MOST_ERROR);
}

/** Problems say what, where and what to do, and their places are in the text. As shown: every face has them on one line. */
export function assertProblems(problems: readonly Problem[], textOf: (file: string) => string | undefined): void {
  for (const { kind, message, remedy, file, position, related = [] } of problems) {
    assert.notEqual(message.trim(), '', `${kind} has no message`);
    assert.notEqual(remedy.trim(), '', `${kind} has no remedy`);
    assertSafe(`${oneLine(message)}. ${oneLine(remedy)}`, `the problem ${kind}`, MOST_ERROR);
    const text = textOf(file);
    for (const place of [position, ...related.map((one) => one.position)]) {
      if (!place || text === undefined) continue;
      assert.ok(place.offset >= 0 && place.length >= 0 && place.offset + place.length <= text.length, `${kind} is placed outside of the text: ${JSON.stringify(place)}`);
      assert.ok(place.line >= 1 && place.column >= 1, `${kind} is placed at ${place.line}:${place.column}`);
    }
  }
}
