import { t } from '../../core/words';
/** How the chat is to be opened. */
export interface ChatPlan {
  /** What `workbench.action.chat.open` takes for its mode: a custom agent's exact name or its URI, or `agent`. */
  readonly mode: string;
  /** True: the prompt is put into the input and waits for Enter. */
  readonly isPartialQuery: boolean;
  /** One whole sentence on what the person sees. */
  readonly how: string;
}

/** A custom agent that the editor knows. */
export interface KnownAgent {
  readonly name: string;
  /** Its file's URI, as the editor writes it. */
  readonly id: string;
  /** Whether this extension brings it. */
  readonly isOurs: boolean;
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
  /** The agent of the spec that the prompt is for, which is taken where the one asked for is not there. */
  readonly role: string;
  readonly agents: readonly KnownAgent[];
}): ChatPlan {
  const { agents, wanted, role } = input;
  const custom = (wanted === undefined ? undefined : agentNamed(wanted, agents)) ?? agentNamed(role, agents);
  const isPartialQuery = !(input.isReady && input.isFresh && input.submit === 'submit');
  const missing = wanted !== undefined && agentNamed(wanted, agents) === undefined ? t('There is no agent named {0}.', wanted) : undefined;
  const how = [howText(custom?.name, isPartialQuery), ...(missing === undefined ? [] : [missing])].join(' ');
  return { mode: custom ? modeOf(custom, agents) : 'agent', isPartialQuery, how };
}

function howText(agent: string | undefined, isPartialQuery: boolean): string {
  if (agent === undefined) return isPartialQuery ? t('The prompt is in the input of the chat in agent mode: press Enter there to send it.') : t('The prompt was sent to the chat in agent mode.');
  return isPartialQuery ? t('The prompt is in the input of the chat, for the agent {0}: press Enter there to send it.', agent) : t('The prompt was sent to the chat, for the agent {0}.', agent);
}

/** The agent of this name: one of the project or the person before one that this extension brings. */
function agentNamed(name: string, agents: readonly KnownAgent[]): KnownAgent | undefined {
  const named = agents.filter((agent) => agent.name.toLowerCase() === name.toLowerCase());
  return named.find(({ isOurs }) => !isOurs) ?? named[0];
}

/** Of two agents with one name the editor takes whichever it found first, so such an agent is named by its URI. */
function modeOf(agent: KnownAgent, agents: readonly KnownAgent[]): string {
  return agents.some((other) => other !== agent && other.name === agent.name) ? agent.id : agent.name;
}

/**
 * The agents in the answer of `workbench.action.chat.getHandoffs`; none when the answer has another shape.
 *
 * @param isOurs whether the file with this URI belongs to this extension
 */
export function customAgents(answer: unknown, isOurs: (uri: string) => boolean): readonly KnownAgent[] {
  if (!Array.isArray(answer)) return [];
  return answer.flatMap((item: unknown) => {
    const { id, name, isBuiltin, visibility } = (item ?? {}) as { id?: unknown; name?: unknown; isBuiltin?: unknown; visibility?: { userInvocable?: unknown } };
    if (typeof name !== 'string' || isBuiltin === true || visibility?.userInvocable === false) return [];
    const uri = typeof id === 'string' ? id : name;
    return [{ name, id: uri, isOurs: isOurs(uri) }];
  });
}
