import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';

/** Crockford's base 32: no I, L, O or U, so an id survives being read over the telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_LENGTH = 10;
const RANDOM_LENGTH = 16;
const MAX_TIME = 2 ** 48 - 1;

export type IdSource = () => string;

export class MalformedId extends Error {
  readonly position: number;
  constructor(text: string, position: number, why: string) {
    super(`"${text}" is not an id: ${why}`);
    this.name = 'MalformedId';
    this.position = position;
  }
}

/**
 * Ids that sort in the order they were made (ADR-0005), even when many fall within one
 * millisecond or the clock steps back: the random part is then counted up instead of drawn anew.
 */
export function createIdSource(clock: Clock, random: (size: number) => Uint8Array = randomBytes): IdSource {
  let lastTime = -1;
  let tail: number[] = [];
  return () => {
    const time = clock.now().getTime();
    if (time > lastTime) {
      lastTime = time;
      tail = Array.from(random(RANDOM_LENGTH), (byte) => byte % 32);
      // Headroom for counting up: the first digit never starts in the upper half.
      tail[0] = (tail[0] ?? 0) % 16;
    } else {
      countUp(tail);
    }
    return encodeTime(lastTime) + tail.map((digit) => ALPHABET[digit]).join('');
  };
}

export function parseId(text: string): { time: Date } {
  if (text.length !== TIME_LENGTH + RANDOM_LENGTH) {
    throw new MalformedId(text, Math.min(text.length, 26), `it has ${text.length} characters, not 26`);
  }
  for (let index = 0; index < text.length; index++) {
    if (!ALPHABET.includes(text[index] ?? '')) {
      throw new MalformedId(text, index, `character ${index + 1} ("${text[index]}") is not in the alphabet`);
    }
  }
  let time = 0;
  for (const character of text.slice(0, TIME_LENGTH)) time = time * 32 + ALPHABET.indexOf(character);
  if (time > MAX_TIME) throw new MalformedId(text, 0, 'its time lies beyond the year 10889');
  return { time: new Date(time) };
}

function encodeTime(time: number): string {
  let text = '';
  for (let rest = time, index = 0; index < TIME_LENGTH; index++) {
    text = ALPHABET[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

function countUp(digits: number[]): void {
  for (let index = digits.length - 1; index >= 0; index--) {
    const digit = digits[index] ?? 0;
    if (digit < 31) {
      digits[index] = digit + 1;
      return;
    }
    digits[index] = 0;
  }
  throw new RangeError('More ids within one millisecond than an id has room for');
}
