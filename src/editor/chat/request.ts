import { nearestOf } from '../../core/nearest';
import type { Snapshot } from '../../core/snapshot';

/** The task that a person's words name; `near` are the ids most like them, where they are none. */
export interface NamedTask {
  readonly taskId?: string;
  readonly near: readonly string[];
}

/**
 * Finds the task in what was written behind a command, or in a sentence: an id as it is, with punctuation around it, or
 * in other case. A sentence that names none is near to nothing; one word that is no id may be a slip.
 */
export function taskNamedIn(prompt: string, { byId }: Pick<Snapshot, 'byId'>): NamedTask {
  const whole = prompt.trim();
  if (whole === '') return { near: [] };
  if (byId.has(whole)) return { taskId: whole, near: [] };
  const words = whole.slice(0, 5000).split(/\s+/).flatMap((word) => [word, word.replace(/^[^\p{L}\p{N}_]+|[^\p{L}\p{N}_]+$/gu, '')]);
  const exact = words.find((word) => byId.has(word));
  if (exact !== undefined) return { taskId: exact, near: [] };
  const wanted = new Set(words.filter((word) => word !== '').map((word) => word.toLowerCase()));
  for (const id of byId.keys()) if (wanted.has(id.toLowerCase())) return { taskId: id, near: [] };
  return { near: /\s/.test(whole) ? [] : nearestOf(whole, [...byId.keys()], 3) };
}
