import { stat } from 'node:fs/promises';
import type { StateEntry } from '../../core/state/taskState';
import { readTextFile } from '../textFile';
import { clauseOf, entryOfTask, readStateText } from './stateText';

/** What another working tree's state file holds for the task that is worked on there. */
export interface WorktreeState {
  readonly entry?: StateEntry;
  readonly problem?: string;
}

/** Reads the entry of a task out of a file on disk; nothing is read again while the file stands as it stood. */
export type WorktreeStates = (file: string, taskId: string, maxFileBytes: number) => Promise<WorktreeState>;

/** A file younger than this may have been written again within the same tick of its clock, in ms. */
const SETTLED_MS = 2_000;

/** Of more files than this, all are read again: it is a bound and no more. */
const MOST_KEPT = 500;

export function createWorktreeStates(): WorktreeStates {
  const known = new Map<string, { readonly stamp: string; readonly state: WorktreeState }>();
  return async (file, taskId, maxFileBytes) => {
    const key = JSON.stringify([file, taskId, maxFileBytes]);
    const stats = await stat(file, { bigint: true }).catch(() => undefined);
    if (!stats) return {};
    const stamp = `${stats.mtimeNs}:${stats.ctimeNs}:${stats.size}:${stats.ino}`;
    const last = known.get(key);
    if (last?.stamp === stamp) return last.state;
    const state = await read(file, taskId, maxFileBytes);
    if (known.size >= MOST_KEPT) known.clear();
    const isSettled = Date.now() - Number(stats.mtimeMs) > SETTLED_MS;
    if (isSettled) known.set(key, { stamp, state });
    else known.delete(key);
    return state;
  };
}

async function read(file: string, taskId: string, maxFileBytes: number): Promise<WorktreeState> {
  const text = await readTextFile(file, maxFileBytes);
  if (text.kind === 'missing') return {};
  if (text.kind === 'unreadable') return { problem: clauseOf(text.message) };
  const read = readStateText(text.text);
  if ('problem' in read) return read;
  const entry = entryOfTask(read.state, taskId);
  return entry ? { entry } : {};
}
