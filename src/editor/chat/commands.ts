import { OPERATIONS } from '../../core/operations/table';
import type { Operation } from '../../core/operations/operation';
import { BLOCKED, CHECK, EXPLAIN, PULSE, readiness, REVEAL, START, words, type Render } from './reply';

/** One command of the participant: a row runs the operation and shows its answer. No model is asked. */
export interface ChatCommand {
  readonly name: string;
  /** Id of the operation behind it. */
  readonly operation: string;
  /** `required`: the operation needs one, so without one that is named the next task is meant. */
  readonly task?: 'optional' | 'required';
  readonly render: Render;
}

export const NEXT_COMMAND: ChatCommand = { name: 'next', operation: 'next', render: words(START, EXPLAIN, REVEAL) };
export const EXPLAIN_COMMAND: ChatCommand = { name: 'explain', operation: 'explain', task: 'required', render: words(REVEAL, CHECK) };

/** The commands, as `contributes.chatParticipants` declares them. */
export const CHAT_COMMANDS: readonly ChatCommand[] = [
  NEXT_COMMAND,
  { name: 'pulse', operation: 'pulse', render: words(PULSE) },
  { name: 'status', operation: 'status', render: words(PULSE) },
  { name: 'blocked', operation: 'blocked', render: words(BLOCKED) },
  EXPLAIN_COMMAND,
  { name: 'start', operation: 'check', task: 'optional', render: readiness('start') },
  { name: 'check', operation: 'check', task: 'optional', render: readiness('look') },
  { name: 'plan', operation: 'plan', render: words(PULSE) },
];

/** The command of this name, or undefined. */
export function chatCommand(name: string | undefined): ChatCommand | undefined {
  return CHAT_COMMANDS.find((command) => command.name === name);
}

/** The operation behind a command; undefined only where the table lacks it, which a test forbids. */
export function operationOf({ operation }: Pick<ChatCommand, 'operation'>): Operation | undefined {
  return OPERATIONS.find(({ id }) => id === operation);
}
