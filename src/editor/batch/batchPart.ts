import * as vscode from 'vscode';
import type { Batch } from '../../core/batch/batch';
import type { Log } from '../../core/ports';
import { oneLine } from '../../core/projections/treeText';
import { counted, t } from '../../core/words';
import { dataFolder } from '../../io/dataFolder';
import type { AgentWork } from '../agents/agentWork';
import type { AgentEnd } from '../agents/processLauncher';
import { registerCommands } from '../commands/command';
import { commandsWhenRun, WHEN_RUN } from '../commands/commandsWhenRun';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { layWhenShown } from '../layWhenShown';
import { loadWhenUsed } from '../loadWhenUsed';
import type { NoticeId, Unasked } from '../unasked';
import type { WindowBacklogs } from '../windowBacklogs';
import { BatchEnds, type BatchEnd } from './batchEnds';
import type { BatchWork } from './batchWork';
import { PendingPickup } from './pendingPickup';
import { RememberedBatches } from './rememberedBatches';
import { ShownReports } from './shownReports';
import type { TreeLaunch } from './treeLaunching';

/** What the part needs of the window. */
export interface BatchServices {
  readonly backlogs: WindowBacklogs;
  readonly agents: () => Promise<AgentWork>;
  readonly log: Log;
  /** Resolves once the first view is shown. */
  readonly loaded: Promise<void>;
  /** Fires when an agent's process ends. */
  readonly onEnded: vscode.Event<AgentEnd>;
  readonly unasked: Pick<Unasked, 'tell'>;
  backlog(argument?: unknown): FolderBacklog;
}

export interface BatchPart extends vscode.Disposable {
  /** Launches the implementer of a task that is worked on in another worktree, to go on there. */
  again(backlog: FolderBacklog, taskId: string): Promise<TreeLaunch>;
}

/** Batches in the editor: start, report, undo, clean-up, and the worktrees of their agents. What a command does is loaded when one is first run. */
export function registerBatches(context: Pick<vscode.ExtensionContext, 'workspaceState'>, services: BatchServices): BatchPart {
  const { backlogs, agents, log, loaded, backlog } = services;
  const remembered = new RememberedBatches(context.workspaceState);
  const here = { data: dataFolder(), clock: { now: () => new Date() } };
  const reports = new ShownReports();
  const ends = new BatchEnds();
  let loading: Promise<BatchWork> | undefined;
  const work = (): Promise<BatchWork> =>
    (loading ??= Promise.all([loadWhenUsed(), agents()]).then(([{ batchWork, createPendingLaunches }, { dispatcher, launching }]) =>
      batchWork({ dispatcher, launching, remembered, pending: createPendingLaunches(here), reports, log, backlog, launched: (batch, taskIds) => ends.launched(batch, taskIds) }),
    ));
  const laid = vscode.Disposable.from(
    reports,
    registerCommands(commandsWhenRun(WHEN_RUN.batch, async () => (await work()).commands), log),
    layWhenShown({ loaded, log }, ({ createPendingLaunches }) =>
      new PendingPickup(backlogs, createPendingLaunches(here), async (of, launch) => (await agents()).launching.launchPending(of, launch), log),
    ),
    services.onEnded(({ taskId }) => {
      const end = ends.ended(taskId);
      if (end) tellEnd(end, services.unasked);
    }),
    backlogs.onDidChange(() => {
      for (const end of ends.seen(backlogs.all.flatMap((one) => one.batches.map((batch) => ({ batch, isDone: isDone(one, batch) }))))) tellEnd(end, services.unasked);
    }),
  );
  return { again: async (of, taskId) => (await work()).again(of, taskId), dispose: () => void laid.dispose() };
}

function isDone({ snapshot }: FolderBacklog, { tasks }: Batch): boolean {
  return tasks.every(({ taskId }) => {
    const view = snapshot.byId.get(taskId);
    return view !== undefined && (view.status === 'completed' || view.hasLanded);
  });
}

const NOTICE: Readonly<Record<BatchEnd['why'], NoticeId>> = { completed: 'batch-done', 'agents-ended': 'agents-ended' };

function tellEnd({ batch, why }: BatchEnd, unasked: BatchServices['unasked']): void {
  const [count, of] = [batch.tasks.length, oneLine(batch.of, 60)];
  const text =
    why === 'completed'
      ? counted(count, 'The batch of {1} is done: {0} task completed.', 'The batch of {1} is done: {0} tasks completed.', of)
      : counted(count, 'All agents of the batch of {1} ({0} task) have ended.', 'All agents of the batch of {1} ({0} tasks) have ended.', of);
  void unasked.tell(NOTICE[why], text, [{ title: t('Show Report'), run: () => vscode.commands.executeCommand(COMMANDS.showBatchReport, { batchId: batch.id }) }]);
}
