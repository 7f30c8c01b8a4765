import * as z from 'zod';
import { STATUSES } from '../state/taskState';
import { described, looseSchema, titled, type JsonSchema, type KeyHelp } from './describe';

const text = z.string().nullish();
/** An empty text counts as absent, as it does in the texts. */
const texts = z.unknown().optional().meta({ type: ['array', 'string', 'null'], items: { type: ['string', 'null'] }, maxLength: 0 });

/** An entry as `parseState` reads it, which does so by hand since there may be 100 000. */
const entrySchema = z.object({
  status: text,
  started_at: text,
  completed_at: text,
  acs_completed: texts,
  acs_remaining: texts,
  notes: text,
  blocked_reason: text,
});

const ENTRY: Readonly<Record<keyof z.infer<typeof entrySchema>, KeyHelp>> = {
  status: { description: 'How the task stands. Completed needs every criterion in acs_completed.', values: STATUSES, default: 'pending' },
  started_at: { description: 'When work began, ISO 8601 with a time zone. Stamped by the commands that record.' },
  completed_at: { description: 'When the task was completed, ISO 8601 with a time zone. Stamped by the commands that record.' },
  acs_completed: { description: 'Ids of the criteria that are done.', default: [] },
  acs_remaining: { description: 'Ids of the criteria that are left.', default: [] },
  notes: { description: 'What is worth knowing later.' },
  blocked_reason: { description: 'Why the task is blocked, in one sentence.' },
};

const stateSchema = z.object({ manifest_hash: z.unknown().optional(), last_updated: z.unknown().optional(), tasks: z.record(z.string(), entrySchema).nullish() });

const STATE: Readonly<Record<keyof z.infer<typeof stateSchema>, KeyHelp>> = {
  manifest_hash: { description: 'The manifest_hash of the manifest this was recorded against. Where it differs from today\'s, a warning says which tasks changed.' },
  last_updated: { description: 'When a record was last written, ISO 8601 with a time zone.' },
  tasks: { description: 'What is recorded, by task id. A task without an entry is pending. Record with the commands or with vtm, so that nobody\'s work is overwritten.', default: {} },
};

/** The JSON schema of the state file: as loose as `parseState`, which finds wrong whatever this does. */
export function stateJsonSchema(): JsonSchema {
  const whole = described(looseSchema(stateSchema), STATE);
  const tasks = whole.properties?.['tasks'] as JsonSchema;
  const record = tasks.anyOf?.find((one) => (one).type === 'object') as JsonSchema;
  delete record.propertyNames;
  record.additionalProperties = described(record.additionalProperties as JsonSchema, ENTRY);
  return titled('Task state', 'What is recorded of the tasks of a backlog. Keys that are not named here are allowed and kept.', whole);
}
