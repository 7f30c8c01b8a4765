import { readJson } from '../../core/json/read';
import { stateOnDemand } from '../../core/state/parse';
import type { StateEntry, TaskState } from '../../core/state/taskState';
import { t } from '../../core/words';
import { withoutBom } from '../textFile';

/** A state file of a branch: the state, or why it can't be read, in one clause. */
export type StateText = { readonly state: TaskState } | { readonly problem: string };

/** Reads a state file of which one entry is wanted, or a few: parsing it whole is quick, reading all entries is not. */
export function readStateText(given: string): StateText {
  const text = withoutBom(given);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const json = readJson(text, t('the state file'));
    return { problem: json.ok ? t('it is not valid JSON') : clauseOf(json.error.message) };
  }
  const state = stateOnDemand(value);
  return state ? { state } : { problem: t('it does not have the form of a state file') };
}

/** The entry of a task: its own, else one whose id differs in case alone. */
export function entryOfTask(state: TaskState, taskId: string): StateEntry | undefined {
  const own = state.entries.get(taskId);
  if (own) return own;
  const wanted = taskId.toLowerCase();
  for (const id of state.entries.keys()) if (id.toLowerCase() === wanted) return state.entries.get(id);
  return undefined;
}

/** A message of one sentence as a part of another one. */
export function clauseOf(message: string): string {
  return /^[A-Z][a-z]/.test(message) ? message.charAt(0).toLowerCase() + message.slice(1) : message;
}
