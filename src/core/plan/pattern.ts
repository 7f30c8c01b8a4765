import { withoutRemark } from '../manifest/readLoosely';
import { err, ok, type Result } from '../result';
import { t } from '../words';
import { expandBraces } from './braces';
import { readGlob, type Glob } from './glob';
import { empty, outside, unclear, type PatternFault } from './patternFault';

/** Longest pattern that is read, in characters (RELIABILITY, "Globs"). */
const MOST_CHARACTERS = 256;
/** So many paths one pattern may stand for by its alternatives. */
const MOST_ALTERNATIVES = 64;

/**
 * Reads one pattern of `file_scope`: a path or a glob, relative to the backlog's root, with `/` or `\` between names.
 *
 * - `*` and `?` stand for letters of one name, dots in front too; `**` for any number of names; `[…]` and `{a,b}` as in
 *   a shell. Case does not count.
 * - What is named is covered with all that lies below: `src/io`, `src/io/` and `src/io/**` are the same.
 * - What can be meant in two ways is read in both: `app/[id]/page.tsx` as a class of letters and as it stands,
 *   `a.ts (new)` with and without the remark.
 *
 * @returns one glob for each alternative and each reading
 */
export function readPattern(pattern: string): Result<readonly Glob[], PatternFault> {
  const text = pattern.trim().replaceAll('\\', '/').normalize('NFC');
  const bare = /\s/.test(text) ? withoutRemark(text) : text;
  const fault = faultOf(text, bare);
  if (fault) return err(fault);
  const globs: Glob[] = [];
  for (const reading of bare === text ? [text] : [bare, text]) {
    const alternatives = expandBraces(reading, MOST_ALTERNATIVES);
    if (!alternatives.ok) return alternatives;
    for (const one of alternatives.value) {
      for (const hasClasses of one.includes('[') ? [true, false] : [false]) {
        const glob = readGlob(one, hasClasses);
        if (!glob.ok) return glob;
        globs.push(glob.value);
      }
    }
  }
  return ok(globs);
}

/** What most patterns are made of, so that they need no closer look. */
const ORDINARY = /^[\w./*-]+$/;

function faultOf(text: string, bare: string): PatternFault | undefined {
  if (text === '') return empty();
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) return outside(t('is an address'));
  if (/^(\/|~|[a-z]:)/i.test(text)) return outside(t('leads outside of the project'));
  if (text.length > MOST_CHARACTERS) return unclear(t('is longer than {0} characters', MOST_CHARACTERS), t('Name the folder instead, or write several patterns.'));
  if (ORDINARY.test(text)) return undefined;
  if (text.startsWith('!')) return unclear(t('takes files out by !'), t('Name only what the task changes.'));
  if (/[@!+*?]\(/.test(text)) return unclear(t('has a group in parentheses'), t('Write alternatives as {a,b}, or a * in their place.'));
  if (/,\s/.test(bare)) return unclear(t('names several paths in one text'), t('Write them as a list, one in each text.'));
  if (/\s/.test(bare) && !/[./*]/.test(bare)) return unclear(t('reads like words and not like a path'), t('Write paths or patterns, such as src/io/**.'));
  return undefined;
}
