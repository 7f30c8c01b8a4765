import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { expandBraces } from '../../../../src/core/plan/braces';
import { pathGlob, readGlob, type Glob } from '../../../../src/core/plan/glob';
import { meetingOf } from '../../../../src/core/plan/globsMeet';
import { fits, names, patterns, textOf, words, type Pattern } from './anyGlob';

function globsOf(pattern: Pattern): readonly Glob[] {
  const alternatives = expandBraces(textOf(pattern), 64);
  assert.ok(alternatives.ok, textOf(pattern));
  return alternatives.value.map((one) => {
    const glob = readGlob(one, true);
    assert.ok(glob.ok, one);
    return glob.value;
  });
}

const plenty = () => ({ left: 10_000_000 });

function meetingsOf(a: Pattern, b: Pattern) {
  return globsOf(a).flatMap((one) => globsOf(b).flatMap((other) => meetingOf(one, other, plenty()) ?? []));
}

/** One letter more than patterns name, since a class may leave out all that they name. */
const LETTERS = ['a', 'b', 'c'];
const [SHORT, LONG] = [words(LETTERS, 2), words(LETTERS, 4)];
const ONE = LONG.map((name) => [name]);
const DEEP = [...SHORT.map((x) => [x]), ...SHORT.flatMap((x) => SHORT.flatMap((y) => [[x, y], ...SHORT.map((z) => [x, y, z])]))];

/** Enumeration of all paths that are long enough to show a meeting of such patterns. */
function assertAgrees(a: Pattern, b: Pattern, paths: readonly (readonly string[])[]): void {
  const common = paths.find((path) => fits(a, path) && fits(b, path));
  const meetings = meetingsOf(a, b);
  const what = `${textOf(a)} and ${textOf(b)}`;
  assert.equal(meetings.length > 0, common !== undefined, `${what}: ${common?.join('/') ?? 'nothing'} fits both`);
  assert.equal(meetingsOf(b, a).length > 0, meetings.length > 0, `${what}, the other way round`);
  for (const { example } of meetings) {
    if (example === undefined) continue;
    assert.ok(fits(a, example.split('/')) && fits(b, example.split('/')), `${example} fits ${what}`);
  }
}

describe('globs that meet', () => {
  it('agree with enumeration over all short paths, either way, and the example fits both', () => {
    fc.assert(fc.property(patterns(1), patterns(2), (a, b) => assertAgrees(a, b, DEEP)), { numRuns: 1000 });
  });

  it('agree with enumeration over all short names', () => {
    fc.assert(fc.property(names(2), names(2), (a, b) => assertAgrees([a], [b], ONE)), { numRuns: 1000 });
  });

  it('agree with a plain matcher where one of them is a path', () => {
    fc.assert(
      fc.property(fc.oneof(patterns(3), names(4).map((name) => [name])), fc.array(fc.constantFrom('a', 'b', 'A', 'c', 'ab', 'Ba', 'aab', 'abba'), { minLength: 1, maxLength: 5 }), (pattern, path) => {
        const isFitting = globsOf(pattern).some((glob) => meetingOf(glob, pathGlob(path.join('/')), plenty()) !== undefined);
        assert.equal(isFitting, fits(pattern, path), `${textOf(pattern)} and ${path.join('/')}`);
      }),
      { numRuns: 2000 },
    );
  });

  it('take as many steps as the product of their lengths, whatever they hold, and then are taken to meet', () => {
    const all = ['a*'.repeat(30) + 'b', 'a*'.repeat(30) + 'c', '*a'.repeat(100), '**/a/'.repeat(15), '**/*a*/'.repeat(30) + 'b', '[!a]*'.repeat(40), '?'.repeat(200), '*/'.repeat(120) + 'x'];
    for (const a of all) {
      for (const b of all) {
        const [one, other] = [readGlob(a, true), readGlob(b, true)];
        assert.ok(one.ok && other.ok);
        const steps = plenty();
        meetingOf(one.value, other.value, steps);
        assert.ok(plenty().left - steps.left <= 4 * (a.length + 2) * (b.length + 2), `${a} and ${b}: ${plenty().left - steps.left} steps`);
        if (a !== b) assert.deepEqual(meetingOf(one.value, other.value, { left: 3 }), {});
      }
    }
  });
});

describe('expandBraces', () => {
  const all = (text: string) => {
    const read = expandBraces(text, 64);
    return read.ok ? read.value : read.error.why;
  };

  it('stands for each alternative, in each other too, and takes braces without a comma for letters', () => {
    assert.deepEqual(all('src/{a,b/{c,d},}.ts'), ['src/a.ts', 'src/b/c.ts', 'src/b/d.ts', 'src/.ts']);
    assert.deepEqual(all('{a,b}{c,d}'), ['ac', 'ad', 'bc', 'bd']);
    assert.deepEqual(all('{{name}}/{x}{,y},z'), ['{{name}}/{x},z', '{{name}}/{x}y,z']);
  });

  it('refuses what does not pair up, what counts, and what stands for too many, before these are made', () => {
    for (const text of ['{a,b', 'a}', '{a,{b}', '{a,b}}', '{']) assert.match(String(all(text)), /pair up/, text);
    for (const text of ['{1..10000000}', 'x/{a..z}/y', '{01..99}']) assert.match(String(all(text)), /counts/, text);
    assert.match(String(all('{a,b}'.repeat(20))), /more than 64/);
    assert.equal(all('{a,b}'.repeat(6)).length, 64);
    assert.match(String(all(`{${'a,'.repeat(100)}b}`)), /more than 64/);
  });
});
