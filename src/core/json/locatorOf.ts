import { Locator } from './locator';

const locators = new WeakMap<object, Locator>();

/** The locator of a text, the same for all who ask for what was `read` from it: a large text is scanned once. */
export function locatorOf(read: object, text: string): Locator {
  const known = locators.get(read);
  if (known?.text === text) return known;
  const locator = new Locator(text);
  locators.set(read, locator);
  return locator;
}
