import type * as vscode from 'vscode';
import { parseDescriptor, sameAgent, type AgentDescriptor } from '../../core/delegate/descriptor';

const KEY = 'orchestrator.agent';
const SHOWN = 'orchestrator.promptWasShown';

/** The person's choice of agent, in this workspace and, for the next one, in any. */
export class RememberedAgent {
  constructor(private readonly context: Pick<vscode.ExtensionContext, 'workspaceState' | 'globalState'>) {}

  get here(): AgentDescriptor | undefined {
    return read(this.context.workspaceState);
  }

  get elsewhere(): AgentDescriptor | undefined {
    return read(this.context.globalState);
  }

  async choose(agent: AgentDescriptor): Promise<void> {
    for (const memento of [this.context.workspaceState, this.context.globalState]) {
      const known = read(memento);
      if (!known || !sameAgent(known, agent)) await memento.update(KEY, agent);
    }
  }

  /** Whether a prompt was shown in this workspace before a launch. */
  get promptWasShown(): boolean {
    return this.context.workspaceState.get(SHOWN) === true;
  }

  async notePromptShown(): Promise<void> {
    if (!this.promptWasShown) await this.context.workspaceState.update(SHOWN, true);
  }
}

function read(memento: vscode.Memento): AgentDescriptor | undefined {
  const parsed = parseDescriptor(memento.get<unknown>(KEY));
  return parsed.ok ? parsed.value : undefined;
}
