import * as z from 'zod';
import type { Locator } from '../json/locator';
import { readJson } from '../json/read';
import { marksOf, type PlacedMark } from '../mergeState/settle';
import { named, valueAt, shown, type Problem } from '../problem';
import { t } from '../words';
import { EntriesOnDemand } from './entriesOnDemand';
import { MARKS, MERGE_CONFLICT } from './mergeMarks';
import { readStatus, STATUSES, type StateEntry, type TaskState } from './taskState';

/** A state file as far as it could be read. `state` is absent when it could not be trusted at all. */
export interface ParsedState {
  readonly state?: TaskState;
  readonly problems: readonly Problem[];
}

const text = z.string().nullish().catch(undefined);

/** The state file (spec, "State Tracking"). `tasks` absent means that nothing is recorded yet. */
const stateSchema = z.object({
  manifest_hash: text,
  last_updated: text,
  // Not a record, which would copy them all.
  tasks: z.custom(isObject, { error: () => t('must be an object of entries by task id') }).nullish(),
});

/**
 * Reads a task state file as loosely as DESIGN section 3 says.
 *
 * @param source without a byte order mark
 * @param file path for the problems, relative to the backlog's root
 */
export function parseState(source: string, file: string): ParsedState {
  const json = readJson(source, file);
  if (!json.ok) return { problems: [json.error.kind === 'conflict-markers' ? { ...json.error, remedy: t('Resolve Conflicts in Task State (vtm resolve-state) keeps what both sides recorded.') } : json.error] };
  const { value, locator } = json.value;
  const problems: Problem[] = [...json.value.problems];
  const shape = stateSchema.safeParse(value);
  if (!shape.success) {
    const issue = shape.error.issues[0];
    const path = (issue?.path ?? []).map((key) => (typeof key === 'symbol' ? String(key) : key));
    const what = path.length === 0 ? t('{0} must be an object, and it is {1}', file, shown(value)) : t('{0} {1}, and it is {2}', path.join('.'), issue?.message ?? '', shown(valueAt(value, path)));
    const remedy = t('Mend it by hand or take the last version from git; nothing is written to it until then.');
    problems.push({ severity: 'error', kind: 'invalid-shape', message: what, remedy, file, path, position: locator.value(path) });
    return { problems };
  }
  const entries = new Map<string, StateEntry>();
  const raw = (value as { tasks?: Record<string, unknown> | null }).tasks ?? {};
  for (const id of Object.keys(raw)) {
    const entry = readEntry(raw[id]);
    entries.set(id, entry ?? noEntry(raw[id]));
    for (const key of entry?.notUnderstood ?? []) problems.push(notUnderstood(id, key, raw[id], file, locator));
    if (entry && entry.status !== 'unknown') continue;
    const path = entry ? ['tasks', id, 'status'] : ['tasks', id];
    problems.push({
      severity: 'warning',
      kind: 'unknown-status',
      message: entry ? t('{0} has the unknown status {1}', named(id), shown(entry.rawStatus)) : t('The entry of {0} is not an object', named(id)),
      remedy: entry
        ? t('Write one of {0}. Until then the task is not offered, and its entry is not changed.', STATUSES.join(', '))
        : t('Write an object with a status. Until then the task is not offered, and its entry is not changed.'),
      file,
      path,
      position: locator.value(path),
      taskId: id,
    });
  }
  if (source.includes(`"${MARKS}"`)) problems.push(...marksOf(value).map((mark) => undecided(mark, value, file, locator)));
  const { manifest_hash: manifestHash, last_updated: lastUpdated } = shape.data;
  return {
    state: { ...(manifestHash ? { manifestHash } : {}), ...(lastUpdated ? { lastUpdated } : {}), entries },
    problems,
  };
}

/**
 * The state a parsed file holds, of which only the entries that are asked for are read: for a writer that changes one
 * task among many. Undefined when the shape is not a state's; {@link parseState} tells why.
 */
