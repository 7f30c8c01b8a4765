import * as z from 'zod';
import type { Operation } from './operation';

/** What a model need not be told: the answer to a wrong input says it (DESIGN section 8: tokens). */
const UNTOLD = new Set(['$schema', 'minLength', 'maxLength', 'maxItems', 'minItems', 'maximum']);

/** The JSON schema of an operation's input, as models are given it. */
export function inputSchemaOf({ input }: Pick<Operation, 'input'>): Record<string, unknown> {
  return told(z.toJSONSchema(input, { io: 'input' })) as Record<string, unknown>;
}

function told(value: unknown, isNames = false): unknown {
  if (Array.isArray(value)) return value.map((item) => told(item));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => isNames || !UNTOLD.has(key));
  return Object.fromEntries(kept.map(([key, inner]) => [key, told(inner, !isNames && key === 'properties')]));
}
