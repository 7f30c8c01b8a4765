import * as fc from 'fast-check';

/** A name of a pattern as it was made, for a matcher that shares nothing with the product's. */
export type Part = { readonly letter: string } | { readonly letters: string; readonly isNegated: boolean } | '?' | '*' | { readonly either: readonly (readonly Part[])[] };
export type Name = readonly Part[] | '**';
export type Pattern = readonly Name[];

/** What patterns name; in paths there is a letter more, and all in both cases. */
const LETTERS = ['a', 'b', 'A'];

const single: fc.Arbitrary<Part> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...LETTERS).map((letter) => ({ letter })) },
  { weight: 1, arbitrary: fc.constant<Part>('?') },
  { weight: 1, arbitrary: fc.record({ letters: fc.subarray(LETTERS, { minLength: 1 }).map((all) => all.join('')), isNegated: fc.boolean() }) },
);
const one: fc.Arbitrary<Part> = fc.oneof({ weight: 5, arbitrary: single }, { weight: 1, arbitrary: fc.array(single.map((part) => [part]), { minLength: 2, maxLength: 3 }).map((either) => ({ either })) });

/** A name with so many letters at most that are not any number, and `*` between them. */
export function names(most: number): fc.Arbitrary<readonly Part[]> {
  const star = fc.constantFrom<readonly Part[]>([], [], ['*']);
  return fc
    .tuple(star, fc.array(fc.tuple(one, star), { maxLength: most }))
    .map(([first, rest]) => [...first, ...rest.flatMap(([part, behind]) => [part, ...behind])])
    .filter((name) => name.length > 0);
}

/** A pattern with so many names at most that are not any number, and `**` between them. */
export function patterns(most: number): fc.Arbitrary<Pattern> {
  const deep = fc.constantFrom<Pattern>([], [], ['**']);
  return fc
    .tuple(deep, fc.array(fc.tuple(names(1), deep), { maxLength: most }))
    .map(([first, rest]) => [...first, ...rest.flatMap(([name, behind]) => [name, ...behind])])
    .filter((pattern) => pattern.length > 0);
}

export function textOf(pattern: Pattern): string {
  return pattern.map((name) => (name === '**' ? name : nameText(name))).join('/');
}

function nameText(name: readonly Part[]): string {
  return name
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('letter' in part) return part.letter;
      if ('either' in part) return `{${part.either.map(nameText).join(',')}}`;
      return `[${part.isNegated ? '!' : ''}${part.letters}]`;
    })
    .join('');
}

/** All words of these letters up to a length, the empty one not among them. */
export function words(letters: readonly string[], longest: number): readonly string[] {
  const all: string[] = [];
  for (let last = ['']; all.push(...(last = last.flatMap((word) => letters.map((letter) => word + letter)))) && last[0]!.length < longest; );
  return all;
}

/** Whether a pattern names the path or a folder that it lies in, in some spelling of its letters: the slow and plain way. */
export function fits(pattern: Pattern, path: readonly string[]): boolean {
  const [name, ...rest] = pattern;
  if (name === undefined) return true;
  if (name === '**') return fits(rest, path) || (path.length > 0 && fits(pattern, path.slice(1)));
  return path.length > 0 && spellings(path[0]!).some((spelling) => fitsName(name, spelling)) && fits(rest, path.slice(1));
}

function spellings(name: string): readonly string[] {
  return Array.from(name).reduce<readonly string[]>((all, letter) => all.flatMap((start) => [start + letter.toLowerCase(), start + letter.toUpperCase()]), ['']);
}

function fitsName(name: readonly Part[], text: string): boolean {
  const [part, ...rest] = name;
  if (part === undefined) return text === '';
  if (part === '*') return fitsName(rest, text) || (text !== '' && fitsName(name, text.slice(1)));
  if (typeof part === 'object' && 'either' in part) return part.either.some((parts) => fitsName([...parts, ...rest], text));
  if (text === '') return false;
  const isRight = part === '?' || ('letter' in part ? part.letter === text[0] : part.letters.includes(text[0]!) !== part.isNegated);
  return isRight && fitsName(rest, text.slice(1));
}