export function stateOnDemand(value: unknown): TaskState | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { manifest_hash: manifestHash, last_updated: lastUpdated, tasks = null } = value as Record<string, unknown>;
  if (typeof tasks !== 'object' || Array.isArray(tasks)) return undefined;
  return {
    ...(typeof manifestHash === 'string' && manifestHash ? { manifestHash } : {}),
    ...(typeof lastUpdated === 'string' && lastUpdated ? { lastUpdated } : {}),
    entries: new EntriesOnDemand((tasks ?? {}) as Record<string, unknown>, entryOf),
  };
}

/** What a merge left to a person; one of the two values stands. */
function undecided({ mark, taskId, path, field }: PlacedMark, state: unknown, file: string, locator: Locator): Problem {
  const stands = valueAt(state, field);
  const both = [mark.field, taskId ?? t('the file'), shown(mark.ours), shown(mark.theirs)] as const;
  return {
    severity: 'warning',
    kind: MERGE_CONFLICT,
    message: stands === undefined ? t('{0} of {1} was recorded in two ways that were merged: {2} on our side, {3} on theirs', ...both) : t('{0} of {1} was recorded in two ways that were merged: {2} on our side, {3} on theirs; {4} stands', ...both, shown(stands)),
    remedy: t('Choose one with the quick fix at this place, or all with vtm resolve-state --take ours or theirs.'),
    file,
    path,
    position: locator.value(path),
    ...(taskId === undefined ? {} : { taskId }),
    related: [{ file, position: locator.value(field), message: t('what stands') }],
  };
}

function notUnderstood(taskId: string, key: string, entry: unknown, file: string, locator: Locator): Problem {
  const path = ['tasks', taskId, key];
  return {
    severity: 'warning',
    kind: 'odd-value',
    message: t('{0} of {1} is {2}, which is read as absent', key, named(taskId), shown((entry as Record<string, unknown>)[key])),
    remedy: key.startsWith('acs_') ? t('Write a list of criterion ids.') : t('Write a text.'),
    file,
    path,
    position: locator.value(path),
    taskId,
  };
}

function entryOf(raw: unknown): StateEntry {
  return readEntry(raw) ?? noEntry(raw);
}

/** What stands in the place of an entry and is none. */
function noEntry(raw: unknown): StateEntry {
  return { status: 'unknown', rawStatus: typeof raw === 'string' ? raw : shown(raw), acsCompleted: [] };
}

/** Only `status` matters enough to be refused. The rest is read where it can be. */
function readEntry(given: unknown): StateEntry | undefined {
  if (!isObject(given)) return undefined;
  const rawStatus = given['status'] ?? 'pending';
  if (typeof rawStatus !== 'string') return undefined;
  const completed = texts(given['acs_completed']);
  const remaining = texts(given['acs_remaining']);
  const entry: { -readonly [Key in keyof StateEntry]: StateEntry[Key] } = {
    status: readStatus(rawStatus),
    rawStatus,
    acsCompleted: completed ?? [],
  };
  if (remaining) entry.acsRemaining = remaining;
  if (isText(given['started_at'])) entry.startedAt = given['started_at'];
  if (isText(given['completed_at'])) entry.completedAt = given['completed_at'];
  if (isText(given['notes'])) entry.notes = given['notes'];
  if (isText(given['blocked_reason'])) entry.blockedReason = given['blocked_reason'];
  let odd: string[] | undefined;
  for (const key of TEXT_KEYS) if (typeof given[key] !== 'string' && isThere(given[key])) (odd ??= []).push(key);
  if (!completed && isThere(given['acs_completed'])) (odd ??= []).push('acs_completed');
  if (!remaining && isThere(given['acs_remaining'])) (odd ??= []).push('acs_remaining');
  if (odd) entry.notUnderstood = odd;
  return entry;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const TEXT_KEYS = ['started_at', 'completed_at', 'notes', 'blocked_reason'];

/** A text that says something; any other value counts as absent. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}

/** A list of texts; `null` in it says nothing. */
function texts(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const said: readonly unknown[] = value.includes(null) ? value.filter((item) => item !== null) : value;
  return said.every((item) => typeof item === 'string') ? said : undefined;
}
