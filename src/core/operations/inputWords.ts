import type * as z from 'zod';
import { shown } from '../problem';

const KINDS: Readonly<Record<string, string>> = { string: 'a text', number: 'a number', int: 'a whole number', boolean: 'true or false', array: 'a list', object: 'an object' };

/** What is wrong with an input, in plain words; undefined where the schema has words of its own, or zod's have to do. */
export function inputWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.input === undefined) return 'it is missing';
      const kind = KINDS[issue.expected];
      return kind === undefined ? undefined : `must be ${kind}, and it is ${shown(issue.input)}`;
    }
    case 'too_big':
      return `must ${sizeWords(issue.origin, `at most ${String(issue.maximum)}`)}`;
    case 'too_small':
      return issue.minimum === 1 && !isNumber(issue.origin) ? 'must not be empty' : `must ${sizeWords(issue.origin, `at least ${String(issue.minimum)}`)}`;
    case 'invalid_value':
      return `must be ${issue.values.map((value) => shown(value)).join(' or ')}, and it is ${shown(issue.input)}`;
    default:
      return undefined;
  }
}

function isNumber(origin: string): boolean {
  return origin === 'number' || origin === 'int' || origin === 'bigint';
}

function sizeWords(origin: string, bound: string): string {
  if (isNumber(origin)) return `be ${bound}`;
  return origin === 'string' ? `have ${bound} characters` : `hold ${bound}`;
}
