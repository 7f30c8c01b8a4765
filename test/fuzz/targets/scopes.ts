import { oneLine } from '../../../src/core/delegate/plainText';
import { inScopeOf, readScope, scopesMeet } from '../../../src/core/plan/scope';
import { HOSTILE_TEXTS } from '../hostile';
import { mutateText } from '../mutate';
import { assertSafe } from '../promises';
import type { Random } from '../random';
import type { Target } from '../target';

interface Scopes {
  readonly a: readonly string[];
  readonly b: readonly string[];
  readonly path: string;
}

const PATTERNS = ['src/**/*.ts', 'docs/{a,b}/[!x]*.md', 'a*b*c*d*e', '**/x/**/y/**', 'src/[a-z0-9]?/*', '{a,{b,c}}/**', '**/*', './a', 'a//b', '[]a]', 'a[', '{', '**/a/**/b/**/c/**/d', '*a*b*a*b*a*b*a*', '../x', '/etc/**', '!a'];

/** Patterns of `file_scope`, read, compared, and asked of paths. */
export const scopes: Target<Scopes> = {
  name: 'scopes',
  make: (random) => ({ a: random.some(0, 4, () => pattern(random)), b: random.some(0, 4, () => pattern(random)), path: pattern(random) }),
  run: ({ a, b, path }) => {
    const [one, other] = [readScope(a), readScope(b)];
    for (const { why, remedy } of [...one.faults, ...other.faults]) assertSafe(oneLine(`${why} ${remedy}`), 'the fault of a pattern', 500);
    const meeting = scopesMeet(one, other);
    const back = scopesMeet(other, one);
    if ((meeting === undefined) !== (back === undefined)) throw new Error('two scopes meet one way and not the other');
    inScopeOf(a)?.(path);
  },
};

function pattern(random: Random): string {
  if (random.isOneIn(8)) return random.pick(HOSTILE_TEXTS);
  const text = random.pick(PATTERNS);
  return random.isOneIn(4) ? text : mutateText(random, text, ['*', '**', '?', '[', ']', '{', '}', ',', '!', '/', '\\', '**/', 'a', '..', ...PATTERNS]).slice(0, 2_000);
}
