import * as z from 'zod';
import type { Operation } from './operation';

/** What a model need not be told: the answer to a wrong input says it (DESIGN section 8: tokens). */
const UNTOLD = new Set(['$schema', 'minLength', 'maxLength', 'maxItems', 'minItems', 'maximum']);

/** The JSON schema of an operation's input, as models are given it. */
export function inputSchemaOf({ input }: Pick<Operation, 'input'>): Record<string, unknown> {
  return told(z.toJSONSchema(input, { io: 'input' })) as Record<string, unknown>;
}

function told(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(told);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => !UNTOLD.has(key)).map(([key, inner]) => [key, told(inner)]));
}
