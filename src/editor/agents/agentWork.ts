import type * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import { AgentLaunching } from '../start/agentLaunching';
import { readAgentSettings } from './agentSettings';
import { ChatLauncher } from './chatLauncher';
import { createDispatcher, type Dispatcher } from './dispatcher';
import type { AgentEnd } from './processLauncher';

/** How tasks reach agents. Loaded when one is first handed over. */
export interface AgentWork {
  readonly dispatcher: Dispatcher;
  readonly launching: AgentLaunching;
  readonly chat: ChatLauncher;
}

interface AgentServices {
  readonly log: Log;
  /** Called when an agent's process ends. */
  onEnded(end: AgentEnd): void;
  /** How a task is launched again that is worked on in another worktree. */
  readonly again: ConstructorParameters<typeof AgentLaunching>[1];
}

/** Made once for a window. */
export function agentWork(context: vscode.ExtensionContext, { log, onEnded, again }: AgentServices): AgentWork {
  const dispatcher = createDispatcher(context, log, { onEnded });
  return { dispatcher, launching: new AgentLaunching(dispatcher, again), chat: new ChatLauncher(readAgentSettings, log) };
}
