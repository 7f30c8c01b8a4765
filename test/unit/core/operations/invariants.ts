import assert from 'node:assert/strict';
import { parseTree, type Node } from 'jsonc-parser';
import type { RawTask } from '../../../support/builders';

/** DESIGN section 3, "Transitions", written down once more. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  pending: ['in-progress', 'blocked', 'abandoned'],
  'in-progress': ['completed', 'blocked', 'pending', 'abandoned'],
  blocked: ['in-progress', 'pending', 'abandoned'],
  completed: ['in-progress'],
  abandoned: ['pending'],
};

/** The keys that operations write; all others are the person's. */
const OURS = ['status', 'started_at', 'completed_at', 'acs_completed', 'acs_remaining', 'notes', 'blocked_reason'];

export type Entry = Readonly<Record<string, unknown>>;

/** The entry of a task as the file holds it; undefined where there is none, or no object. */
export function entryIn(text: string | undefined, id: string): Entry | undefined {
  const { tasks } = JSON.parse(text?.replace(/^\ufeff/, '') ?? '{}') as { tasks?: Record<string, unknown> | null };
  const entry = tasks && Object.hasOwn(tasks, id) ? tasks[id] : undefined;
  return typeof entry === 'object' && entry !== null && !Array.isArray(entry) ? (entry as Entry) : undefined;
}

/** The status an entry stands for; `unknown` for a word that is none. */
export function statusIn(text: string | undefined, id: string): string {
  const { tasks } = JSON.parse(text?.replace(/^\ufeff/, '') ?? '{}') as { tasks?: Record<string, unknown> | null };
  if (!tasks || !Object.hasOwn(tasks, id)) return 'pending';
  const entry = entryIn(text, id);
  const word = entry === undefined ? undefined : (entry['status'] ?? 'pending');
  const status = typeof word === 'string' ? word.toLowerCase().replace(/[_ ]/g, '-') : '';
  return status in STEPS ? status : 'unknown';
}

/** A list of an entry as texts; `odd` where it is something else, which must never be lost. */
export function listIn(entry: Entry | undefined, key: string): readonly string[] | 'odd' {
  const value = entry?.[key] ?? [];
  if (!Array.isArray(value)) return 'odd';
  const said = value.filter((item) => item !== null);
  return said.every((item): item is string => typeof item === 'string') ? said : 'odd';
}

/** The ids of a task's criteria that these words stand for; words that stand for none are left out. */
export function meant(task: RawTask, words: readonly string[]): Set<string> {
  const ids = (task['acceptance_criteria'] as { id: string }[]).map(({ id }) => id);
  return new Set(words.map((word) => ids.find((id) => id.toLowerCase() === word.trim().toLowerCase() || Number(/^AC(\d+)$/i.exec(word.trim())?.[1]) === Number(id.slice(-2)))).filter((id) => id !== undefined));
}

export function criteriaOf(task: RawTask): Set<string> {
  return new Set((task['acceptance_criteria'] as { id: string }[]).map(({ id }) => id));
}

/** A step of a task's life is a legal one, and an unknown status stays what it is. */
export function checkStep(before: string | undefined, after: string | undefined, id: string): void {
  const [from, to] = [statusIn(before, id), statusIn(after, id)];
  assert.ok(from === to || STEPS[from]?.includes(to), `${id}: ${from} -> ${to}`);
  if (from === 'unknown') assert.deepEqual(entryIn(after, id), entryIn(before, id));
}

