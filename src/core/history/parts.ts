import { firstInside, keyAt, nextInside, skipSpace, skipValue } from '../json/members';

/**
 * The tasks (or entries) of one version of a file, each with what was read of it. `starts` and `ends` are offsets in
 * `text`, `end`s behind; `open` is behind the bracket.
 */
export interface Parts<T> {
  readonly text: string;
  readonly open: number;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly values: readonly T[];
}

/** What a later version has in the place of what an earlier one had: all else in both is the same. */
export interface PartsChange<T> {
  readonly parts: Parts<T>;
  readonly before: readonly T[];
  readonly after: readonly T[];
}

/**
 * Reads the next version of a file from the last one: equal beginnings and ends are compared and not read, so that a
 * thousand versions of a large file cost little more than their bytes. What is between is scanned until it stands again
 * where a part of the last version began, with the same text from there on: so nothing is guessed.
 *
 * @param bracket of the value of `tasks`: an object of entries, or an array of tasks
 * @param read what is kept of one part; its text is `"key": value` in an object
 * @throws where the text, or a part that has to be read, is no JSON
 */
export function nextParts<T>(last: Parts<T> | undefined, text: string, bracket: '{' | '[', read: (part: string) => T): PartsChange<T> {
  const open = openOf(text, bracket);
  if (open === undefined) return { parts: { text, open: 0, starts: [], ends: [], values: [] }, before: last?.values ?? [], after: [] };
  const known = last ?? { text: '', open: 0, starts: [], ends: [], values: [] };
  const kept = keptAtStart(known, text, open);
  const shift = text.length - known.text.length;
  // What is the same at the end begins behind what is the same at the start, in both texts.
  const behind = kept === 0 ? known.open : (known.ends[kept - 1] ?? 0);
  const sameEnd = sameAtEnd(known.text, text, Math.min(known.text.length - behind, text.length - (behind + open - known.open)));
  const fresh = { starts: [] as number[], ends: [] as number[], values: [] as T[] };
  const isObject = bracket === '{';
  let at = kept === 0 ? skipSpace(text, open) : nextInside(text, behind + open - known.open);
  let next = firstFrom(known.starts, Math.max(known.text.length - sameEnd, 0), kept);
  for (;;) {
    while ((known.starts[next] ?? Infinity) + shift < at) next++;
    if ((known.starts[next] ?? Infinity) + shift === at || isClosed(text, at, isObject)) break;
    const end = skipValue(text, isObject ? keyAt(text, at).valueStart : at);
    fresh.values.push(read(text.slice(at, end)));
    fresh.starts.push(at);
    fresh.ends.push(end);
    at = nextInside(text, end);
  }
  if ((known.starts[next] ?? Infinity) + shift !== at) next = known.values.length;
  const moved = (offsets: readonly number[]) => offsets.slice(next).map((offset) => offset + shift);
  const ahead = open - known.open;
  return {
    parts: {
      text,
      open,
      starts: [...known.starts.slice(0, kept).map((offset) => offset + ahead), ...fresh.starts, ...moved(known.starts)],
      ends: [...known.ends.slice(0, kept).map((offset) => offset + ahead), ...fresh.ends, ...moved(known.ends)],
      values: [...known.values.slice(0, kept), ...fresh.values, ...known.values.slice(next)],
    },
    before: known.values.slice(kept, next),
    after: fresh.values,
  };
}

/** Offset behind the bracket of the value of `tasks`; undefined where the file has none, or `null` in its place. */
function openOf(text: string, bracket: '{' | '['): number | undefined {
  for (let at = firstInside(text, skipSpace(text, 0)); text.charAt(at) !== '}'; ) {
    const { key, valueStart } = keyAt(text, at);
    if (key === 'tasks' && !text.startsWith('null', valueStart)) {
      firstInside(text, valueStart, bracket);
      return valueStart + 1;
    }
    at = nextInside(text, skipValue(text, valueStart));
  }
  return undefined;
}

/** How many parts stand in the new text as they did, from the first on, with at least one character behind them. */
function keptAtStart({ text: old, open: from, ends }: Parts<unknown>, text: string, open: number): number {
  const same = sameAtStart(old, from, text, open);
  let kept = 0;
  while ((ends[kept] ?? Infinity) < from + same) kept++;
  return kept;
}

function firstFrom(starts: readonly number[], offset: number, from: number): number {
  let at = from;
  while ((starts[at] ?? Infinity) < offset) at++;
  return at;
}

function isClosed(text: string, at: number, isObject: boolean): boolean {
  const mark = text.charAt(at);
  if (mark === '') throw new Error('the text ends too early');
  return mark === (isObject ? '}' : ']');
}

/** Slices are compared as memory is, so the lengths go from large to small. */
const STEPS = [65_536, 2_048, 64, 1];

function sameAtStart(a: string, fromA: number, b: string, fromB: number): number {
  const most = Math.min(a.length - fromA, b.length - fromB);
  let same = 0;
  for (const step of STEPS) {
    while (same + step <= most && a.slice(fromA + same, fromA + same + step) === b.slice(fromB + same, fromB + same + step)) same += step;
  }
  return same;
}

function sameAtEnd(a: string, b: string, most: number): number {
  let same = 0;
  for (const step of STEPS) {
    while (same + step <= most && a.slice(a.length - same - step, a.length - same) === b.slice(b.length - same - step, b.length - same)) same += step;
  }
  return same;
}
