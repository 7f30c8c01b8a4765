import type { Words } from '../../src/core/words';

/** A language in which each text stands in brackets, so that what was said without its words is seen. */
export const PSEUDO: Words = {
  // Its dates and durations have no Latin letters either.
  language: 'el',
  texts: new Proxy<Record<string, string>>({}, {
    get: (_, text) => `⟦${String(text)}⟧`,
    getOwnPropertyDescriptor: (_, text) => ({ value: `⟦${String(text)}⟧`, configurable: true, enumerable: true }),
  }),
};

/** What is written for programs and stays as it is: codes, names of settings, keys and files, and sizes. */
const FOR_PROGRAMS = /\b[A-Z]+::[\w:-]*|\b[A-Z]{2,}(?:-[A-Z]+)+\b|orchestrator\.\w+|\b\w+_\w+\b|\b[A-Z]{1,2}\b/g;

/**
 * The Latin words of a text that stand outside of the brackets. The data of the tests has none, so each of them is a text
 * that escaped its translation.
 */
export function escaped(text: string): readonly string[] {
  let depth = 0;
  const outside = Array.from(text).filter((letter) => {
    if (letter === '⟧') depth -= 1;
    const isOutside = depth === 0 && letter !== '⟧' && letter !== '⟦';
    if (letter === '⟦') depth += 1;
    return isOutside;
  });
  return outside.join('').replace(FOR_PROGRAMS, '').match(/[A-Za-z]{2,}[A-Za-z ]*/g) ?? [];
}
