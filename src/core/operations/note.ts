import * as z from 'zod';
import { oneLine } from '../delegate/plainText';
import { ok } from '../result';
import type { TaskView } from '../snapshot';
import { stamp } from '../state/stamp';
import { applyChange, previewChange, type Change } from './change';
import { operation, taskInput } from './operation';

/** Adds a dated note to a task's entry; what was noted before stays. */
export const note = operation({
  id: 'note',
  title: 'Add a Note',
  summary: 'add a dated note to a task',
  effect: 'write',
  input: z.strictObject({ task: taskInput, text: z.string().trim().min(1).max(10_000).describe('The note') }),
  words: ['task', 'text'],
  preview: (world, input) => previewChange(world, change(input), `Add a note to ${oneLine(input.task)}`),
  run: (world, input) => applyChange(world, change(input)),
});

function change({ task, text }: { readonly task: string; readonly text: string }): Change {
  return {
    taskId: task,
    what: `note ${task}`,
    decide: (view, now) =>
      ok({
        patch: { taskId: view.task.id, set: { ...(view.entry ? {} : { status: 'pending' }), ...notePatch(view, text, now) }, lastUpdated: stamp(now) },
        said: 'the note is added',
        changes: [`note: ${text}`],
      }),
  };
}

/** The `notes` of an entry with one more line; nothing without a text. */
export function notePatch(view: TaskView, text: string | undefined, now: Date): { readonly notes?: string } {
  if (text === undefined) return {};
  const line = `${stamp(now)}: ${text.trim()}`;
  return { notes: view.entry?.notes === undefined ? line : `${view.entry.notes}\n${line}` };
}
