import { OPERATIONS } from '../../core/operations/table';
import type { Operation } from '../../core/operations/operation';
import { BLOCKED, CHECK, EXPLAIN, PULSE, readiness, REVEAL, START, words, type Render } from './reply';

/** One command of the participant: a row runs the operation and shows its answer. No model is asked. */
export interface ChatCommand {
  readonly name: string;
  /** Id of the operation behind it. */
  readonly operation: string;
  /** What may stand behind the command: a key of the operation's input. */
  readonly takes?: 'task' | 'slice';
  /** Without a task that is named, the next one is meant. */
  readonly needsTask?: true;
  readonly render: Render;
}

export const NEXT_COMMAND: ChatCommand = { name: 'next', operation: 'next', render: words(START, EXPLAIN, REVEAL) };
export const EXPLAIN_COMMAND: ChatCommand = { name: 'explain', operation: 'explain', takes: 'task', needsTask: true, render: words(REVEAL, CHECK) };

/** The commands, as `contributes.chatParticipants` declares them. */
export const CHAT_COMMANDS: readonly ChatCommand[] = [
  NEXT_COMMAND,
  { name: 'pulse', operation: 'pulse', render: words(PULSE) },
  { name: 'status', operation: 'status', render: words(PULSE) },
  { name: 'blocked', operation: 'blocked', render: words(BLOCKED) },
  EXPLAIN_COMMAND,
  { name: 'start', operation: 'check', takes: 'task', render: readiness },
  { name: 'check', operation: 'check', takes: 'task', render: readiness },
  { name: 'plan', operation: 'plan', takes: 'slice', render: words(PULSE) },
];

/** The command of this name, or undefined. */
export function chatCommand(name: string | undefined): ChatCommand | undefined {
  return CHAT_COMMANDS.find((command) => command.name === name);
}

/** The operation behind a command; undefined only where the table lacks it, which a test forbids. */
export function operationOf({ operation }: Pick<ChatCommand, 'operation'>): Operation | undefined {
  return OPERATIONS.find(({ id }) => id === operation);
}
