import { folded } from './folded';
import { ANY, ANY_DEPTH, ANY_NAME, tokensOf, type Glob, type Segment, type Token } from './glob';
import type { LetterClass } from './letterClass';

/** How much comparing is left: it is counted, and not timed, so that the answer is the same everywhere. */
export interface Steps {
  left: number;
}

/**
 * Whether one path can fit both globs. Where the steps run out before that is known, they are taken to meet.
 *
 * A dynamic programme over pairs of places, name by name and within names letter by letter: at most as many steps as
 * the product of both lengths (RELIABILITY, "Globs").
 *
 * @returns a path that fits both, where one was found; undefined where none can
 */
export function meetingOf(a: Glob, b: Glob, steps: Steps): { readonly example?: string } | undefined {
  if (--steps.left < 0) return {};
  if (!canMeet(a.head, b.head)) return undefined;
  const names = commonRow(reaching(a, b), reaching(b, a), NAMES, steps);
  if (steps.left < 0) return {};
  return names && (names.length > 0 ? { example: names.join('/') } : {});
}

/** Whether paths can begin with both of these heads: most patterns are told apart by this alone. */
export function canMeet(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}

/** What looks like a file is a folder all the same where the other one names what lies in it: `etc/conf.d` and `etc/conf.d/x`. */
function reaching(glob: Glob, other: Glob): Glob['names'] {
  return glob.isPlain && !glob.isFile && other.head.startsWith(glob.head) ? [...glob.names, ANY_DEPTH] : glob.names;
}

/** The names of a path, or the letters of a name: in both, one part may stand for any number of them. */
interface Kind<T> {
  isMany(part: T): boolean;
  /** What stands for any one. */
  readonly one: T;
  /** What fits both, of which neither stands for many. */
  common(a: T, b: T, steps: Steps): string | undefined;
}

const LETTERS: Kind<Token> = { isMany: ({ kind }) => kind === 'many', one: ANY, common: commonLetter };
const NAMES: Kind<Segment | typeof ANY_DEPTH> = { isMany: (name) => name === ANY_DEPTH, one: ANY_NAME, common: commonName };

/** A row that fits both; undefined where there is none, or the steps ran out. */
function commonRow<T>(a: readonly T[], b: readonly T[], kind: Kind<T>, steps: Steps): readonly string[] | undefined {
  const width = b.length + 1;
  const end = a.length * width + b.length;
  const ways = new Map<number, Way | undefined>([[0, undefined]]);
  const open = [0];
  // Grows while it is gone through: the shortest row is found first.
  for (const at of open) {
    if (at === end) return partsTo(end, ways);
    if (--steps.left < 0) return undefined;
    const [x, y] = [a[Math.floor(at / width)], b[at % width]];
    const go = (to: number, first?: T, second?: T) => {
      if (ways.has(to)) return;
      const part = first === undefined || second === undefined ? '' : kind.common(first, second, steps);
      if (part === undefined) return;
      ways.set(to, { from: at, part });
      open.push(to);
    };
    const isX = x !== undefined && kind.isMany(x);
    const isY = y !== undefined && kind.isMany(y);
    if (isX) go(at + width);
    if (isY) go(at + 1);
    if (isX && !isY && y !== undefined) go(at + 1, kind.one, y);
    if (isY && !isX && x !== undefined) go(at + width, x, kind.one);
    if (!isX && !isY && x !== undefined && y !== undefined) go(at + width + 1, x, y);
  }
  return undefined;
}

/** How a pair of places was come to, and what was put down on the way; nothing where many stood for none. */
interface Way {
  readonly from: number;
  readonly part: string;
}

function partsTo(end: number, ways: ReadonlyMap<number, Way | undefined>): readonly string[] {
  const parts: string[] = [];
  for (let way = ways.get(end); way; way = ways.get(way.from)) if (way.part !== '') parts.push(way.part);
  return parts.reverse();
}

function commonName(a: Segment | typeof ANY_DEPTH, b: Segment | typeof ANY_DEPTH, steps: Steps): string | undefined {
  if (a === ANY_DEPTH || b === ANY_DEPTH) return undefined;
  if (a.literal !== undefined && b.literal !== undefined) return a.literal === b.literal ? a.text : undefined;
  const name = commonRow(tokensOf(a), tokensOf(b), LETTERS, steps)?.join('');
  // A name is never empty, and `.ts` alone is an odd example of `*.ts`.
  const isOpen = a.text.startsWith('*') && b.text.startsWith('*');
  return isOpen && (name === '' || name?.startsWith('.')) ? `x${name}` : name;
}

function commonLetter(a: Token, b: Token, steps: Steps): string | undefined {
  if (a.kind === 'class') return b.kind === 'class' ? commonOfClasses(a, b, steps) : letterOf(b, a, steps);
  if (b.kind === 'class') return letterOf(a, b, steps);
  if (a.kind !== 'letter') return b.kind === 'letter' ? b.shown : 'x';
  return b.kind !== 'letter' || b.letter === a.letter ? a.shown : undefined;
}

/** A letter of the class: the one that is given, or any. */
function letterOf(token: Token, of: LetterClass, steps: Steps): string | undefined {
  if (token.kind === 'letter') return has(of, token.letter) ? token.shown : undefined;
  steps.left -= of.letters.size;
  return lettersFor(of).find((letter) => has(of, letter));
}

function commonOfClasses(a: LetterClass, b: LetterClass, steps: Steps): string | undefined {
  steps.left -= a.letters.size + b.letters.size;
  const from = !a.isNegated ? [...a.letters] : !b.isNegated ? [...b.letters] : lettersFor(a, b);
  return from.find((letter) => has(a, letter) && has(b, letter));
}

function has({ letters, isNegated }: LetterClass, letter: string): boolean {
  return letters.has(letter) !== isNegated;
}

/** Of more letters than the classes leave out, one fits. */
function lettersFor(...classes: readonly LetterClass[]): readonly string[] {
  const [first] = classes;
  if (first && !first.isNegated) return [...first.letters];
  const count = classes.reduce((sum, { letters }) => sum + letters.size, 1);
  const all = new Set<string>();
  for (let code = FIRST_LETTER; all.size < count; code++) all.add(folded(String.fromCodePoint(code)));
  return [...all];
}

/** `a` */
const FIRST_LETTER = 97;
