/** The words of one language: by the English text, what stands in its place. */
export interface Words {
  /** BCP 47, such as `de`. */
  readonly language: string;
  readonly texts: Readonly<Record<string, string>>;
}

const ENGLISH: Words = { language: 'en', texts: {} };
let spoken = ENGLISH;
let plurals: Intl.PluralRules | undefined;
/** Made once: `toLocaleString` makes one for each number, which a page of hundreds of tasks feels. */
let numbers: Intl.NumberFormat | undefined;

/** Sets what people are spoken to in, once, before anything is said. What is not among the texts is said in English. */
export function speak(words: Words = ENGLISH): void {
  spoken = words;
  plurals = undefined;
  numbers = undefined;
}

/** For the formats of `Intl`. */
export function language(): string {
  return spoken.language;
}

/** The words that are set, to hand them to a page. */
export function words(): Words {
  return spoken;
}

/**
 * A text for people in their language; `{0}`, `{1}` stand for the values. The text is always a literal: a test compares
 * the translations with what the sources say. What is written to files, told to models or read by programs stays English.
 */
export function t(text: string, ...values: readonly (string | number)[]): string {
  const own = Object.hasOwn(spoken.texts, text) ? (spoken.texts[text] ?? text) : text;
  return values.length === 0 ? own : own.replace(/\{(\d+)\}/g, (hole, index: string) => String(values[Number(index)] ?? hole));
}

/** `one` where the language counts so, else `other`; `{0}` is the number, as the language writes it. */
export function counted(count: number, one: string, other: string, ...values: readonly (string | number)[]): string {
  plurals ??= new Intl.PluralRules(spoken.language);
  numbers ??= new Intl.NumberFormat(spoken.language);
  return t(plurals.select(count) === 'one' ? one : other, numbers.format(count), ...values);
}
