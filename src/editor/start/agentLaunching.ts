import * as vscode from 'vscode';
import { branchToClaim } from '../../core/branches';
import type { Started } from '../../core/operations/start';
import { plain } from '../tree/plain';
import type { PendingLaunch } from '../../io/batch/pendingLaunches';
import type { TreeLaunch } from '../batch/treeLaunching';
import type { Dispatcher, LaunchOutcome } from '../agents/dispatcher';
import type { KnownFacts } from '../../core/delegate/taskPrompt';
import { t } from '../../core/words';
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
    const undo = { title: t('Undo Start'), run: () => vscode.commands.executeCommand(COMMANDS.undoStart, started.taskId) };
    this.tellOutcome(t('{0} is started on {1}.', started.taskId, started.branch), outcome, undo);
  }

  /** Hands over a prompt that another window left for this one. */
  async launchPending(backlog: FolderBacklog, { taskId, prompt, agent }: PendingLaunch): Promise<void> {
    const view = backlog.snapshot.byId.get(taskId);
    const documents = view ? await backlog.context.check(view.task) : { taskId, context: [], tests: [] };
    this.tellOutcome(t('{0} is worked on in this window.', taskId), await this.dispatcher.launch(backlog, taskId, prompt, documents, agent));
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
      void tell('info', t('{0} is checked out in {1}. {2} goes on there.', place.branch, place.root, taskId), [
        { title: t('Open Folder'), run: () => vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(place.root), { forceNewWindow: true }) },
      ]);
      return;
    }
    const { gitFacts: git, settings, snapshot } = backlog;
    const isClean = git.kind === 'repository' && git.dirty.length === 0;
    if (isClean && branchToClaim(snapshot.byId.get(taskId), git, settings) !== undefined) {
      await vscode.commands.executeCommand(COMMANDS.startTask, { taskId, folder: backlog.folder.uri.toString() });
      return;
    }
    await this.launch(backlog, taskId, place.branch === undefined ? t('{0} is resumed.', taskId) : t('{0} is resumed on {1}.', taskId, place.branch));
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
    if (launch.kind === 'launched') void tell('info', t('{0} goes on in its worktree. {1}', id, launch.how));
    else if (launch.kind === 'window') void tell('info', t('The prompt of {0} waits in the window of its worktree.', id));
    else if (launch.kind === 'failed') void tell('warning', t('{0} was not launched: {1}', id, launch.why), showPrompt(launch.file));
  }

  private tellOutcome(what: string, outcome: LaunchOutcome, undo?: MessageAction): void {
    const choose = { title: t('Choose Agent'), run: () => vscode.commands.executeCommand(COMMANDS.chooseAgent) };
    if (outcome.kind === 'launched') {
      void tell('info', `${what} ${outcome.how}`, [...(undo ? [undo] : []), choose]);
      return;
    }
    const rescued = outcome.how === 'clipboard' ? t('Its prompt is in the clipboard and open in an editor') : t('Its prompt is open in an editor');
    void tell('warning', t('{0} The agent was not launched: {1} {2}: paste it into an agent of your choice.', what, outcome.why, rescued), [
      { title: t('Launch Again'), run: () => vscode.commands.executeCommand(COMMANDS.launchAgain) },
      choose,
      ...(undo ? [undo] : []),
    ]);
  }
}

function showPrompt(file: vscode.Uri | undefined): readonly MessageAction[] {
  return file ? [{ title: t('Show Prompt'), run: () => vscode.window.showTextDocument(file) }] : [];
}
