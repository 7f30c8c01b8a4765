import { oneLine } from '../delegate/plainText';
import { unreadDocuments } from '../context/coverage';
import type { Workplace } from '../ports';
import type { TaskView } from '../snapshot';
import type { World } from './world';

/** Something that does not stop an operation and must be known. */
export interface Warning {
  /** Full code: `WARN::INCOMPLETE-CONTEXT-READ::MONEY--T02`. */
  readonly code: string;
  readonly message: string;
}

/** `WARN::…: message`. */
export function warningText({ code, message }: Warning): string {
  return `${oneLine(code)}: ${message}`;
}

/** Says which documents of a task were not read whole through the `context` operation (spec, "Context reading"). */
export async function contextWarnings(world: World, view: TaskView, place: Workplace): Promise<readonly Warning[]> {
  const unread = await unreadDocuments(world, view.task, place);
  if (unread.length === 0) return [];
  const listed = unread.slice(0, 5).map(oneLine).join(', ');
  const more = unread.length > 5 ? ` and ${unread.length - 5} more` : '';
  return [
    {
      code: `WARN::INCOMPLETE-CONTEXT-READ::${view.task.id}`,
      message: `there is no record that ${listed}${more} ${unread.length === 1 ? 'was' : 'were'} read whole. Read with context what you have not read.`,
    },
  ];
}
