import { t } from '../words';
import { claudeAgent, githubAgent, SETUP_AGENTS, SETUP_SKILL, type SetupAgentName } from './agentFiles';
import { mergeCodexToml } from './codexToml';
import type { Merge, ServerCommand } from './merge';
import { mergeMcpJson } from './mcpJson';

/** What a person can pick; `said` is its label and what it is for. */
export const SETUP_PARTS = [
  { id: 'claude-agents', said: () => [t('Agents in .claude/agents'), t('For Claude Code and for VS Code, which reads them too')], isDefault: true },
  { id: 'skill', said: () => [t('Skill {0} in .claude/skills', SETUP_SKILL), t('How progress is recorded, for every agent that reads skills')], isDefault: true },
  { id: 'mcp-json', said: () => [t('MCP server in .mcp.json'), t('For Claude Code and Copilot CLI. VS Code keeps to its built-in tools')], isDefault: true },
  { id: 'codex', said: () => [t('MCP server in .codex/config.toml'), t('For Codex, once it trusts this project')], isDefault: true },
  { id: 'github-agents', said: () => [t('Agents in .github/agents'), t('For Copilot CLI and GitHub. With .claude/agents beside it, VS Code lists each agent twice')], isDefault: false },
] as const;

export type SetupPartId = (typeof SETUP_PARTS)[number]['id'];

/** What is known of one path before anything is written. */
export type FileBefore =
  | { readonly kind: 'missing' }
  /** With its byte order mark. */
  | { readonly kind: 'text'; readonly text: string }
  /** There, and not to be touched; `why` is a sentence without its full stop. */
  | { readonly kind: 'unreadable'; readonly why: string };

export interface PlannedFile {
  readonly part: SetupPartId;
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  /** `new` and `merged` are written; the others are left: in place already, the person's own, or in conflict with ours. */
  readonly kind: 'new' | 'merged' | 'unchanged' | 'kept' | 'conflict';
  /** Undefined when there is no such file. */
  readonly before: string | undefined;
  /** As it stands after the set-up. Undefined where a file can't be read. */
  readonly after: string | undefined;
  /** Of a file that is kept or in conflict: a sentence without its full stop. */
  readonly why?: string;
}

export interface SetupInput {
  /** The shipped files' texts. */
  readonly agents: Readonly<Record<SetupAgentName, string>>;
  readonly skill: string;
  readonly server: ServerCommand;
  /** The project's agents by name, each with its path. */
  readonly ownAgents: readonly { readonly name: string; readonly path: string }[];
  file(path: string): FileBefore;
}

const AGENT_FOLDERS = { 'claude-agents': '.claude/agents', 'github-agents': '.github/agents' } as const;

/** All paths that a plan may look at. */
export const SETUP_PATHS: readonly string[] = [
  ...SETUP_AGENTS.flatMap(({ name }) => [`.claude/agents/${name}.md`, `.github/agents/${name}.agent.md`]),
  `.claude/skills/${SETUP_SKILL}/SKILL.md`,
  '.mcp.json',
  '.codex/config.toml',
];

/** Plans all parts; nothing of the person's is ever planned to be overwritten. The same input after it was applied plans nothing. */
export function planSetup(input: SetupInput): readonly PlannedFile[] {
  return [
    ...agentFiles(input, 'claude-agents'),
    whole(input, 'skill', `.claude/skills/${SETUP_SKILL}/SKILL.md`, input.skill),
    merged(input, 'mcp-json', '.mcp.json', mergeMcpJson),
    merged(input, 'codex', '.codex/config.toml', mergeCodexToml),
    ...agentFiles(input, 'github-agents'),
  ];
}

/** The files of a plan that are written. */
export function filesToWrite(plan: readonly PlannedFile[]): readonly (PlannedFile & { readonly after: string })[] {
  return plan.filter((file): file is PlannedFile & { readonly after: string } => (file.kind === 'new' || file.kind === 'merged') && file.after !== undefined);
}

function agentFiles(input: SetupInput, part: keyof typeof AGENT_FOLDERS): readonly PlannedFile[] {
  const folder = AGENT_FOLDERS[part];
  return SETUP_AGENTS.map((agent) => {
    const isClaude = part === 'claude-agents';
    const path = `${folder}/${agent.name}${isClaude ? '.md' : '.agent.md'}`;
    const planned = whole(input, part, path, isClaude ? claudeAgent(input.agents[agent.name], agent) : githubAgent(input.agents[agent.name]));
    const other = input.ownAgents.find((own) => own.name.toLowerCase() === agent.name && own.path !== path && own.path.startsWith(`${folder}/`));
    if (!other || planned.kind !== 'new') return planned;
    return { part, path, kind: 'kept', before: undefined, after: undefined, why: t('{0} is an agent of this name already', other.path) };
  });
}

function whole({ file }: SetupInput, part: SetupPartId, path: string, text: string): PlannedFile {
  const before = file(path);
  switch (before.kind) {
    case 'missing':
      return { part, path, kind: 'new', before: undefined, after: text };
    case 'text': {
      const isSame = before.text.replaceAll('\r\n', '\n') === text;
      const left = { part, path, before: before.text, after: before.text } as const;
      return isSame ? { ...left, kind: 'unchanged' } : { ...left, kind: 'kept', why: t('it is there already and differs from ours, so it is yours') };
    }
    case 'unreadable':
      return { part, path, kind: 'kept', before: undefined, after: undefined, why: before.why };
  }
}

function merged({ file, server }: SetupInput, part: SetupPartId, path: string, merge: (text: string | undefined, server: ServerCommand) => Merge): PlannedFile {
  const before = file(path);
  if (before.kind === 'unreadable') return { part, path, kind: 'conflict', before: undefined, after: undefined, why: before.why };
  const text = before.kind === 'text' ? before.text : undefined;
  const result = merge(text, server);
  switch (result.kind) {
    case 'merged':
      return { part, path, kind: text === undefined ? 'new' : 'merged', before: text, after: result.text };
    case 'unchanged':
      return { part, path, kind: 'unchanged', before: text, after: text };
    case 'conflict':
      return { part, path, kind: 'conflict', before: text, after: text, why: result.why };
  }
}
