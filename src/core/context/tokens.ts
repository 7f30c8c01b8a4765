import { language, t } from '../words';

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
  for (let from = 0; from < text.length; ) {
    const kind = kindOf(text.charCodeAt(from));
    let to = from + 1;
    while (to < text.length && kindOf(text.charCodeAt(to)) === kind) to++;
    tokens += weightOf(kind, to - from);
    from = to;
  }
  return tokens;
}

/** What a letter belongs to; a run of one kind is weighed together. */
const enum Kind {
  Word,
  Digits,
  Blank,
  LineEnd,
  Sign,
  Kana,
  EastAsian,
  Hangul,
  OtherScript,
  Mark,
  Surrogate,
}

function weightOf(kind: Kind, length: number): number {
  switch (kind) {
    // A blank before a word belongs to its token, and long words are made of several.
    case Kind.Word:
      return Math.max(1, length / 6);
    case Kind.Digits:
      return Math.ceil(length / 3);
    case Kind.Blank:
      return length === 1 ? 0 : 0.5;
    case Kind.LineEnd:
      return 0.5;
    case Kind.Sign:
      return Math.max(1, length / 3);
    // Japanese syllables stand together in a token more often than the letters of China.
    case Kind.Kana:
      return length * 0.65;
    case Kind.EastAsian:
      return length * 0.9;
    case Kind.Hangul:
      return Math.max(1, length * 0.6);
    case Kind.OtherScript:
      return Math.max(1, length / 3.5);
    case Kind.Mark:
      return length * 0.5;
    case Kind.Surrogate:
      return length * 0.8;
  }
}

function kindOf(code: number): Kind {
  return code < 0x80 ? asciiKind(code) : wideKind(code);
}

function asciiKind(code: number): Kind {
  if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)) return Kind.Word;
  if (code === 0x20 || code === 0x09) return Kind.Blank;
  if (code === 0x0a || code === 0x0d) return Kind.LineEnd;
  return code >= 0x30 && code <= 0x39 ? Kind.Digits : Kind.Sign;
}

function wideKind(code: number): Kind {
  if (code < 0xc0) return Kind.Mark;
  if (code < 0x250) return Kind.Word;
  if (code < 0x2000) return Kind.OtherScript;
  if (code < 0x2e80) return Kind.Mark;
  if (code >= 0x3040 && code < 0x3100) return Kind.Kana;
  if (code < 0xa4d0) return Kind.EastAsian;
  if (code < 0xac00) return Kind.OtherScript;
  if (code < 0xd800) return Kind.Hangul;
  if (code < 0xe000) return Kind.Surrogate;
  return code >= 0xf900 ? Kind.EastAsian : Kind.Mark;
}

/** `about 3,200 tokens`, rounded so that nobody takes it for exact. */
export function aboutTokensText(tokens: number): string {
  const step = tokens < 1000 ? 10 : tokens < 10_000 ? 100 : 1000;
  const rounded = tokens === 0 ? 0 : Math.max(step, Math.round(tokens / step) * step);
  return t('about {0} tokens', rounded.toLocaleString(language()));
}
