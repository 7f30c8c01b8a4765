import type { Snapshot } from '../../core/snapshot';
import { chatCommand, EXPLAIN_COMMAND, NEXT_COMMAND, type ChatCommand } from './commands';
import { taskNamedIn, type NamedTask } from './request';

/** What is asked of which backlog. */
export interface Question<Of> {
  readonly command: ChatCommand;
  readonly backlog: Of | undefined;
  /** The task, or the slice, that was named; what was written in its place, where there is none. */
  readonly subject?: string;
  /** Ids that may have been meant. */
  readonly near: readonly string[];
  /** Asked in a sentence, without a command. */
  readonly isFree: boolean;
}

/**
 * The command, the task and the backlog that a request means. A task is looked for in the active backlog first, then in
 * the others; a sentence that names one asks why it is next or not, another asks what is next.
 */
export function questionOf<Of extends { readonly snapshot: Snapshot }>(
  { command: name, prompt }: { readonly command?: string | undefined; readonly prompt: string },
  { all, active }: { readonly all: readonly Of[]; readonly active: Of | undefined },
): Question<Of> {
  const ordered = active ? [active, ...all.filter((one) => one !== active)] : all;
  const looked = ordered.map((backlog): { backlog: Of; named: NamedTask } => ({ backlog, named: taskNamedIn(prompt, backlog.snapshot) }));
  const hit = looked.find(({ named }) => named.taskId !== undefined);
  const taskId = hit?.named.taskId;
  const asked = chatCommand(name);
  const command = asked ?? (taskId === undefined ? NEXT_COMMAND : EXPLAIN_COMMAND);
  const isFree = !asked;
  if (command.takes === 'task' && taskId !== undefined) return { command, backlog: hit?.backlog, subject: taskId, near: [], isFree };
  const written = command.takes === undefined ? '' : prompt.trim();
  const near = command.takes === 'task' ? (looked[0]?.named.near ?? []) : [];
  return { command, backlog: active, ...(written === '' ? {} : { subject: written }), near, isFree };
}
