import { parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { cut } from '../cut';
import { err, ok, type Result } from '../result';
import type { Problem } from '../problem';
import { visible } from '../pulse/visible';
import { t } from '../words';
import { duplicateKeys, Locator } from './locator';
import { countNameEnds, isTame, MAX_DEPTH, measure, scanJson } from './scan';

/** A JSON text that was read: its value, what is odd about it, and where things stand in it. */
export interface JsonText {
  readonly value: unknown;
  readonly problems: readonly Problem[];
  readonly locator: Locator;
}

/**
 * Reads JSON strictly, bounded in depth, and says where it is broken: conflict markers, comments,
 * trailing commas and truncation by name (RELIABILITY, bad inputs 2 to 9 and 18).
 *
 * @param text without a byte order mark
 * @param file path for the problems, relative to the backlog's root
 */
export function readJson(text: string, file: string): Result<JsonText, Problem> {
  const locator = new Locator(text);
  const deep = isTame(text) ? undefined : depthProblem(text, file, locator);
  if (deep) return err(deep);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err(depthProblem(text, file, locator) ?? syntaxProblem(text, file, locator));
  }
  const { properties, depth } = measure(value);
  const tooDeep = depth > MAX_DEPTH ? depthProblem(text, file, locator) : undefined;
  if (tooDeep) return err(tooDeep);
  return ok({ value, problems: hasTwins(text, properties) ? duplicates(file, locator) : [], locator });
}

function depthProblem(text: string, file: string, locator: Locator): Problem | undefined {
  const scan = scanJson(text);
  if (scan.kind === 'ok') return undefined;
  return {
    severity: 'error',
    kind: 'too-deep',
    message: t('Nested more than {0} levels deep', MAX_DEPTH),
    remedy: t('Remove the nesting: no part of a task needs it.'),
    file,
    position: locator.at(scan.offset, 1),
  };
}

/** Whether more properties were written than there are. The exact count is made only where the quick one leaves a doubt. */
function hasTwins(text: string, properties: number): boolean {
  if (countNameEnds(text) === properties) return false;
  const scan = scanJson(text);
  return scan.kind === 'ok' && scan.properties !== properties;
}

function duplicates(file: string, locator: Locator): Problem[] {
  return duplicateKeys(locator).map(({ key, first, second }) => ({
    severity: 'error' as const,
    kind: 'duplicate-key',
    message: t('The key {0} stands twice in one object, first in line {1}', JSON.stringify(cut(key, 80)), first.line),
    remedy: t('Keep one of the two: only the last one counts.'),
    file,
    position: second,
    related: [{ file, position: first, message: t('the first of them') }],
  }));
}

function syntaxProblem(text: string, file: string, locator: Locator): Problem {
  const base = { severity: 'error' as const, file };
  const marker = /^(<{7}|={7}|>{7})( |\r?$)/m.exec(text);
  if (marker) {
    const position = locator.at(marker.index, 7);
    return {
      ...base,
      kind: 'conflict-markers',
      message: t('Unresolved merge conflict at line {0}', position.line),
      remedy: t('Open the file, keep what both sides recorded, and remove the marker lines.'),
      position,
    };
  }
  if (text.trim() === '') {
    const message = t('The file is empty');
    return { ...base, kind: 'empty', message, remedy: t('Write the JSON again, or take the last version from git.'), position: locator.at(0) };
  }
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const first = errors[0];
  const position = locator.at(first?.offset ?? 0, first?.length ?? 0);
  const cut = first !== undefined && first.offset >= text.trimEnd().length;
  return {
    ...base,
    kind: 'syntax',
    message: t('Not valid JSON: {0}', cut ? t('it ends too early') : describe(first, text)),
    remedy: hint(text, first),
    position,
  };
}

function describe(error: ParseError | undefined, text: string): string {
  if (!error) return t('a character that JSON does not allow');
  const words = printParseErrorCode(error.error).replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  const near = visible(text.slice(error.offset, error.offset + Math.min(error.length, 40)));
  return near ? t('{0} near “{1}”', words, near) : words;
}

function hint(text: string, error: ParseError | undefined): string {
  const at = error?.offset ?? 0;
  if (text.startsWith('/', at)) return t('Remove the comment: this file is plain JSON.');
  if (/,\s*$/.test(text.slice(0, at)) && /^[}\]]/.test(text.slice(at))) return t('Remove the comma before the closing bracket.');
  return t('Mend that place; the views follow by themselves.');
}
