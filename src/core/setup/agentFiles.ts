import { frontMatterOf } from './frontMatter';

/** The agents that the extension ships and sets up, with what they may not do where that is said by exclusion. */
export const SETUP_AGENTS = [
  { name: 'task-implementer', writes: true },
  { name: 'task-batch-coordinator', writes: false },
  { name: 'orchestrator', writes: false },
] as const;

export type SetupAgentName = (typeof SETUP_AGENTS)[number]['name'];

/** The skill that the extension ships and sets up. */
export const SETUP_SKILL = 'record-progress';

/** The name of our MCP server in every program's settings; agents' tools are named after it. */
export const SERVER_NAME = 'orchestrator';

/** Claude Code's words for the tools that change files. */
const CLAUDE_WRITING_TOOLS = 'Edit, Write, NotebookEdit';

/**
 * A shipped agent as Claude Code, and VS Code from `.claude/agents`, read it. It names no tools: a list would keep
 * our own from it in one of the two programs. An agent that must not write is denied the tools that do.
 *
 * @throws when the shipped file has no front matter
 */
export function claudeAgent(shipped: string, agent: (typeof SETUP_AGENTS)[number]): string {
  const { head, body } = parsed(shipped);
  const denied = agent.writes ? '' : `disallowedTools: ${CLAUDE_WRITING_TOOLS}\n`;
  return `---\nname: ${agent.name}\ndescription: ${head.get('description') ?? ''}\n${denied}model: inherit\n---\n${body}`;
}

/** A shipped agent for `.github/agents`: it may also use the tools of our MCP server, which is what Copilot CLI has. */
export function githubAgent(shipped: string): string {
  const { head, body } = parsed(shipped);
  const tools = (head.get('tools') ?? '[]').replace(/\]$/, `, '${SERVER_NAME}/*']`);
  return `---\nname: ${head.get('name') ?? ''}\ndescription: ${head.get('description') ?? ''}\ntools: ${tools}\n---\n${body}`;
}

function parsed(shipped: string) {
  const found = frontMatterOf(shipped);
  if (!found) throw new Error('a shipped agent has no front matter');
  return found;
}
