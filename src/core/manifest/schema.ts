import * as z from 'zod';
import { t } from '../words';

const label = z.union([z.string(), z.number()]).nullish();

/** A text, an array of texts, or nothing. One check of its own: a union of schemas costs a third of all reading. */
const words = z.custom<readonly string[] | string | null | undefined>(isWords, { error: () => t('must be a text or an array of texts') }).optional();

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

/**
 * Whether `taskSchema` takes it. The schema copies whatever it reads, which is a fifth of the time that ten thousand tasks
 * take: it is asked only what is wrong with a task that is refused here. A test holds the two together.
 */
export function isRawTask(value: unknown): value is RawTask {
  if (!isObject(value)) return false;
  const task = value as Record<keyof RawTask, unknown>;
  return (
    typeof task.task_id === 'string' &&
    task.task_id !== '' &&
    isText(task.capability_id) &&
    isLabel(task.phase) &&
    isLabel(task.slice) &&
    isText(task.title) &&
    isText(task.description) &&
    isListOf(task.acceptance_criteria, isRawCriterion) &&
    isText(task.risk) &&
    (isLabel(task.est) || (isObject(task.est) && isLabel((task.est as { size?: unknown }).size))) &&
    isWords(task.depends_on_tasks) &&
    isWords(task.related_specs) &&
    isWords(task.related_adrs) &&
    isWords(task.related_guides) &&
    isWords(task.test_verification) &&
    isListOf(task.gap_codes, isGapCode) &&
    isFlag(task.provisional) &&
    isFlag(task.parallel) &&
    isWords(task.conflicts_with) &&
    isWords(task.file_scope) &&
    isLabel(task.parallelism_group)
  );
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isString(value: unknown): boolean {
  return typeof value === 'string';
}

function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' || isAbsent(value);
}

function isFlag(value: unknown): boolean {
  return typeof value === 'boolean' || isAbsent(value);
}

function isLabel(value: unknown): boolean {
  return isText(value) || Number.isFinite(value);
}

function isWords(value: unknown): value is readonly string[] | string | null | undefined {
  return isText(value) || isListOf(value, isString);
}

function isListOf(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return isAbsent(value) || (Array.isArray(value) && value.every(isItem));
}

function isRawCriterion(value: unknown): boolean {
  if (typeof value === 'string') return true;
  if (!isObject(value)) return false;
  const { id, text } = value as { id?: unknown; text?: unknown };
  return isText(id) && isText(text);
}

function isGapCode(value: unknown): boolean {
  return typeof value === 'string' || (isObject(value) && typeof (value as { code?: unknown }).code === 'string');
}
