import assert from 'node:assert/strict';
import { inScopeOf, readScope, scopesMeet } from '../../../../src/core/plan/scope';

function meet(a: string | readonly string[], b: string | readonly string[]): string | undefined {
  const [one, other] = [a, b].map((texts) => readScope(typeof texts === 'string' ? [texts] : texts));
  assert.ok(one?.isKnown && other?.isKnown, `${String(a)} and ${String(b)} are understood`);
  const meeting = scopesMeet(one, other);
  assert.equal(scopesMeet(other, one) === undefined, meeting === undefined, 'the other way round');
  return meeting && (meeting.example ?? 'somewhere');
}

describe('two scopes', () => {
  const MEET: readonly (readonly [string, string, string])[] = [
    ['src/io', 'src/io/x.ts', 'src/io/x.ts'],
    ['src/io/', 'src/io/**', 'src/io'],
    ['./src//io/./x.ts', 'src\\io\\x.ts', 'src/io/x.ts'],
    ['a/../b/**', 'b/c', 'b/c'],
    ['src/**/*.ts', 'src/io/git/*.ts', 'src/io/git/x.ts'],
    ['packages/{money,ledger/src}/*.ts', 'packages/ledger/**', 'packages/ledger/src/x.ts'],
    ['etc/conf.d', 'etc/conf.d/*.conf', 'etc/conf.d/x.conf'],
    ['v1.2', 'v1.2/*', 'v1.2/x'],
    ['*.d/', 'conf.d/x', 'conf.d/x'],
    ['SRC/Io.ts', 'src/io.TS', 'SRC/Io.ts'],
    ['*.json', '.eslintrc.json', '.eslintrc.json'],
    ['**/*.spec.ts', 'tests', 'tests/x.spec.ts'],
    ['app/[id]/page.tsx', 'app/[id]/page.tsx', 'app/i/page.tsx'],
    ['app/[...slug]/page.tsx', 'app/[[]...slug]/page.tsx', 'app/[...slug]/page.tsx'],
    ['src/a.ts (new)', 'src/a.ts', 'src/a.ts'],
    ['docs/My File (1).md', 'docs/*.md', 'docs/My File (1).md'],
    ['cafe\u0301.md', 'caf\u00e9.md', 'café.md'],
    ['.', 'x', 'x'],
    ['**', '*', 'x'],
    ['**', '.', 'somewhere'],
    ['src/*', 'src/io/x.ts', 'src/io/x.ts'],
  ];
  for (const [a, b, example] of MEET) it(`meet: ${a} and ${b}`, () => assert.equal(meet(a, b), example));

  const APART: readonly (readonly [string, string])[] = [
    ['src/io', 'src/ios'],
    ['src/io/*.ts', 'src/io/*.tsx'],
    ['packages/money/**', 'packages/ledger/**'],
    ['src/*/index.ts', 'src/index.ts'],
    ['**/a.ts/x', 'src/*.ts'],
    ['tests/a*.spec.ts', 'tests/b*.spec.ts'],
    ['a/{b,c}', 'a/{d,e}/f'],
    ['[a-f]*', '[g-z]*'],
    ['src/a/../b', 'src/a'],
  ];
  for (const [a, b] of APART) it(`are apart: ${a} and ${b}`, () => assert.equal(meet(a, b), undefined));

  it('tell the first patterns that meet', () => {
    assert.deepEqual(scopesMeet(readScope(['a', 'b/*.ts', 'c']), readScope(['c', 'b'])), { patterns: ['b/*.ts', 'b'], example: 'b/x.ts' });
  });
});

/** What is not understood, by a word of why. */
const UNCLEAR: readonly (readonly [string, RegExp])[] = [
  ['', /empty/],
  [' ', /empty/],
  ['a*'.repeat(200), /longer than 256/],
  ['{a,b}'.repeat(20), /more than 64 paths/],
  ['{1..10000000}', /counts/],
  ['['.repeat(5000), /longer than 256/],
  ['['.repeat(200), /not closed/],
  ['{'.repeat(200), /pair up/],
  ['src/[z-a].ts', /back to a/],
  ['src/[[:alpha:]].ts', /by a word/],
  ['[a-\uffff]', /more than 256 letters/],
  ['src/**.ts', /read in two ways/],
  ['!src/x.ts', /takes files out/],
  ['src/@(a|b).ts', /parentheses/],
  ['*/../x', /not given/],
  ['a.ts, b.ts', /several paths/],
  ['the storage package', /like words/],
  ['../**', /outside/],
  ['a/../../b', /outside/],
  ['x{/../..,}', /outside/],
  ['/etc/**', /outside/],
  ['\\\\server\\share', /outside/],
  ['C:\\src', /outside/],
  ['~/x', /outside/],
  ['file:///etc', /address/],
  ['.git/**', /git keeps/],
  ['sub/.GIT/hooks', /git keeps/],
];

