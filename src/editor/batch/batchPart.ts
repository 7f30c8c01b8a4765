import * as vscode from 'vscode';
import type { Batch } from '../../core/batch/batch';
import type { Log } from '../../core/ports';
import { counted, oneLine } from '../../core/projections/treeText';
import { createPendingLaunches } from '../../io/batch/pendingLaunches';
import { dataFolder } from '../../io/dataFolder';
import type { Dispatcher } from '../agents/dispatcher';
import type { AgentEnd } from '../agents/processLauncher';
import { registerCommands } from '../commands/command';
import { commandsWhenRun, WHEN_RUN } from '../commands/commandsWhenRun';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { loadWhenUsed } from '../loadWhenUsed';
import type { AgentLaunching } from '../start/agentLaunching';
import type { NoticeId, Unasked } from '../unasked';
import type { WindowBacklogs } from '../windowBacklogs';
import { BatchEnds, type BatchEnd } from './batchEnds';
import type { BatchWork } from './batchWork';
import { PendingPickup } from './pendingPickup';
import { RememberedBatches } from './rememberedBatches';
import { ShownReports } from './shownReports';

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
  readonly unasked: Pick<Unasked, 'tell'>;
  backlog(argument?: unknown): FolderBacklog;
}

/** Batches in the editor: start, report, undo, clean-up, and the worktrees of their agents. What a command does is loaded when one is first run. */
export function registerBatches(context: Pick<vscode.ExtensionContext, 'workspaceState'>, services: BatchServices): vscode.Disposable {
  const { backlogs, dispatcher, launching, log, loaded, backlog } = services;
  const remembered = new RememberedBatches(context.workspaceState);
  const pending = createPendingLaunches({ data: dataFolder(), clock: { now: () => new Date() } });
  const reports = new ShownReports();
  const ends = new BatchEnds();
  let loading: Promise<BatchWork> | undefined;
  const work = () =>
    (loading ??= loadWhenUsed().then(({ batchWork }) =>
      batchWork({ dispatcher, launching, remembered, pending, reports, log, backlog, launched: (batch, agents) => ends.launched(batch, agents) }),
    ));
  launching.workElsewhere(async (of, taskId) => (await work()).again(of, taskId));
  return vscode.Disposable.from(
    reports,
    registerCommands(commandsWhenRun(WHEN_RUN.batch, async () => (await work()).commands), log),
    new PendingPickup(backlogs, pending, launching, loaded, log),
    services.onEnded(({ taskId }) => {
      const end = ends.ended(taskId);
      if (end) tellEnd(end, services.unasked);
    }),
    backlogs.onDidChange(() => {
      for (const end of ends.seen(backlogs.all.flatMap((one) => one.batches.map((batch) => ({ batch, isDone: isDone(one, batch) }))))) tellEnd(end, services.unasked);
    }),
  );
}

function isDone({ snapshot }: FolderBacklog, { tasks }: Batch): boolean {
  return tasks.every(({ taskId }) => {
    const view = snapshot.byId.get(taskId);
    return view !== undefined && (view.status === 'completed' || view.hasLanded);
  });
}

const NOTICE: Readonly<Record<BatchEnd['why'], NoticeId>> = { completed: 'batch-done', 'agents-ended': 'agents-ended' };

function tellEnd({ batch, why }: BatchEnd, unasked: BatchServices['unasked']): void {
  const tasks = counted(batch.tasks.length, 'task');
  const text = why === 'completed' ? `The batch of ${oneLine(batch.of, 60)} is done: ${tasks} completed.` : `All agents of the batch of ${oneLine(batch.of, 60)} (${tasks}) have ended.`;
  void unasked.tell(NOTICE[why], text, [{ title: 'Show Report', run: () => vscode.commands.executeCommand(COMMANDS.showBatchReport, { batchId: batch.id }) }]);
}
