import { err, ok, type Result } from '../result';
import { t } from '../words';
import { folded } from './folded';
import { readClass, type LetterClass } from './letterClass';
import { outside, unclear, type PatternFault } from './patternFault';

/** What stands for the letters of a name: one, any one, any number of any, or one of a class. Letters are folded. */
export type Token =
  | { readonly kind: 'letter'; readonly letter: string; readonly shown: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'many' }
  | LetterClass;

/** One name of a path, as it is written: folded where it is no pattern, else letter by letter. */
export type Segment = { readonly text: string } & ({ readonly literal: string } | { readonly literal?: never; readonly tokens: readonly Token[] });

/** Any number of names, none too. */
export const ANY_DEPTH = '**' as const;

/** A path with wildcards. */
export interface Glob {
  readonly names: readonly (Segment | typeof ANY_DEPTH)[];
  /** All in front of the first wildcard, folded, with a slash behind every whole name: what differs in it is apart. */
  readonly head: string;
  /** No name is a pattern. */
  readonly isPlain: boolean;
  /** Certainly a file, in which nothing can lie. */
  readonly isFile: boolean;
}

export const ANY: Token = { kind: 'any' };
export const ANY_NAME: Segment = { text: '*', tokens: [{ kind: 'many' }] };

/** The letters of a name, which for most are never asked for: their names differ as a whole. */
export function tokensOf(name: Segment): readonly Token[] {
  return name.literal === undefined ? name.tokens : Array.from(name.text, letterToken);
}

/** The path of a file as it stands, in which nothing is a wildcard. */
export function pathGlob(path: string): Glob {
  return globFrom(namesIn(path).map(plainName), true);
}

/**
 * The glob of a pattern without alternatives: `?`, `*`, `[…]` in names, `**` as a name of its own. What it names is
 * covered with all that lies below, so that a folder stands for what is in it; but for names that end as files do.
 *
 * @param hasClasses whether brackets are classes; else they are letters, as in `app/[id]/page.tsx`
 */
export function readGlob(text: string, hasClasses: boolean): Result<Glob, PatternFault> {
  const names: (Segment | typeof ANY_DEPTH)[] = [];
  for (const name of namesIn(text)) {
    const fault = name === '..' ? goUp(names) : faultOfName(name);
    if (fault) return err(fault);
    if (name === '..') continue;
    const read = name === ANY_DEPTH ? undefined : readName(name, hasClasses);
    if (read && !read.ok) return read;
    names.push(read ? read.value : ANY_DEPTH);
  }
  const last = names.at(-1);
  const isFile = last !== undefined && last !== ANY_DEPTH && ENDING.test(last.text) && !text.endsWith('/');
  const all = isFile ? names : [...names, ANY_DEPTH];
  return ok(globFrom(all.filter((name, at) => name !== ANY_DEPTH || all[at - 1] !== ANY_DEPTH), false));
}

function globFrom(names: Glob['names'], isFile: boolean): Glob {
  let head = '';
  for (const name of names) {
    if (name === ANY_DEPTH) return { names, head, isPlain: false, isFile };
    if (name.literal === undefined) return { names, head: head + lettersInFront(name.tokens), isPlain: false, isFile };
    head += `${name.literal}/`;
  }
  return { names, head, isPlain: true, isFile };
}

function lettersInFront(tokens: readonly Token[]): string {
  let letters = '';
  for (const token of tokens) {
    if (token.kind !== 'letter') break;
    letters += token.letter;
  }
  return letters;
}

/** Names of files mostly end like this, and names of folders do not. */
const ENDING = /[^.]\.[a-z][a-z0-9]*$/i;

function namesIn(path: string): readonly string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}

function goUp(names: (Segment | typeof ANY_DEPTH)[]): PatternFault | undefined {
  const last = names.pop();
  if (last === undefined) return outside(t('leads outside of the project'));
  if (last !== ANY_DEPTH && last.literal !== undefined) return undefined;
  return unclear(t('goes up by .. from a name that is not given'), t('Write the path without the dots.'));
}

function faultOfName(name: string): PatternFault | undefined {
  if (name.toLowerCase() === '.git') return outside(t('leads into the folder that git keeps for itself'));
  if (name !== ANY_DEPTH && name.includes('**')) return unclear(t('has ** beside other letters and can be read in two ways'), t('Write ** between slashes, such as src/**/*.ts.'));
  return undefined;
}

function readName(name: string, hasClasses: boolean): Result<Segment, PatternFault> {
  if (!(hasClasses ? /[*?[]/ : /[*?]/).test(name)) return ok(plainName(name));
  const tokens: Token[] = [];
  const letters = Array.from(name);
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] ?? '';
    if (letter === '[' && hasClasses) {
      const read = readClass(letters, at);
      if (!read.ok) return read;
      tokens.push(read.value.letters);
      at = read.value.end;
    } else {
      tokens.push(letter === '*' ? { kind: 'many' } : letter === '?' ? ANY : letterToken(letter));
    }
  }
  return ok({ text: name, tokens });
}

function plainName(name: string): Segment {
  return { text: name, literal: folded(name) };
}

function letterToken(letter: string): Token {
  return { kind: 'letter', letter: folded(letter), shown: letter };
}
