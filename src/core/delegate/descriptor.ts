import * as z from 'zod';
import { err, ok, type Result } from '../result';
import { t } from '../words';

const text = z.string().max(32_768).refine((value) => !value.includes('\0'), { error: () => t('must not hold a NUL character') });
const label = text.min(1).max(100);
const program = text
  .min(1, { error: () => t('the program must not be empty') })
  .refine((value) => !/\{[A-Z_]+\}/.test(value), { error: () => t('the program must be written out; placeholders may only stand in its arguments') });
const argv = z.tuple([program], text).refine((value) => value.length <= 256, { error: () => t('takes at most 256 arguments') });

/** An argument vector of the person's own settings. Never a shell string (DESIGN section 6). */
export const customAgentSchema = z.strictObject({ kind: z.literal('custom'), label: label.optional(), argv });

/** One way to hand a prompt to an agent: JSON-safe, remembered as it is, and checked again at dispatch. */
const agentDescriptorSchema = z.discriminatedUnion('kind', [
  /** The editor's chat; `agent` is the name of a custom agent. */
  z.strictObject({ kind: z.literal('chat'), agent: label.optional() }),
  z.strictObject({ kind: z.literal('claude-extension') }),
  z.strictObject({ kind: z.literal('command-line'), agent: z.enum(['claude', 'copilot', 'codex']) }),
  customAgentSchema,
  z.strictObject({ kind: z.literal('clipboard') }),
]);

export type AgentDescriptor = z.infer<typeof agentDescriptorSchema>;
export type ProcessDescriptor = Extract<AgentDescriptor, { kind: 'command-line' | 'custom' }>;

/** Reads a descriptor that comes from storage or settings; the error is a sentence without a full stop. */
export function parseDescriptor(value: unknown): Result<AgentDescriptor, string> {
  const parsed = agentDescriptorSchema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  return err(`${issue?.path.length ? `${issue.path.join('.')}: ` : ''}${issue?.message ?? t('not an agent')}`);
}

export interface AgentDescription {
  readonly label: string;
  readonly detail: string;
  /** A codicon's name. */
  readonly icon: string;
}

const COMMAND_LINE: Readonly<Record<'claude' | 'copilot' | 'codex', string>> = {
  claude: 'Claude Code',
  copilot: 'Copilot CLI',
  codex: 'Codex CLI',
};

/** How an agent is named to a person. */
export function describeAgent(descriptor: AgentDescriptor): AgentDescription {
  switch (descriptor.kind) {
    case 'chat':
      return {
        label: descriptor.agent ? t('Chat: {0}', descriptor.agent) : t('Chat'),
        detail: t('The editor\'s own chat, with the task\'s documents attached'),
        icon: 'comment-discussion',
      };
    case 'claude-extension':
      return { label: t('Claude Code extension'), detail: t('A new session in the Claude Code panel'), icon: 'sparkle' };
    case 'command-line':
      return { label: COMMAND_LINE[descriptor.agent], detail: t('The command {0} in a terminal', descriptor.agent), icon: 'terminal' };
    case 'custom':
      return {
        label: descriptor.label ?? descriptor.argv[0],
        detail: t('Your own command: {0}', descriptor.argv.map((part) => JSON.stringify(part)).join(' ')),
        icon: 'gear',
      };
    case 'clipboard':
      return { label: t('Clipboard'), detail: t('Copy the prompt and open it, to paste wherever you like'), icon: 'clippy' };
  }
}

/** Whether two descriptors mean the same way of launching. */
export function sameAgent(a: AgentDescriptor, b: AgentDescriptor): boolean {
  return agentKey(a) === agentKey(b);
}

/** A text that is equal for equal agents, whatever the order of their keys. */
function agentKey(descriptor: AgentDescriptor): string {
  switch (descriptor.kind) {
    case 'chat':
      return JSON.stringify(['chat', descriptor.agent ?? null]);
    case 'command-line':
      return JSON.stringify(['command-line', descriptor.agent]);
    case 'custom':
      return JSON.stringify(['custom', descriptor.label ?? null, ...descriptor.argv]);
    default:
      return JSON.stringify([descriptor.kind]);
  }
}
