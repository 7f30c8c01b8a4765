import * as vscode from 'vscode';
import type { Started } from '../../core/operations/start';
import { OrchestratorError } from '../../core/orchestratorError';
import type { Dispatcher, LaunchOutcome } from '../agents/dispatcher';
import { buildPrompt, type KnownFacts } from '../agents/buildPrompt';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { tell, type MessageAction } from '../messages';

/** Hands tasks to agents, and tells once how it went. */
export class AgentLaunching {
  constructor(private readonly dispatcher: Dispatcher) {}

  /** Asks for the agent that tasks go to from now on. */
  async choose(backlog: FolderBacklog): Promise<void> {
    await this.dispatcher.choose(backlog);
  }

  /** The delegation prompt of a task as things are now; throws a safe error where there is none. */
  async prompt(backlog: FolderBacklog, taskId: string): Promise<string> {
    return (await this.build(backlog, taskId)).prompt;
  }

  /** After a start: the prompt says that the branch exists and the claim is made. */
  async launchStarted(backlog: FolderBacklog, started: Started): Promise<void> {
    const outcome = await this.hand(backlog, started.taskId, {
      branch: started.branch,
      baseBranch: started.base,
      claim: started.claimCommit ? 'committed' : 'written',
      checkout: 'checked-out',
    });
    const undo = { title: 'Undo Start', run: () => vscode.commands.executeCommand(COMMANDS.undoStart, started.taskId) };
    this.tellOutcome(`${started.taskId} is started on ${started.branch}.`, outcome, undo);
  }

  /** Launches the implementer of a task that was started before. */
  async launch(backlog: FolderBacklog, taskId: string): Promise<void> {
    this.tellOutcome(`${taskId}:`, await this.hand(backlog, taskId, {}));
  }

  /** Checks out a task's branch and launches its implementer again. */
  async resume(backlog: FolderBacklog, taskId: string, branch: string): Promise<void> {
    const git = await backlog.readGit();
    const isThere = git.kind === 'repository' && git.head.kind === 'branch' && git.head.name === branch;
    if (!isThere) {
      const switched = await backlog.git.switchTo(branch);
      if (!switched.ok) throw new OrchestratorError(switched.error.code, switched.error.message, switched.error.remedy);
      await backlog.refresh();
    }
    await this.launch(backlog, taskId);
  }

  private async hand(backlog: FolderBacklog, taskId: string, known: KnownFacts): Promise<LaunchOutcome> {
    const { prompt, documents } = await this.build(backlog, taskId, known);
    return this.dispatcher.launch(backlog, taskId, prompt, documents);
  }

  private async build(backlog: FolderBacklog, taskId: string, known: KnownFacts = {}) {
    const built = await buildPrompt(backlog, taskId, known);
    if (!built.ok) throw new OrchestratorError(built.error.code, built.error.message, built.error.remedy);
    return built.value;
  }

  private tellOutcome(what: string, outcome: LaunchOutcome, undo?: MessageAction): void {
    const choose = { title: 'Choose Agent', run: () => vscode.commands.executeCommand(COMMANDS.chooseAgent) };
    if (outcome.kind === 'launched') {
      void tell('info', `${what} ${outcome.how}`, [...(undo ? [undo] : []), choose]);
      return;
    }
    const rescued = outcome.how === 'clipboard' ? 'Its prompt is in the clipboard and open in an editor' : 'Its prompt is open in an editor';
    void tell('warning', `${what} The agent was not launched: ${outcome.why} ${rescued}: paste it into an agent of your choice.`, [
      { title: 'Launch Again', run: () => vscode.commands.executeCommand(COMMANDS.launchAgain) },
      choose,
      ...(undo ? [undo] : []),
    ]);
  }
}
