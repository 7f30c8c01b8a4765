import * as z from 'zod';
import type { Refusal } from '../ports';
import { ok, type Result } from '../result';
import type { TaskView } from '../snapshot';
import { stamp } from '../state/stamp';
import type { Decided } from './change';
import { changeOperation, type OwnChange } from './changeOperation';
import { noteInput, taskInput } from './operation';

/** Adds a dated note to a task's entry; what was noted before stays. */
export const note = changeOperation({
  id: 'note',
  title: 'Add a Note',
  summary: 'add a dated note to a task',
  input: () => z.strictObject({ task: taskInput, text: noteInput }),
  words: ['task', 'text'],
  change,
});

function change({ task, text }: { readonly task: string; readonly text: string }): OwnChange {
  return {
    taskId: task,
    title: (view) => `Add a note to ${view.task.id}`,
    decide: (view, now) => noteOnly(view, text, now),
  };
}

/** Adds a note and nothing else. `before`: what is said of the rest, which was so before. */
export function noteOnly(view: TaskView, text: string | undefined, now: Date, before?: string): Result<Decided, Refusal> {
  const noted = notePatch(view, text, now);
  if (noted.notes === undefined) return ok({ said: before ?? 'the note was recorded before' });
  const set = { ...(view.entry ? {} : { status: 'pending' }), ...noted };
  return ok({ patch: { taskId: view.task.id, set, lastUpdated: stamp(now) }, said: before === undefined ? 'the note is added' : `${before}, and the note is added` });
}

/** The `notes` of an entry with one more dated line; nothing without a text, or when it was the last thing noted. */
export function notePatch(view: TaskView, text: string | undefined, now: Date): { readonly notes?: string } {
  if (text === undefined) return {};
  const before = view.entry?.notes;
  if (before === undefined) return { notes: `${stamp(now)}: ${text}` };
  return isLast(before, text) ? {} : { notes: `${before}\n${stamp(now)}: ${text}` };
}

/** A call that is repeated, since its answer was lost, must not note the same twice. */
function isLast(notes: string, text: string): boolean {
  return notes.endsWith(text) && /(?:^|\n)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ: $/.test(notes.slice(0, -text.length).slice(-24));
}
