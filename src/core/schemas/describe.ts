import * as z from 'zod';

/** A part of a JSON schema, as VS Code's JSON support reads it (draft 7 and a few keys of its own). */
export type JsonSchema = { [Key in keyof z.core.JSONSchema.JSONSchema]: z.core.JSONSchema.JSONSchema[Key] };

/** What is said of a key: help for completion and hover, which never makes a value wrong. */
export interface KeyHelp {
  readonly description: string;
  /** Values that are offered. Others are as right. */
  readonly values?: readonly (string | number | boolean)[];
  readonly examples?: readonly unknown[];
  /** What an absent key counts as, or what is mostly written. */
  readonly default?: unknown;
}

/** The schema of what a reader takes, which is loose, in the form that editors read. */
export function looseSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // The one check that is not made of zod's own parts: a text, an array of texts, or nothing.
      if (zodSchema._zod.def.type === 'custom') Object.assign(jsonSchema, { type: ['string', 'array', 'null'], items: { type: 'string' } });
    },
  });
}

/** Puts help beside the keys of an object. Every key has some, which the types see to. */
export function described<Key extends string>(schema: JsonSchema, help: Readonly<Record<Key, KeyHelp>>): JsonSchema {
  const properties = { ...schema.properties };
  for (const [key, { values, ...words }] of Object.entries<KeyHelp>(help)) {
    const own = (properties[key] ?? {}) as JsonSchema;
    properties[key] = { ...(values ? { anyOf: [{ enum: [...values] }, own] } : own), ...words } as JsonSchema;
  }
  return { ...schema, properties };
}

/** What a file's schema begins with. */
export function titled(title: string, description: string, { $schema, ...schema }: JsonSchema): JsonSchema {
  return { $schema, title, description, ...schema } as JsonSchema;
}
