import * as vscode from 'vscode';
import { customAgentSchema, type AgentDescriptor } from '../../core/delegate/descriptor';
import { SECTION } from '../ids';
import type { PreviewPrompt } from './decide';

/** The settings under `orchestrator.agents`. */
export interface AgentSettings {
  /** `auto`, or a name that `namedAgent` knows. */
  readonly preferred: string | undefined;
  readonly custom: readonly AgentDescriptor[];
  readonly previewPrompt: PreviewPrompt;
  readonly chatSubmit: 'prefill' | 'submit';
  /** Which model the chat is opened with; undefined leaves the person's choice. */
  readonly chatModel: vscode.LanguageModelChatSelector | undefined;
}

/**
 * Reads them. What runs programs, sends prompts or hides them comes from the person's own settings alone,
 * whatever a workspace says (RELIABILITY, bad input 41).
 */
export function readAgentSettings(): AgentSettings {
  const configuration = vscode.workspace.getConfiguration(`${SECTION}.agents`);
  const own = (key: string): unknown => configuration.inspect<unknown>(key)?.globalValue;
  const preferred = configuration.get<unknown>('default');
  const preview = own('previewPrompt');
  return {
    preferred: typeof preferred === 'string' ? preferred : undefined,
    custom: customAgents(own('custom')),
    previewPrompt: preview === 'always' || preview === 'never' ? preview : 'first',
    chatSubmit: own('chat.submit') === 'submit' ? 'submit' : 'prefill',
    chatModel: chatModel(own('chat.model')),
  };
}

/** `[{ "label": "Mine", "argv": ["program", "{PROMPT_FILE}"] }]`; items of another shape are left out. */
function customAgents(value: unknown): readonly AgentDescriptor[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown) => {
    const { label, argv } = (item ?? {}) as { label?: unknown; argv?: unknown };
    const parsed = customAgentSchema.safeParse({ kind: 'custom', argv, ...(label === undefined ? {} : { label }) });
    return parsed.success ? [parsed.data] : [];
  });
}

function chatModel(value: unknown): vscode.LanguageModelChatSelector | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const known = ['vendor', 'family', 'version', 'id'] as const;
  const given = known.flatMap((key) => {
    const part = (value as Record<string, unknown>)[key];
    return typeof part === 'string' && part !== '' ? [[key, part] as const] : [];
  });
  return given.length > 0 ? Object.fromEntries(given) : undefined;
}
