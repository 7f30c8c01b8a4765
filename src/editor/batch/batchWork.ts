import type { Batch } from '../../core/batch/batch';
import type { PlanScope } from '../../core/plan/backlogPlan';
import type { Log } from '../../core/ports';
import type { PendingLaunches } from '../../io/batch/pendingLaunches';
import type { Dispatcher } from '../agents/dispatcher';
import type { Command } from '../commands/command';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import type { AgentLaunching } from '../start/agentLaunching';
import { elementOf } from '../tree/taskIdOf';
import { BatchFlow, type BatchWish } from './batchFlow';
import { BatchLaunching } from './batchLaunching';
import { cleanUpTrees } from './cleanUpTrees';
import type { RememberedBatches } from './rememberedBatches';
import type { ShownReports } from './shownReports';
import { showReport } from './showReport';
import { SourceControl } from './sourceControl';
import { TreeLaunching, type TreeLaunch } from './treeLaunching';
import { undoBatchStart } from './undoBatchStart';
import { worktreeCommands } from './worktreeCommands';

/** What the work on batches needs of the window. */
export interface BatchWorkServices {
  readonly dispatcher: Dispatcher;
  readonly launching: Pick<AgentLaunching, 'resume'>;
  readonly remembered: RememberedBatches;
  readonly pending: PendingLaunches;
  readonly reports: ShownReports;
  readonly log: Log;
  /** Told of agents that run in terminals, whose end is the batch's. */
  launched(batch: Batch, taskIds: readonly string[]): void;
  backlog(argument?: unknown): FolderBacklog;
}

/** What is done with batches and the worktrees of their agents. */
export interface BatchWork {
  readonly commands: readonly Command[];
  /** Launches the implementer of a task that is worked on in another worktree, to go on there. */
  again(backlog: FolderBacklog, taskId: string): Promise<TreeLaunch>;
}

/** The commands of batches, one row each. Loaded when one of them is first run. */
export function batchWork(services: BatchWorkServices): BatchWork {
  const { dispatcher, launching, remembered, pending, reports, log, launched, backlog } = services;
  const trees = new BatchLaunching(dispatcher, new TreeLaunching(dispatcher, pending, log));
  const sourceControl = new SourceControl(log);
  const flow = new BatchFlow({
    log,
    remembered,
    launching: trees,
    sourceControl,
    launched: (_, batch, agents) => launched(batch, agents),
    resume: (of, taskId) => launching.resume(of, taskId),
  });
  return {
    commands: [
      { id: COMMANDS.startParallelBatch, run: (argument) => flow.run(backlog(argument), wishOf(argument)) },
      { id: COMMANDS.undoBatchStart, run: (argument) => undoBatchStart(backlog(argument), remembered, dispatcher, batchIdOf(argument)) },
      { id: COMMANDS.showBatchReport, run: (argument) => showReport(backlog(argument), reports, batchIdOf(argument)) },
      { id: COMMANDS.cleanUpWorktrees, run: (argument) => cleanUpTrees(backlog(argument), (taskId) => dispatcher.processes.isRunning(taskId), topOf(argument)) },
      ...worktreeCommands({ sourceControl, backlog }),
    ],
    again: (of, taskId) => trees.again(of, taskId),
  };
}

function batchIdOf(argument: unknown): string | undefined {
  const node = elementOf(argument)?.node;
  if (node?.kind === 'agent') return node.agent.batchId;
  const { batchId } = (argument ?? {}) as { batchId?: unknown };
  return typeof batchId === 'string' ? batchId : undefined;
}

function topOf(argument: unknown): string | undefined {
  const node = elementOf(argument)?.node;
  return node?.kind === 'agent' ? node.agent.worktree : undefined;
}

/** A row of a phase or slice, or `{ taskIds, of }` of the plan's picture. */
function wishOf(argument: unknown): BatchWish {
  const node = elementOf(argument)?.node;
  if (node?.kind === 'group' && node.scope) return { scope: node.scope };
  const { taskIds, of } = (argument ?? {}) as { taskIds?: unknown; of?: unknown };
  if (!Array.isArray(taskIds) || !taskIds.every((id): id is string => typeof id === 'string') || taskIds.length === 0) return {};
  const scope: PlanScope = { kind: 'tasks', taskIds };
  return { scope, ...(typeof of === 'string' ? { of } : {}) };
}
