/**
 * Words of Latin letters, numbers, indents and line ends, letters of East Asia, of Korea, words of other scripts,
 * other marks, signs. Each branch begins with letters that no other takes, so a text is read in one pass.
 */
const PIECES =
  /([A-Za-z\u00c0-\u024f]+)|([0-9]+)|([ \t]{2,}|[\r\n]+)|([\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef])|([\uac00-\ud7af]+)|((?:[\u0250-\u1fff]|[\ua4d0-\uabff])+)|([^\0-\x7f])|([^A-Za-z0-9\s\u0080-\uffff]+)/g;

/**
 * About how many tokens a model reads a text as, without the tokenizer of any model: within a quarter of what today's
 * count for prose, code and the scripts of East Asia. Whole; say "about".
 */
export function aboutTokens(text: string): number {
  return Math.ceil(tokenWeight(text));
}

/** The same, unrounded: the weights of a text's lines sum up to about the text's. */
export function tokenWeight(text: string): number {
  let tokens = 0;
  for (const [, word, digits, blanks, eastAsian, hangul, other, mark, signs] of text.matchAll(PIECES)) {
    // A blank before a word belongs to its token, and long words are made of several.
    if (word !== undefined) tokens += Math.max(1, word.length / 6);
    else if (digits !== undefined) tokens += Math.ceil(digits.length / 3);
    else if (blanks !== undefined) tokens += 0.5;
    else if (eastAsian !== undefined) tokens += isKana(eastAsian) ? 0.65 : 0.9;
    else if (hangul !== undefined) tokens += Math.max(1, hangul.length * 0.6);
    else if (other !== undefined) tokens += Math.max(1, other.length / 3.5);
    else if (mark !== undefined) tokens += mark.charCodeAt(0) >= 0xd800 ? 0.8 : 0.5;
    else if (signs !== undefined) tokens += Math.max(1, signs.length / 3);
  }
  return tokens;
}

/** Japanese syllables stand together in a token more often than the letters of China. */
function isKana(letter: string): boolean {
  return letter >= '\u3040' && letter <= '\u30ff';
}

/** `about 3,200 tokens`, rounded so that nobody takes it for exact. */
export function aboutTokensText(tokens: number): string {
  const step = tokens < 1000 ? 10 : tokens < 10_000 ? 100 : 1000;
  const rounded = tokens === 0 ? 0 : Math.max(step, Math.round(tokens / step) * step);
  return `about ${rounded.toLocaleString('en')} tokens`;
}
