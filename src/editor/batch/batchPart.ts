import * as vscode from 'vscode';
import type { Batch } from '../../core/batch/batch';
import type { PlanScope } from '../../core/plan/backlogPlan';
import type { Log } from '../../core/ports';
import { counted, oneLine } from '../../core/projections/treeText';
import { createPendingLaunches } from '../../io/batch/pendingLaunches';
import { dataFolder } from '../../io/dataFolder';
import type { Dispatcher } from '../agents/dispatcher';
import type { AgentEnd } from '../agents/processLauncher';
import { registerCommands, type Command } from '../commands/command';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { tell } from '../messages';
import type { AgentLaunching } from '../start/agentLaunching';
import { elementOf } from '../tree/taskIdOf';
import type { WindowBacklogs } from '../windowBacklogs';
import { BatchEnds, type BatchEnd } from './batchEnds';
import { BatchFlow, type BatchWish } from './batchFlow';
import { BatchLaunching } from './batchLaunching';
import { cleanUpTrees } from './cleanUpTrees';
import { PendingPickup } from './pendingPickup';
import { RememberedBatches } from './rememberedBatches';
import { pickBatch, ShownReports } from './showReport';
import { SourceControl } from './sourceControl';
import { TreeLaunching } from './treeLaunching';
import { undoBatchStart } from './undoBatchStart';
import { worktreeCommands } from './worktreeCommands';

/** What the part needs of the window. */
export interface BatchServices {
  readonly backlogs: WindowBacklogs;
  readonly dispatcher: Dispatcher;
  readonly launching: AgentLaunching;
  readonly log: Log;
  /** Resolves once the first view is shown. */
  readonly loaded: Promise<void>;
  /** Fires when an agent's process ends. */
  readonly onEnded: vscode.Event<AgentEnd>;
  backlog(argument?: unknown): FolderBacklog;
}

/** Batches in the editor: start, report, undo, clean-up, and the worktrees of their agents. */
export function registerBatches(context: Pick<vscode.ExtensionContext, 'workspaceState'>, services: BatchServices): vscode.Disposable {
  const { backlogs, dispatcher, launching, log, loaded, backlog } = services;
  const remembered = new RememberedBatches(context.workspaceState);
  const pending = createPendingLaunches({ data: dataFolder(), clock: { now: () => new Date() } });
  const trees = new BatchLaunching(dispatcher, new TreeLaunching(dispatcher, pending, log));
  const sourceControl = new SourceControl(log);
  const reports = new ShownReports();
  const ends = new BatchEnds();
  launching.workElsewhere((of, taskId) => trees.again(of, taskId));
  const flow = new BatchFlow({
    log,
    remembered,
    launching: trees,
    sourceControl,
    launched: (_, batch, agents) => ends.launched(batch, agents),
    resume: (of, taskId) => launching.resume(of, taskId),
  });
  const commands: readonly Command[] = [
    { id: COMMANDS.startParallelBatch, run: (argument) => flow.run(backlog(argument), wishOf(argument)) },
    { id: COMMANDS.undoBatchStart, run: (argument) => undoBatchStart(backlog(argument), remembered, dispatcher, batchIdOf(argument)) },
    { id: COMMANDS.showBatchReport, run: (argument) => showReport(backlog(argument), reports, argument) },
    { id: COMMANDS.cleanUpWorktrees, run: (argument) => cleanUpTrees(backlog(argument), (taskId) => dispatcher.processes.isRunning(taskId), topOf(argument)) },
    ...worktreeCommands({ sourceControl, backlog }),
  ];
  return vscode.Disposable.from(
    reports,
    registerCommands(commands, log),
    new PendingPickup(backlogs, pending, launching, loaded, log),
    services.onEnded(({ taskId }) => {
      const end = ends.ended(taskId);
      if (end) tellEnd(end);
    }),
    backlogs.onDidChange(() => {
      for (const end of ends.seen(backlogs.all.flatMap((one) => one.batches.map((batch) => ({ batch, isDone: isDone(one, batch) }))))) tellEnd(end);
    }),
  );
}

function isDone({ snapshot }: FolderBacklog, { tasks }: Batch): boolean {
  return tasks.every(({ taskId }) => {
    const view = snapshot.byId.get(taskId);
    return view !== undefined && (view.status === 'completed' || view.hasLanded);
  });
}

function tellEnd({ batch, why }: BatchEnd): void {
  const tasks = counted(batch.tasks.length, 'task');
  const text = why === 'completed' ? `The batch of ${oneLine(batch.of, 60)} is done: ${tasks} completed.` : `All agents of the batch of ${oneLine(batch.of, 60)} (${tasks}) have ended.`;
  void tell('info', text, [{ title: 'Show Report', run: () => vscode.commands.executeCommand(COMMANDS.showBatchReport, { batchId: batch.id }) }]);
}

async function showReport(backlog: FolderBacklog, reports: ShownReports, argument: unknown): Promise<void> {
  const batches = await backlog.world.batches.all();
  const batch = await pickBatch(batches, batchIdOf(argument), 'Show the report of which batch?');
  if (batch) await reports.show(backlog, batch);
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