describe('a scope', () => {
  for (const [pattern, why] of UNCLEAR) {
    it(`is not known with ${JSON.stringify(pattern.slice(0, 40))}`, () => {
      const scope = readScope(['src/a.ts', pattern]);
      assert.equal(scope.isKnown, false);
      assert.deepEqual(scope.faults.map(({ index }) => index), [1]);
      assert.match(scope.faults[0]!.why, why);
      assert.match(scope.faults[0]!.remedy, /^[A-Z].*\.$/);
      assert.equal(inScopeOf(['src/a.ts', pattern]), undefined);
    });
  }

  it('is not known where there is none, without a fault', () => {
    for (const none of [undefined, []]) assert.deepEqual(readScope(none), { isKnown: false, globs: [], head: '', faults: [] });
    assert.equal(inScopeOf([]), undefined);
  });

  it('is not known beyond 64 patterns, or 512 alternatives in all', () => {
    const many = (count: number, text = 'a') => Array.from({ length: count }, (_, index) => `${text}${index}`);
    assert.equal(readScope(many(64)).isKnown, true);
    assert.deepEqual(readScope(many(65)).faults.map(({ index, why }) => [index, why]), [[undefined, 'has 65 patterns, more than the 64 that are compared']]);
    assert.equal(readScope(many(8, '{a,b}'.repeat(6))).isKnown, true);
    assert.match(readScope(many(9, '{a,b}'.repeat(6))).faults[0]!.why, /more than 512/);
  });

  it('understands long patterns of stars, and compares the worst ones in bounded steps', () => {
    const stars = Array.from({ length: 64 }, (_, index) => `${'a*'.repeat(30)}${'**/a/'.repeat(15)}${index}`.replace('a***', 'a*/**'));
    const [one, other] = [readScope(stars.map((text) => `${text}x`)), readScope(stars.map((text) => `${text}y`))];
    assert.ok(one.isKnown && other.isKnown);
    assert.deepEqual(Object.keys(scopesMeet(one, other) ?? {}), ['patterns', 'example'], 'stars match everywhere');
    const apart = scopesMeet(readScope(stars.map((text) => `*/${text}/b/c.d`)), readScope(stars.map((text) => `${text}*/*/*/*e/f`)));
    assert.ok(apart, 'what could not be told in time is taken to meet');
  });
});

describe('inScopeOf', () => {
  const isInScope = inScopeOf(['src/io/**/*.ts', 'docs', 'app/[id]/page.tsx', 'package.json (scripts)'])!;

  it('tells of a path whether a pattern covers it', () => {
    for (const path of ['src/io/x.ts', 'src/io/git/x.ts', 'SRC/io/X.ts', 'docs/a/b.md', 'docs', 'app/[id]/page.tsx', 'app/i/page.tsx', 'package.json']) assert.ok(isInScope(path), path);
    for (const path of ['src/io/x.js', 'src/x.ts', 'doc/a.md', 'app/[uid]/page.tsx', 'package-lock.json', '../docs/x', '/docs/x', '*', 'src', 'app']) assert.ok(!isInScope(path), path);
  });

  it('takes a path as it stands: nothing in it is a wildcard', () => {
    assert.equal(inScopeOf(['src/a.ts'])!('src/*'), false);
    assert.equal(inScopeOf(['src/a.ts'])!('**'), false);
    assert.equal(inScopeOf(['**'])!('src/{a,b}'), true);
    assert.equal(inScopeOf(['etc/conf.d/x'])!('etc/conf.d'), false);
    assert.equal(inScopeOf(['etc/conf.d'])!('etc/conf.d/x'), true);
  });
});
