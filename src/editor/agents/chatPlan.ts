import { IMPLEMENTER_AGENT } from '../../core/delegate/commandLine';

/** How the chat is to be opened. */
export interface ChatPlan {
  /** A custom agent's exact name, or `agent`. */
  readonly mode: string;
  /** True: the prompt is put into the input and waits for Enter. */
  readonly isPartialQuery: boolean;
  /** One whole sentence on what the person sees. */
  readonly how: string;
}

/**
 * What to do with the chat, from what is known of it. It prefills unless everything speaks for submitting:
 * a query submitted to a chat that is not set up opens a sign-in that blocks (AGENT-APIS.md).
 */
export function chatPlan(input: {
  readonly isReady: boolean;
  /** Whether a fresh session was opened: into an old one nothing is submitted. */
  readonly isFresh: boolean;
  readonly submit: 'prefill' | 'submit';
  /** The name the person asked for, if any. */
  readonly wanted: string | undefined;
  /** Names of the custom agents that the editor knows. */
  readonly agents: readonly string[];
}): ChatPlan {
  const find = (name: string) => input.agents.find((agent) => agent.toLowerCase() === name.toLowerCase());
  const custom = (input.wanted === undefined ? undefined : find(input.wanted)) ?? find(IMPLEMENTER_AGENT);
  const isPartialQuery = !(input.isReady && input.isFresh && input.submit === 'submit');
  const to = custom ? `the chat, for the agent ${custom}` : 'the chat in agent mode';
  const how = isPartialQuery ? `The prompt is in the input of ${to}: press Enter there to send it.` : `The prompt was sent to ${to}.`;
  const missing = input.wanted !== undefined && find(input.wanted) === undefined ? ` There is no agent named ${input.wanted}.` : '';
  return { mode: custom ?? 'agent', isPartialQuery, how: how + missing };
}

/** The names in the answer of `workbench.action.chat.getHandoffs`; none when the answer has another shape. */
export function customAgentNames(answer: unknown): readonly string[] {
  if (!Array.isArray(answer)) return [];
  return answer.flatMap((item: unknown) => {
    const { name, isBuiltin, visibility } = (item ?? {}) as { name?: unknown; isBuiltin?: unknown; visibility?: { userInvocable?: unknown } };
    return typeof name === 'string' && isBuiltin !== true && visibility?.userInvocable !== false ? [name] : [];
  });
}
