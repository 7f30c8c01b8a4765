import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DEFAULT_SETTINGS } from '../../src/core/settings';
import { manifest, task } from '../support/builders';

export const TASK = 'SHARED--T01';
const LOCK_NAME = '.task-state.json.lock';

const { manifestPath, statePath } = DEFAULT_SETTINGS;

/** A backlog on disk: one task in progress whose criteria are the marks that writers may tick, and another beside it. */
export function makeBacklog(root: string, marks: readonly string[], more: Record<string, unknown> = {}): void {
  const shared = {
    task_id: TASK,
    acceptance_criteria: marks.map((id) => ({ id, text: id })),
    related_specs: [],
    test_verification: [],
  };
  const state = {
    last_updated: '2026-01-01T00:00:00Z',
    ...more,
    tasks: {
      [TASK]: { status: 'in-progress', started_at: '2026-01-01T00:00:00Z', acs_completed: [], acs_remaining: marks },
      'OTHER--T01': { status: 'pending', kept: '1.0' },
    },
  };
  write(join(root, manifestPath), manifest([task(shared), task({ task_id: 'OTHER--T01' })]));
  write(join(root, statePath), state);
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
