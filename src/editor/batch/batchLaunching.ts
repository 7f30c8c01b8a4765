import type { Batch } from '../../core/batch/batch';
import type { StartedInBatch } from '../../core/batch/batchStart';
import { batchPrompt, type BatchPromptInput } from '../../core/delegate/batchPrompt';
import { COORDINATOR_AGENT } from '../../core/delegate/commandLine';
import type { AgentDescriptor } from '../../core/delegate/descriptor';
import type { KnownFacts } from '../../core/delegate/taskPrompt';
import { baseBranchOf } from '../../core/rules/gitRules';
import { buildPrompt, buildResumePrompt } from '../agents/buildPrompt';
import type { Dispatcher, Handed } from '../agents/dispatcher';
import type { FolderBacklog } from '../folderBacklog';
import { safeText } from '../messages';
import { refusalError } from '../refusalError';
import type { TreeLaunch, TreeLaunching } from './treeLaunching';

/** What a launch of several agents tells while it goes on. */
export interface LaunchProgress {
  isCancelled(): boolean;
  /** `index` from 1. */
  onTask(taskId: string, index: number, count: number): void;
}

/** Launches the agents of a batch: one for each task in its worktree, or one coordinator here. */
export class BatchLaunching {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly trees: TreeLaunching,
  ) {}

  /** The agent that tasks go to now. */
  agent(backlog: FolderBacklog): Promise<AgentDescriptor> {
    return this.dispatcher.current(backlog);
  }

  /** Launches one after the other; what fails is told in its place, and the others are launched all the same. */
  async all(backlog: FolderBacklog, tasks: readonly StartedInBatch[], agent: AgentDescriptor, progress: LaunchProgress): Promise<readonly TreeLaunch[]> {
    const launches: TreeLaunch[] = [];
    for (const [index, task] of tasks.entries()) {
      const { taskId } = task;
      if (progress.isCancelled()) {
        launches.push({ taskId, kind: 'cancelled' });
        continue;
      }
      progress.onTask(taskId, index + 1, tasks.length);
      launches.push(await this.one(backlog, task, agent, tasks.map((other) => other.taskId)).catch((error: unknown): TreeLaunch => ({ taskId, kind: 'failed', why: safeText(error) })));
    }
    return launches;
  }

  /**
   * One agent for the whole batch, in this folder.
   *
   * @param group the wave of the plan that it is
   */
  async coordinator(backlog: FolderBacklog, batch: Batch, tasks: readonly StartedInBatch[], agent: AgentDescriptor, group?: BatchPromptInput['group']): Promise<TreeLaunch> {
    const { settings, world } = backlog;
    const [snapshot, git] = [await backlog.freshSnapshot(), backlog.gitFacts];
    const views = batch.tasks.flatMap(({ taskId }) => snapshot.byId.get(taskId) ?? []);
    const baseBranch = (git.kind === 'repository' ? baseBranchOf(git, settings) : undefined) ?? settings.baseBranches[0] ?? 'main';
    const prompt = batchPrompt({ batch, views, settings, baseBranch, ...(group ? { group } : {}), randomWord: () => world.randomWord() });
    const documents = { taskId: batch.id, context: tasks.flatMap((task) => task.documents.context), tests: tasks.flatMap((task) => task.documents.tests) };
    const handed: Handed = { taskId: batch.id, prompt, documents, role: COORDINATOR_AGENT, ...(batch.branch === undefined ? {} : { branch: batch.branch }) };
    // A custom agent of the chat that the person chose is for single tasks.
    const to = agent.kind === 'chat' ? ({ kind: 'chat' } as const) : agent;
    return this.trees.launch({ root: backlog.folder.uri.fsPath, snapshot, settings }, handed, to, 1);
  }

  /** Launches the implementer of a task that is worked on in another worktree, to go on there. */
  async again(backlog: FolderBacklog, taskId: string): Promise<TreeLaunch> {
    const { settings } = backlog;
    const place = await backlog.world.placeOf(taskId);
    const [snapshot, gitFacts] = [await place.snapshot(), await place.git.facts()];
    const built = await buildResumePrompt({ snapshot, settings, gitFacts, context: place.context, git: place.git }, taskId, new Date(), siblingsOf(backlog, taskId, backlog.agents.map((other) => other.taskId)));
    if (!built.ok) throw refusalError(built.error);
    return this.trees.launch({ root: place.root, snapshot, settings }, { taskId, ...built.value }, await this.agent(backlog), 1);
  }

  private async one(backlog: FolderBacklog, { taskId, branch, place, claimCommit }: StartedInBatch, agent: AgentDescriptor, all: readonly string[]): Promise<TreeLaunch> {
    const { settings } = backlog;
    const [snapshot, gitFacts] = [await place.snapshot(), await place.git.facts()];
    const built = await buildPrompt({ snapshot, settings, gitFacts, context: place.context }, taskId, {
      branch,
      claim: claimCommit === undefined ? 'written' : 'committed',
      checkout: 'checked-out',
      ...siblingsOf(backlog, taskId, all),
    });
    if (!built.ok) throw refusalError(built.error);
    return this.trees.launch({ root: place.root, snapshot, settings }, { taskId, ...built.value }, agent, all.length);
  }
}

/** What others work on at the same time, for the prompt of one. */
function siblingsOf({ snapshot }: FolderBacklog, taskId: string, all: readonly string[]): Required<Pick<KnownFacts, 'siblings'>> {
  const siblings = all.flatMap((id) => (id === taskId ? [] : [{ id, title: snapshot.byId.get(id)?.task.title ?? '' }]));
  return { siblings };
}