/** Done and remaining criteria have nothing in common, and together they are the manifest's. */
export function checkLists(text: string | undefined, task: RawTask): void {
  const entry = entryIn(text, task.task_id);
  const [done, left] = [listIn(entry, 'acs_completed'), listIn(entry, 'acs_remaining')];
  // Nothing is recorded over what is no list: only a note can have been added.
  if (left === 'odd') return assert.notEqual(statusIn(text, task.task_id), 'completed');
  // What is no list is kept: nothing is recorded beside it, so it can only be of a task that has nothing to record.
  if (done === 'odd') return assert.equal(criteriaOf(task).size, 0);
  const [isDone, isLeft] = [meant(task, done), meant(task, left)];
  assert.equal(isLeft.size, left.length, `what remains is of the manifest, each once: ${JSON.stringify(left)}`);
  for (const id of isDone) assert.ok(!isLeft.has(id), `${id} is done and remains`);
  assert.deepEqual(new Set([...isDone, ...isLeft]), criteriaOf(task));
}

/** A start is not after the end, and a step leaves an end with what is completed, and a reason with what is blocked. */
export function checkTimes(before: string | undefined, after: string | undefined, id: string): void {
  const { started_at: start, completed_at: end, blocked_reason: reason } = entryIn(after, id) ?? {};
  if (typeof start === 'string' && typeof end === 'string') assert.ok(start <= end, `${id}: ${start} to ${end}`);
  const status = statusIn(after, id);
  if (status === statusIn(before, id)) return;
  assert.equal(end !== undefined, status === 'completed', `${id} is ${status} and ended ${String(end)}`);
  assert.equal(reason !== undefined, status === 'blocked', `${id} is ${status} because ${String(reason)}`);
  if (status === 'in-progress') assert.ok(start !== undefined, `${id} is in progress since never`);
}

/** What a change must leave as it is: other entries, unknown keys, and what was not understood, each to the byte. */
export function checkUntouched(before: string, after: string, id: string): void {
  const [old, now] = [members(root(before)), members(root(after))];
  assert.deepEqual(slices(now, after, ['tasks', 'last_updated']), slices(old, before, ['tasks', 'last_updated']));
  const [oldTasks, nowTasks] = [valueOf(old, 'tasks'), valueOf(now, 'tasks')];
  assert.deepEqual(slices(members(nowTasks), after, [id]), slices(members(oldTasks), before, [id]));
  const [oldEntry, nowEntry] = [valueOf(members(oldTasks), id), valueOf(members(nowTasks), id)];
  assert.deepEqual(slices(members(nowEntry), after, OURS), slices(members(oldEntry), before, OURS));
  const kept = entryIn(before, id);
  for (const key of ['acs_completed', 'acs_remaining', 'notes', 'blocked_reason']) {
    const value = kept?.[key];
    if (value === undefined || value === null || typeof value === 'string' || (key.startsWith('acs_') && listIn(kept, key) !== 'odd')) continue;
    assert.deepEqual(entryIn(after, id)?.[key], value, `${key} was not understood, and is gone`);
  }
  if (oldEntry && valueOf(old, 'last_updated')) assert.equal(around(after, now, nowEntry), around(before, old, oldEntry));
}

/** The text without the entry and without the time of the last update: not one byte of it changes. */
function around(text: string, top: readonly Node[], entry: Node | undefined): string {
  const parts = [entry, valueOf(top, 'last_updated')].filter((node) => node !== undefined).sort((a, b) => b.offset - a.offset);
  return parts.reduce((rest, { offset, length }) => `${rest.slice(0, offset)}·${rest.slice(offset + length)}`, text);
}

function root(text: string): Node | undefined {
  // A byte order mark is no JSON; one blank takes its place, so that offsets stay.
  return parseTree(text.replace(/^\ufeff/, ' '));
}

function members(object: Node | undefined): readonly Node[] {
  return object?.type === 'object' ? (object.children ?? []) : [];
}

function valueOf(nodes: readonly Node[], key: string): Node | undefined {
  return nodes.findLast(({ children }) => children?.[0]?.value === key)?.children?.[1];
}

function slices(nodes: readonly Node[], text: string, without: readonly string[]): readonly string[] {
  return nodes.filter(({ children }) => !without.includes(String(children?.[0]?.value))).map(({ offset, length }) => text.slice(offset, offset + length));
}
