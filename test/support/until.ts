import { setTimeout as wait } from 'node:timers/promises';

/** Asks again and again until there is an answer: a file that was made and is still empty gives none. Fails with what was awaited and the last error. */
export async function until<T>(
  what: string | (() => string | Promise<string>),
  ask: () => Promise<T | false | undefined> | T | false | undefined,
  limitMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  let last: unknown;
  do {
    try {
      const answer = await ask();
      if (answer !== false && answer !== undefined && answer !== '') {
        return answer;
      }
      last = undefined;
    } catch (error) {
      last = error;
    }
    await wait(50);
  } while (Date.now() < deadline);
  const description = typeof what === 'string' ? what : await what();
  throw new Error(`waited ${limitMs / 1000} s in vain for: ${description}${last instanceof Error ? `\n${last.message}` : ''}`);
}
