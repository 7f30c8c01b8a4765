import { t } from '../words';
import { pathGlob, type Glob } from './glob';
import { canMeet, meetingOf, type Steps } from './globsMeet';
import { readPattern } from './pattern';
import { unclear, type PatternFault } from './patternFault';

/** What one task says that it touches. */
export interface Scope {
  /** Whether it says so, and all of it is understood: only then can it be compared. */
  readonly isKnown: boolean;
  /** Of every pattern, one for each alternative and each reading. */
  readonly globs: readonly (Glob & { readonly pattern: string })[];
  /** What all of them begin with, as the `head` of a glob. */
  readonly head: string;
  /** What is not understood. Without `index` it is the list as a whole. */
  readonly faults: readonly (PatternFault & { readonly index?: number })[];
}

/** So many patterns of one task are looked at (RELIABILITY, "Globs"). */
const MOST_PATTERNS = 64;
/** So many paths all of them may stand for. */
const MOST_GLOBS = 512;
/** What two scopes, or a path and a scope, may cost: a few milliseconds. Ordinary ones take less than a hundred. */
const MOST_STEPS = 100_000;

/** Reads the patterns of a `file_scope`; an absent and an empty one are not known, and no fault. */
export function readScope(texts: readonly string[] = []): Scope {
  const globs: Scope['globs'][number][] = [];
  const faults: Scope['faults'][number][] = [];
  const isTooLong = texts.length > MOST_PATTERNS;
  if (isTooLong) faults.push(unclear(t('has {0} patterns, more than the {1} that are compared', texts.length, MOST_PATTERNS), t('Name the folders in which they lie.')));
  for (const [index, pattern] of texts.slice(0, MOST_PATTERNS).entries()) {
    const read = readPattern(pattern);
    if (!read.ok) faults.push({ ...read.error, index });
    else if (globs.length <= MOST_GLOBS) globs.push(...read.value.map((glob) => ({ ...glob, pattern })));
  }
  if (globs.length > MOST_GLOBS) faults.push(unclear(t('stands for more than {0} paths by its alternatives', MOST_GLOBS), t('Name the folders in which they lie.')));
  return { isKnown: texts.length > 0 && faults.length === 0, globs, head: commonHead(globs), faults };
}

function commonHead(globs: readonly Glob[]): string {
  let common = globs[0]?.head ?? '';
  for (const { head } of globs) while (!head.startsWith(common)) common = common.slice(0, -1);
  return common;
}

/** The first patterns of two known scopes that can meet; without an example where that could not be told in time. */
export function scopesMeet(a: Scope, b: Scope): { readonly patterns: readonly [string, string]; readonly example?: string } | undefined {
  if (!canMeet(a.head, b.head)) return undefined;
  const steps: Steps = { left: MOST_STEPS };
  for (const one of a.globs) {
    for (const other of b.globs) {
      const meeting = meetingOf(one, other, steps);
      if (meeting) return { patterns: [one.pattern, other.pattern], ...meeting };
    }
  }
  return undefined;
}

/**
 * Tells of paths whether they lie in a task's declared scope; undefined where none is declared or it is not understood,
 * since then nothing can lie outside of it.
 *
 * @returns takes a path relative to the backlog's root, as the patterns are; what leads out of there is not in it
 */
export function inScopeOf(patterns: readonly string[]): ((path: string) => boolean) | undefined {
  const scope = readScope(patterns);
  if (!scope.isKnown) return undefined;
  return (path) => {
    if (/^(\.\.)?\//.test(path)) return false;
    const glob = pathGlob(path.normalize('NFC'));
    const steps: Steps = { left: MOST_STEPS };
    return scope.globs.some((one) => meetingOf(one, glob, steps) !== undefined);
  };
}
