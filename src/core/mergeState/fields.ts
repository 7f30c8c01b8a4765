import { isSameJson } from '../json/meaning';
import { isPlaceholder, isSameHash } from '../manifest/hash';
import { readTime } from '../pulse/age';
import type { JsonValue } from '../state/patch';

/** What a field of ours becomes: theirs, to the byte, or a value made of both. */
export type Put = { readonly raw: string } | { readonly value: JsonValue };

/** The three forms of a field, as JSON texts; undefined where it is not there. */
export interface Three {
  readonly base: string | undefined;
  readonly ours: string | undefined;
  readonly theirs: string | undefined;
}

/** `none`: it goes. `conflict`: which of two values stands until a person decides. */
export type Outcome = 'ours' | 'theirs' | 'none' | Put | { readonly conflict: 'ours' | 'theirs' };

/** Decides a field that both sides changed, to different values that are both there; undefined: it can't. */
export type OfBoth = (ours: string, theirs: string) => Outcome | undefined;

/** The rule of every field: what one side alone changed is changed; what one removed and the other changed stays. */
export function mergedField({ base, ours, theirs }: Three, ofBoth?: OfBoth): Outcome {
  if (isSameJson(ours, theirs) || isSameJson(theirs, base)) return 'ours';
  if (isSameJson(ours, base) || ours === undefined) return 'theirs';
  if (theirs === undefined) return 'ours';
  return ofBoth?.(ours, theirs) ?? { conflict: 'ours' };
}

/** The earlier of two times; one that can't be read gives way. */
export const earlier: OfBoth = (ours, theirs) => chosenTime(ours, theirs, (one, other) => one < other);

/** The later of two times. */
export const later: OfBoth = (ours, theirs) => chosenTime(ours, theirs, (one, other) => one > other);

/** Both notes: the lines of ours, then those that only theirs has. */
export const bothNotes: OfBoth = (ours, theirs) => joined(ours, theirs, '\n');

/** Both reasons, as one sentence after the other. */
export const bothReasons: OfBoth = (ours, theirs) => joined(ours, theirs, '; ');

/** One of two hashes, where they are spellings of one, or one of them says nothing. */
export const sameHash: OfBoth = (one, two) => {
  const [ours, theirs] = [textIn(one), textIn(two)];
  if (ours === undefined || theirs === undefined) return undefined;
  if (isPlaceholder(theirs)) return isPlaceholder(ours) && two < one ? 'theirs' : 'ours';
  if (isPlaceholder(ours)) return 'theirs';
  if (!isSameHash(ours, theirs)) return undefined;
  const [mine, other] = [digitsOf(ours), digitsOf(theirs)];
  return other > mine || (other === mine && theirs < ours) ? 'theirs' : 'ours';
};

function digitsOf(hash: string): number {
  return /[0-9a-f]*$/i.exec(hash.trim())?.[0].length ?? 0;
}

function chosenTime(ours: string, theirs: string, isBetter: (one: number, other: number) => boolean): Outcome {
  const [mine, other] = [readTime(textIn(ours)), readTime(textIn(theirs))];
  if (mine !== other && (mine === undefined || other === undefined)) return mine === undefined ? 'theirs' : 'ours';
  if (mine !== undefined && other !== undefined && mine !== other) return isBetter(mine, other) ? 'ours' : 'theirs';
  // The same moment, or none at all: which side is called ours must make no difference.
  return ours < theirs ? 'ours' : 'theirs';
}

function joined(one: string, two: string, mark: string): Outcome | undefined {
  const [ours, theirs] = [textIn(one), textIn(two)];
  if (ours === undefined || theirs === undefined) return undefined;
  const parts = ours.split(mark);
  const known = new Set(parts);
  const more = theirs.split(mark).filter((part) => !known.has(part));
  if (more.length === 0) return 'ours';
  return ours === '' ? 'theirs' : { value: [...parts, ...more].join(mark) };
}

function textIn(json: string): string | undefined {
  const value: unknown = json.startsWith('"') ? JSON.parse(json) : undefined;
  return typeof value === 'string' ? value : undefined;
}
