import * as z from 'zod';
import { t } from '../words';

const label = z.union([z.string(), z.number()]).nullish();

/** A text, an array of texts, or nothing. One check of its own: a union of schemas costs a third of all reading. */
const words = z
  .custom<readonly string[] | string | null>(
    (value) => value === null || typeof value === 'string' || (Array.isArray(value) && value.every((item) => typeof item === 'string')),
    { error: () => t('must be a text or an array of texts') },
  )
  .optional();

const criterion = z.union([z.object({ id: z.string().nullish(), text: z.string().nullish() }), z.string()]);

/**
 * One task as it may stand in the file: as loose as real manifests are (DESIGN section 3, "Read loosely").
 * Only types are checked here; meaning is checked by `parseManifest`.
 */
export const taskSchema = z.object({
  task_id: z.string({ error: () => t('must be a text such as "CONTENT_HASH--T01"') }).min(1, { error: () => t('must not be empty') }),
  capability_id: z.string().nullish(),
  phase: label,
  slice: label,
  title: z.string().nullish(),
  description: z.string().nullish(),
  acceptance_criteria: z.array(criterion).nullish(),
  risk: z.string().nullish(),
  est: z.union([z.object({ size: label }), label]).nullish(),
  depends_on_tasks: words,
  related_specs: words,
  related_adrs: words,
  related_guides: words,
  test_verification: words,
  gap_codes: z.array(z.union([z.string(), z.object({ code: z.string() })])).nullish(),
  provisional: z.boolean({ error: () => t('must be true or false') }).nullish(),
  parallel: z.boolean({ error: () => t('must be true or false') }).nullish(),
  conflicts_with: words,
  file_scope: words,
  parallelism_group: label,
});

const gap = z.union([z.string(), z.looseObject({ code: z.string().nullish() })]);

/** The manifest around its tasks. A BLOCKED manifest has `gaps` and may have no `tasks`. */
export const manifestSchema = z.object({
  status: z.string().nullish(),
  timestamp: z.string().nullish(),
  manifest_hash: z.string().nullish(),
  gaps: z.array(gap).nullish(),
  tasks: z.array(z.unknown(), { error: () => t('must be an array of tasks') }).nullish(),
});

export type RawTask = z.infer<typeof taskSchema>;
export type RawManifest = z.infer<typeof manifestSchema>;
