import { OrchestratorError } from '../orchestratorError';
import { t } from '../words';
import { endOfString, MAX_DEPTH } from './scan';

/** One property of an object in a text. Offsets are UTF-16 units; `end` is behind the value. */
export interface Member {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly start: number;
  readonly end: number;
}

/** An object in a text, brackets included; duplicates of a key are all there, in the text's order. */
export interface ObjectRange {
  readonly start: number;
  readonly end: number;
  readonly members: readonly Member[];
}

/** An array in a text, brackets included. */
export interface ArrayRange {
  readonly start: number;
  readonly end: number;
  readonly items: readonly { readonly start: number; readonly end: number }[];
}

const QUOTE = 0x22;
const COMMA = 0x2c;

/**
 * The members of the object that opens at `start`, found without parsing their values: fast enough to look
 * for one entry among many thousands. The text must be valid JSON.
 *
 * @param endOf may find the end of a member's value itself, to look inside it on the way
 * @throws OrchestratorError `BLOCKED::STATE-INVALID` when it visibly is not, or is nested too deep
 */
export function membersOf(
  text: string,
  start: number,
  endOf?: (key: string, valueStart: number) => number | undefined,
): ObjectRange {
  const members: Member[] = [];
  let at = firstInside(text, start);
  while (text.charCodeAt(at) === QUOTE) {
    const { key, keyEnd, valueStart } = keyAt(text, at);
    const end = endOf?.(key, valueStart) ?? skipValue(text, valueStart);
    members.push({ key, keyStart: at, keyEnd, start: valueStart, end });
    at = nextInside(text, end);
  }
  if (text.charCodeAt(at) !== 0x7d) throw invalid(at);
  return { start, end: at + 1, members };
}

/** The key whose quotation mark stands at `at`, and where its value begins; throws as {@link membersOf}. */
export function keyAt(text: string, at: number): { readonly key: string; readonly keyEnd: number; readonly valueStart: number } {
  if (text.charCodeAt(at) !== QUOTE) throw invalid(at);
  const keyEnd = endOfString(text, at) + 1;
  const raw = text.slice(at + 1, keyEnd - 1);
  const key = raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
  const colon = skipSpace(text, keyEnd);
  if (text.charCodeAt(colon) !== 0x3a) throw invalid(colon);
  return { key, keyEnd, valueStart: skipSpace(text, colon + 1) };
}

/** The items of the array that opens at `start`; as {@link membersOf}. */
export function itemsOf(text: string, start: number): ArrayRange {
  const items: { start: number; end: number }[] = [];
  let at = firstInside(text, start, '[');
  while (at < text.length && text.charCodeAt(at) !== 0x5d) {
    const end = skipValue(text, at);
    items.push({ start: at, end });
    at = nextInside(text, end);
  }
  if (at >= text.length) throw invalid(at);
  return { start, end: at + 1, items };
}

/** Offset of the first character from `at` on that is not white space; a byte order mark counts as such. */
export function skipSpace(text: string, at: number): number {
  for (; ; at++) {
    const c = text.charCodeAt(at);
    if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09 && c !== 0xfeff) return at;
  }
}

/** Offset behind the value that starts at `start`; throws as {@link membersOf}. */
export function skipValue(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === QUOTE) return endOfString(text, start) + 1;
  if (first !== 0x7b && first !== 0x5b) return endOfScalar(text, start);
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === QUOTE) i = endOfString(text, i);
    else if (c === 0x7b || c === 0x5b) {
      if (++depth > MAX_DEPTH) throw notWritten(t('The file is nested too deep at character {0}, so nothing was written', i + 1));
    } else if ((c === 0x7d || c === 0x5d) && --depth === 0) return i + 1;
  }
  throw invalid(text.length);
}

function endOfScalar(text: string, start: number): number {
  const pattern = /[-+.\w]+/y;
  pattern.lastIndex = start;
  if (!pattern.test(text)) throw invalid(start);
  return pattern.lastIndex;
}

/** Offset of what stands first in the object (or array) that opens at `start`: of its closing bracket where it is empty. */
export function firstInside(text: string, start: number, bracket: '{' | '[' = '{'): number {
  if (text.charAt(start) !== bracket) throw invalid(start);
  return skipSpace(text, start + 1);
}

/** Offset of the member or item behind the one that ends at `end`, else of the closing bracket. */
export function nextInside(text: string, end: number): number {
  const at = skipSpace(text, end);
  return text.charCodeAt(at) === COMMA ? skipSpace(text, at + 1) : at;
}

function invalid(offset: number): OrchestratorError {
  return notWritten(t('The file is not valid JSON at character {0}, so nothing was written', offset + 1));
}

function notWritten(message: string): OrchestratorError {
  return new OrchestratorError('BLOCKED::STATE-INVALID', message, t('Mend that place by hand, or take the last version from git.'));
}
