import * as vscode from 'vscode';
import { branchToClaim } from '../../core/branches';
import type { Started } from '../../core/operations/start';
import { plain } from '../tree/plain';
import type { PendingLaunch } from '../../io/batch/pendingLaunches';
import type { TreeLaunch } from '../batch/treeLaunching';
import type { Dispatcher, LaunchOutcome } from '../agents/dispatcher';
import type { KnownFacts } from '../../core/delegate/taskPrompt';
import { buildPrompt, buildResumePrompt } from '../agents/buildPrompt';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { tell, type MessageAction } from '../messages';
import { refusalError } from '../refusalError';
import { checkOutTask } from './checkOutTask';

/** Hands tasks to agents, and tells once how it went. */
export class AgentLaunching {
  /** @param again how a task is launched again that is worked on in another worktree */
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly again: (backlog: FolderBacklog, taskId: string) => Promise<TreeLaunch>,
  ) {}

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

  /** Hands over a prompt that another window left for this one. */
  async launchPending(backlog: FolderBacklog, { taskId, prompt, agent }: PendingLaunch): Promise<void> {
    const view = backlog.snapshot.byId.get(taskId);
    const documents = view ? await backlog.context.check(view.task) : { taskId, context: [], tests: [] };
    this.tellOutcome(`${taskId} is worked on in this window.`, await this.dispatcher.launch(backlog, taskId, prompt, documents, agent));
  }

  /** Launches the implementer of a task that was begun before, to go on with it: where the task's branch is checked out. */
  async launch(backlog: FolderBacklog, taskId: string, what = `${taskId}:`): Promise<void> {
    if (backlog.snapshot.byId.get(taskId)?.source.kind === 'worktree') {
      this.tellAgain(await this.again(backlog, taskId));
      return;
    }
    const built = await buildResumePrompt(backlog, taskId, new Date());
    if (!built.ok) throw refusalError(built.error);
    this.tellOutcome(what, await this.dispatcher.launch(backlog, taskId, built.value.prompt, built.value.documents));
  }

  /** Checks out a task's branch where there is one, and launches its implementer to go on; what is not claimed there is started first. */
  async resume(backlog: FolderBacklog, taskId: string): Promise<void> {
    const place = await checkOutTask(backlog, taskId);
    if (place.kind === 'elsewhere') {
      void tell('info', `${place.branch} is checked out in ${place.root}. ${taskId} goes on there.`, [
        { title: 'Open Folder', run: () => vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(place.root), { forceNewWindow: true }) },
      ]);
      return;
    }
    const { gitFacts: git, settings, snapshot } = backlog;
    const isClean = git.kind === 'repository' && git.dirty.length === 0;
    if (isClean && branchToClaim(snapshot.byId.get(taskId), git, settings) !== undefined) {
      await vscode.commands.executeCommand(COMMANDS.startTask, { taskId, folder: backlog.folder.uri.toString() });
      return;
    }
    await this.launch(backlog, taskId, place.branch === undefined ? `${taskId} is resumed.` : `${taskId} is resumed on ${place.branch}.`);
  }

  private async hand(backlog: FolderBacklog, taskId: string, known: KnownFacts): Promise<LaunchOutcome> {
    const { prompt, documents } = await this.build(backlog, taskId, known);
    return this.dispatcher.launch(backlog, taskId, prompt, documents);
  }

  private async build(backlog: FolderBacklog, taskId: string, known: KnownFacts = {}) {
    const built = await buildPrompt(backlog, taskId, known);
    if (!built.ok) throw refusalError(built.error);
    return built.value;
  }

  private tellAgain(launch: TreeLaunch): void {
    const id = plain(launch.taskId, 80);
    if (launch.kind === 'launched') void tell('info', `${id} goes on in its worktree. ${launch.how}`);
    else if (launch.kind === 'window') void tell('info', `The prompt of ${id} waits in the window of its worktree.`);
    else if (launch.kind === 'failed') void tell('warning', `${id} was not launched: ${launch.why}`, showPrompt(launch.file));
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

function showPrompt(file: vscode.Uri | undefined): readonly MessageAction[] {
  return file ? [{ title: 'Show Prompt', run: () => vscode.window.showTextDocument(file) }] : [];
}
