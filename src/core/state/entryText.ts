import { membersOf, skipSpace, type Member, type ObjectRange } from '../json/members';
import { applied, lastMember, removal } from '../json/textEdit';

/** A task's entry in the text of a state file, to the byte; undefined where there is none. */
export function entryTextOf(text: string, taskId: string): string | undefined {
  const entry = find(text, taskId)?.entry;
  return entry && text.slice(entry.start, entry.end);
}

/**
 * The text with another entry of a task, or without it. Everything else stays, `last_updated` too: it says when the
 * others' changes were made.
 *
 * @returns undefined where the text has no such entry
 */
export function withEntryText(text: string, taskId: string, entryText: string | undefined): string | undefined {
  const found = find(text, taskId);
  if (!found) return undefined;
  const { tasks, entry } = found;
  return applied(text, entryText === undefined ? removal(tasks, taskId) : { start: entry.start, end: entry.end, text: entryText });
}

function find(text: string, taskId: string): { readonly tasks: ObjectRange; readonly entry: Member } | undefined {
  const start = skipSpace(text, 0);
  if (text.charAt(start) !== '{') return undefined;
  let tasks: ObjectRange | undefined;
  membersOf(text, start, (key, at) => {
    if (key !== 'tasks') return undefined;
    tasks = text.charAt(at) === '{' ? membersOf(text, at) : undefined;
    return tasks?.end;
  });
  const entry = tasks && lastMember(tasks, taskId);
  return tasks && entry && { tasks, entry };
}
