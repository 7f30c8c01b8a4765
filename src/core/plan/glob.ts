import { err, ok, type Result } from '../result';
import { readClass, type LetterClass } from './letterClass';
import { outside, unclear, type PatternFault } from './patternFault';

/** What stands for the letters of a name: one, any one, any number of any, or one of a class. Letters are folded. */
export type Token =
  | { readonly kind: 'letter'; readonly letter: string; readonly shown: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'many' }
  | LetterClass;

/** One name of a path. */
export interface Segment {
  readonly tokens: readonly Token[];
  /** The name, folded, where it is one and no pattern. */
  readonly literal?: string;
  /** It ends as names of files do: `.ts`. */
  readonly hasEnding: boolean;
}

/** Any number of names, none too. */
export const ANY_DEPTH = '**' as const;

/** A path with wildcards. */
export interface Glob {
  readonly names: readonly (Segment | typeof ANY_DEPTH)[];
  /** Certainly a file, in which nothing can lie. */
  readonly isFile: boolean;
}

export const ANY: Token = { kind: 'any' };
export const ANY_NAME: Segment = { tokens: [{ kind: 'many' }], hasEnding: false };

/** A letter without regard to case: file systems may not tell it apart. */
export function folded(letter: string): string {
  return letter.toLowerCase();
}

/** The path of a file as it stands, in which nothing is a wildcard. */
export function pathGlob(path: string): Glob {
  return { names: namesIn(path).map(plainName), isFile: true };
}

/**
 * The glob of a pattern without alternatives: `?`, `*`, `[…]` in names, `**` as a name of its own. What it names is
 * covered with all that lies below, so that a folder stands for what is in it; but for names that end as files do.
 *
 * @param isPlain whether brackets are letters, as in `app/[id]/page.tsx`
 */
export function readGlob(text: string, isPlain: boolean): Result<Glob, PatternFault> {
  const names: (Segment | typeof ANY_DEPTH)[] = [];
  for (const name of namesIn(text)) {
    const fault = name === '..' ? goUp(names) : faultOfName(name);
    if (fault) return err(fault);
    if (name === '..') continue;
    const read = name === ANY_DEPTH ? undefined : readName(name, isPlain);
    if (read && !read.ok) return read;
    names.push(read ? read.value : ANY_DEPTH);
  }
  const last = names.at(-1);
  const isFile = last !== undefined && last !== ANY_DEPTH && last.hasEnding && !text.endsWith('/');
  const all = isFile ? names : [...names, ANY_DEPTH];
  return ok({ names: all.filter((name, at) => name !== ANY_DEPTH || all[at - 1] !== ANY_DEPTH), isFile: false });
}

function namesIn(path: string): readonly string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}

function goUp(names: (Segment | typeof ANY_DEPTH)[]): PatternFault | undefined {
  const last = names.pop();
  if (last === undefined) return outside('leads outside of the project');
  if (last !== ANY_DEPTH && last.literal !== undefined) return undefined;
  return unclear('goes up by .. from a name that is not given', 'Write the path without the dots.');
}

function faultOfName(name: string): PatternFault | undefined {
  if (folded(name) === '.git') return outside('leads into the folder that git keeps for itself');
  if (name !== ANY_DEPTH && name.includes('**')) return unclear('has ** beside other letters, which is read in two ways', 'Write ** between slashes, such as src/**/*.ts.');
  return undefined;
}

const ENDING = /[^.]\.[a-z][a-z0-9]*$/i;

function readName(name: string, isPlain: boolean): Result<Segment, PatternFault> {
  if (isPlain ? !/[*?]/.test(name) : !/[*?[]/.test(name)) return ok(plainName(name));
  const tokens: Token[] = [];
  const letters = Array.from(name);
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] ?? '';
    if (letter === '[' && !isPlain) {
      const read = readClass(letters, at);
      if (!read.ok) return read;
      tokens.push(read.value.letters);
      at = read.value.end;
    } else {
      tokens.push(letter === '*' ? { kind: 'many' } : letter === '?' ? ANY : letterToken(letter));
    }
  }
  return ok({ tokens, hasEnding: ENDING.test(name) });
}

function plainName(name: string): Segment {
  const tokens = Array.from(name, letterToken);
  return { tokens, literal: tokens.map(({ letter }) => letter).join(''), hasEnding: ENDING.test(name) };
}

function letterToken(letter: string): Extract<Token, { kind: 'letter' }> {
  return { kind: 'letter', letter: folded(letter), shown: letter };
}
