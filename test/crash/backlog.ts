import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { manifest, task } from '../support/builders';

/** Tasks that all writers work on at once. */
const TASKS = ['SHARED--T00', 'SHARED--T01', 'SHARED--T02', 'SHARED--T03'];

/** The task whose criterion a mark is; marks end with a number. */
export function taskOf(mark: string): string {
  return TASKS[Number(/\d+$/.exec(mark)?.[0]) % TASKS.length] ?? '';
}
const LOCK_NAME = '.task-state.json.lock';

const { manifestPath, statePath } = DEFAULT_SETTINGS;

/** A backlog on disk: tasks in progress whose criteria are the marks that writers may tick, and another beside them. */
export function makeBacklog(root: string, marks: readonly string[], more: Record<string, unknown> = {}): void {
  const criteria = (id: string) => marks.filter((mark) => taskOf(mark) === id);
  const shared = TASKS.map((id) =>
    task({ task_id: id, acceptance_criteria: criteria(id).map((mark) => ({ id: mark, text: mark })), related_specs: [], test_verification: [] }),
  );
  const entries = TASKS.map((id) => [
    id,
    { status: 'in-progress', started_at: '2026-01-01T00:00:00Z', acs_completed: [], acs_remaining: criteria(id) },
  ]);
  const tasks = { ...Object.fromEntries(entries), 'OTHER--T01': { status: 'pending', kept: '1.0' } } as object;
  write(join(root, manifestPath), manifest([...shared, task({ task_id: 'OTHER--T01' })]));
  write(join(root, statePath), { last_updated: '2026-01-01T00:00:00Z', ...more, tasks });
}

function write(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}

export function statePathOf(root: string): string {
  return join(root, statePath);
}

export function lockPathOf(root: string): string {
  return join(dirname(statePathOf(root)), LOCK_NAME);
}

export interface ReadState {
  readonly by_hand?: readonly number[];
  readonly tasks: Readonly<Record<string, { readonly acs_completed?: readonly string[]; readonly kept?: string }>>;
}

/** Throws where the file can't be parsed. */
export function readState(root: string): ReadState {
  return JSON.parse(readFileSync(statePathOf(root), 'utf8')) as ReadState;
}

/** All marks that are recorded as done, in no order. */
export function recordedMarks({ tasks }: ReadState): readonly string[] {
  return Object.values(tasks).flatMap(({ acs_completed }) => acs_completed ?? []);
}
