import { cut } from '../cut';
import { criterionFinder } from '../manifest/criteria';
import type { TaskView } from '../snapshot';
import type { JsonValue, StatePatch } from '../state/patch';

/** What a patch changes in a task's entry, a line for each: `AC02: open -> done (…)`, `status: pending -> blocked`. */
export function changeLines(view: TaskView, { set, remove = [] }: StatePatch): readonly string[] {
  const { entry } = view;
  const old: Readonly<Record<string, string | undefined>> = {
    status: view.status,
    started_at: entry?.startedAt,
    completed_at: entry?.completedAt,
    blocked_reason: entry?.blockedReason,
    notes: entry?.notes,
  };
  const written = Object.entries(set).flatMap(([key, value]) => {
    if (key === 'acs_completed') return tickLines(view, value);
    if (key === 'acs_remaining') return [];
    if (typeof value !== 'string' || value === old[key]) return [];
    if (key === 'notes') return [`note: ${cut(value.slice(old['notes'] === undefined ? 0 : old['notes'].length).trim())}`];
    return [`${key}: ${old[key] === undefined ? '' : `${cut(old[key])} -> `}${cut(value)}`];
  });
  const gone = remove.filter((key) => old[key] !== undefined || entry?.notUnderstood?.includes(key));
  return [...written, ...gone.map((key) => `${key} is removed${old[key] === undefined ? '' : ` (${cut(old[key])})`}`)];
}

function tickLines({ task, criteria }: TaskView, recorded: JsonValue): readonly string[] {
  const find = criterionFinder(task);
  const done = new Set((Array.isArray(recorded) ? (recorded as readonly JsonValue[]) : []).map((id) => (typeof id === 'string' ? find(id)?.id : undefined)));
  const told = new Set<string>();
  return criteria.flatMap(({ id, text, isDone }) => {
    if (isDone === done.has(id) || told.has(id)) return [];
    told.add(id);
    return [isDone ? `${id}: done -> open` : `${id}: open -> done (${cut(text, 200)})`];
  });
}
