/** A text as it is compared: lower case letters and digits, single blanks; a word is told from its writing. */
export function normalised(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** The words of a text, each once. At most 200: longer texts are alike or not by then. */
export function wordsOf(text: string): ReadonlySet<string> {
  const words = normalised(text.slice(0, 4000)).split(' ', 200);
  return new Set(words.filter((word) => word !== ''));
}

/** How much two sets have in common (Dice): 0 nothing, 1 all. Two empty ones have nothing. */
export function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [few, many] = one.size < other.size ? [one, other] : [other, one];
  let shared = 0;
  for (const word of few) if (many.has(word)) shared++;
  return shared === 0 ? 0 : (2 * shared) / (one.size + other.size);
}

/** The order of ids, which is the same on every machine. */
export function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
