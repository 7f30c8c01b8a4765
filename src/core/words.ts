/** The words of one language: by the English text, what stands in its place. */
export interface Words {
  /** BCP 47, such as `de`. */
  readonly language: string;
  readonly texts: Readonly<Record<string, string>>;
}

const ENGLISH: Words = { language: 'en', texts: {} };
let spoken = ENGLISH;
let isForModels = () => false;
let isEnglish = false;
/** Made once: `toLocaleString` makes a format for each number, which a page of hundreds of tasks feels. */
let counting: { readonly of: string; readonly plurals: Intl.PluralRules; readonly numbers: Intl.NumberFormat } | undefined;

/**
 * Sets what people are spoken to in, once, before anything is said. What is not among the texts is said in English.
 *
 * @param forModels whether what is said now is told to a model, which is spoken to in English
 */
export function speak(words: Words = ENGLISH, forModels = () => false): void {
  spoken = words;
  isForModels = forModels;
}

/** For the formats of `Intl`. */
export function language(): string {
  return words().language;
}

/** What `say` says, in English: for what is written to files and compared by programs. `say` must not wait. */
export function inEnglish<T>(say: () => T): T {
  const before = isEnglish;
  isEnglish = true;
  try {
    return say();
  } finally {
    isEnglish = before;
  }
}

/** The words that are set, to hand them to a page. */
export function words(): Words {
  return isEnglish || isForModels() ? ENGLISH : spoken;
}

/**
 * A text for people in their language; `{0}`, `{1}` stand for the values. The text is always a literal: a test compares
 * the translations with what the sources say. What is written to files, told to models or read by programs stays English.
 */
export function t(text: string, ...values: readonly (string | number)[]): string {
  const { texts } = words();
  // A text that is not translated yet is empty.
  const own = (Object.hasOwn(texts, text) && texts[text]) || text;
  return values.length === 0 ? own : own.replace(/\{(\d+)\}/g, (hole, index: string) => String(values[Number(index)] ?? hole));
}

/** `one` where the language counts so, else `other`; `{0}` is the number, as the language writes it. */
export function counted(count: number, one: string, other: string, ...values: readonly (string | number)[]): string {
  const own = language();
  if (counting?.of !== own) counting = { of: own, plurals: new Intl.PluralRules(own), numbers: new Intl.NumberFormat(own) };
  return t(counting.plurals.select(count) === 'one' ? one : other, counting.numbers.format(count), ...values);
}
