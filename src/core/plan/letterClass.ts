import { err, ok, type Result } from '../result';
import { t } from '../words';
import { folded } from './folded';
import { unclear, type PatternFault } from './patternFault';

/** `[abc]`, or with `isNegated` any letter but these. Letters are folded. */
export interface LetterClass {
  readonly kind: 'class';
  readonly letters: ReadonlySet<string>;
  readonly isNegated: boolean;
}

/** So many letters of a class are looked at. */
const MOST_LETTERS = 256;

/**
 * Reads the class that begins at an opening bracket: `[abc]`, `[a-z]`, `[!abc]`, `[^abc]`; a `]` in front is a letter.
 *
 * @returns the class, and where its closing bracket stands
 */
export function readClass(name: readonly string[], start: number): Result<{ readonly letters: LetterClass; readonly end: number }, PatternFault> {
  const isNegated = name[start + 1] === '!' || name[start + 1] === '^';
  const from = start + (isNegated ? 2 : 1);
  const end = name.indexOf(']', from + 1);
  if (end < 0) return err(unclear(t('has a [ that is not closed'), t('Write ? or * in its place.')));
  const named = new Set<string>();
  for (let at = from; at < end; at++) {
    const [first = '', dash, last = ''] = name.slice(at, at + 3);
    if (first === '[' && dash === ':') return err(unclear(t('names a class of letters by a word'), t('Write ? or * in its place.')));
    const isRange = dash === '-' && at + 2 < end;
    const [low, high] = [codeOf(first), codeOf(isRange ? last : first)];
    if (low > high) return err(unclear(t('has a range of letters from {0} back to {1}', first, last), t('Write the earlier letter first.')));
    if (named.size + high - low >= MOST_LETTERS) return err(unclear(t('has a class of more than {0} letters', MOST_LETTERS), t('Write ? or * in its place.')));
    for (let code = low; code <= high; code++) named.add(String.fromCodePoint(code));
    if (isRange) at += 2;
  }
  return ok({ letters: { kind: 'class', letters: foldedAll(named, isNegated), isNegated }, end });
}

/** With a negation, a letter is left out only where it is in both cases: the other one would fit. */
function foldedAll(named: ReadonlySet<string>, isNegated: boolean): ReadonlySet<string> {
  const meant = [...named].filter((letter) => !isNegated || (named.has(letter.toLowerCase()) && named.has(letter.toUpperCase())));
  return new Set(meant.map(folded));
}

function codeOf(letter: string): number {
  return letter.codePointAt(0) ?? 0;
}
