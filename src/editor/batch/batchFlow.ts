import * as vscode from 'vscode';
import type { Batch } from '../../core/batch/batch';
import { batchChoice, whyNoBatch, type BatchRow } from '../../core/batch/batchChoice';
import { batchScopes } from '../../core/batch/batchScopes';
import type { BatchOutcome, BatchStep } from '../../core/batch/batchStart';
import { cut } from '../../core/cut';
import { startBatch } from '../../core/operations/batch/startBatch';
import type { AgentDescriptor } from '../../core/delegate/descriptor';
import { MOST_PARALLEL, type BacklogPlan, type PlanScope } from '../../core/plan/backlogPlan';
import { planBacklog } from '../../core/plan/planBacklog';
import { scopeText } from '../../core/plan/planText';
import type { Log } from '../../core/ports';
import { noticeText } from '../../core/projections/treeText';
import { t } from '../../core/words';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { tell, type MessageAction } from '../messages';
import { requireTrust } from '../requireTrust';
import { tellRefusal } from '../start/tellRefusal';
import type { BatchLaunching } from './batchLaunching';
import { agreesToBatch } from './agreesToBatch';
import { failedText, outcomeText } from './outcomeText';
import { pickScope, pickTasks, pickWay } from './pickBatch';
import type { RememberedBatches } from './rememberedBatches';
import { setUpTree } from './setUpTree';
import type { SourceControl } from './sourceControl';
import type { TreeLaunch } from './treeLaunching';

/** What the flow needs of the window. */
export interface BatchFlowParts {
  readonly log: Log;
  readonly remembered: RememberedBatches;
  readonly launching: BatchLaunching;
  readonly sourceControl: SourceControl;
  /** Told of agents that run in terminals, whose end is the batch's. */
  launched(backlog: FolderBacklog, batch: Batch, taskIds: readonly string[]): void;
  resume(backlog: FolderBacklog, taskId: string): Promise<void>;
}

/** What a batch is asked for with, from a row of the tree, the plan's picture, or nothing. */
export interface BatchWish {
  readonly scope?: PlanScope;
  /** What it was planned from, where `scope` is only tasks: `Slice 1.1`. */
  readonly of?: string;
}

/** A batch that a person has put together. */
interface Chosen {
  readonly taskIds: readonly string[];
  readonly of: string;
  readonly mode: Batch['mode'];
  /** The first wave of the plan. */
  readonly group: { readonly number: 1; readonly count: number };
}

/** "Start Parallel Batch": choose, see, agree, start, launch; and one answer to all that came of it. */
export class BatchFlow {
  private isRunning = false;

  constructor(private readonly parts: BatchFlowParts) {}

  /** Resolves with the outcome once the agents were launched or the refusal was shown; undefined when the person turned away. */
  async run(backlog: FolderBacklog, wish: BatchWish = {}): Promise<BatchOutcome | undefined> {
    requireTrust(t('No agent is launched in Restricted Mode'));
    const chosen = await this.choose(backlog, wish);
    return chosen && this.start(backlog, chosen, []);
  }

  private async choose(backlog: FolderBacklog, wish: BatchWish): Promise<Chosen | undefined> {
    const { remembered } = this.parts;
    const { settings } = backlog;
    const snapshot = await backlog.freshSnapshot();
    const scope = wish.scope ?? (await this.scope(backlog));
    if (!scope) return undefined;
    const of = wish.of ?? scopeText(scope);
    const plan = planBacklog(snapshot, { scope, isParallel: true, max: MOST_PARALLEL, settings });
    const choice = batchChoice(plan, snapshot, settings);
    if (plan.mode.kind === 'sequential' || choice.rows.length === 0) return tellFallback(backlog, plan, of);
    const rows = await pickTasks(choice, plan, snapshot, of);
    const mode = rows && (rows.length === 1 ? 'worktrees' : await pickWay(remembered.mode, rows.length));
    if (!rows || !mode) return undefined;
    await remembered.chose(scope.kind === 'tasks' ? (remembered.scope ?? scope) : scope, rows.length === 1 ? (remembered.mode ?? mode) : mode);
    return { taskIds: rows.map(({ taskId }: BatchRow) => taskId), of, mode, group: { number: 1, count: plan.waves.length } };
  }

  private async scope({ snapshot, settings }: FolderBacklog): Promise<PlanScope | undefined> {
    const scopes = batchScopes(snapshot, settings, this.parts.remembered.scope);
    if (scopes.length > 0) return (await pickScope(scopes))?.scope;
    void tell('info', t('No pending task can start now.'), [{ title: t('Show Blocked Tasks'), run: () => vscode.commands.executeCommand(COMMANDS.showBlockedTasks) }]);
    return undefined;
  }

  private async start(backlog: FolderBacklog, chosen: Chosen, overrides: readonly string[]): Promise<BatchOutcome | undefined> {
    if (this.isRunning) {
      void tell('info', t('A batch is already being started in this window.'));
      return undefined;
    }
    this.isRunning = true;
    try {
      const agent = await this.parts.launching.agent(backlog);
      const { outcome, launches } = await this.withProgress(backlog, chosen, overrides, agent);
      await backlog.refresh();
      this.answer(backlog, chosen, overrides, outcome, launches);
      return outcome;
    } finally {
      this.isRunning = false;
    }
  }

  /** One progress over all steps, launching included: cancelling takes back what was not finished. */
  private withProgress(backlog: FolderBacklog, chosen: Chosen, overrides: readonly string[], agent: AgentDescriptor): Thenable<{ outcome: BatchOutcome; launches: readonly TreeLaunch[] }> {
    const title = noticeText(t('Start a batch of {0}', chosen.of));
    return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, async (progress, token) => {
      const report = (message: string) => progress.report({ message: noticeText(message) });
      const outcome = await startBatch(backlog.world, {
        ...chosen,
        overrides: new Set(overrides),
        isCancelled: () => token.isCancellationRequested,
        onStep: (step) => report(stepText(step)),
        mayStart: (ready) => agreesToBatch(ready, chosen, agent, backlog),
        setUp: (added, taskId) => setUpTree(added, token, (line) => report(t('making {0} ready: {1}', taskId, cut(line, 80)))),
      });
      if (outcome.kind !== 'started') return { outcome, launches: [] };
      await this.parts.remembered.started(backlog.folder.uri, outcome.batch, outcome.tasks);
      return { outcome, launches: await this.launch(backlog, outcome, chosen.group, agent, token, report) };
    });
  }

  private async launch(
    backlog: FolderBacklog,
    { batch, tasks }: Extract<BatchOutcome, { kind: 'started' }>,
    group: Chosen['group'],
    agent: AgentDescriptor,
    token: vscode.CancellationToken,
    report: (message: string) => void,
  ): Promise<readonly TreeLaunch[]> {
    const { launching, sourceControl } = this.parts;
    if (batch.mode === 'coordinator') {
      if (token.isCancellationRequested) return [{ taskId: batch.id, kind: 'cancelled' }];
      report(t('launching the coordinator'));
      return [await launching.coordinator(backlog, batch, tasks, agent, group)];
    }
    for (const { added } of tasks) if (added) void sourceControl.open(added.top);
    return launching.all(backlog, tasks, agent, {
      isCancelled: () => token.isCancellationRequested,
      onTask: (taskId, index, count) => report(t('launching agent {0} of {1}: {2}', index, count, taskId)),
    });
  }

  private answer(backlog: FolderBacklog, chosen: Chosen, overrides: readonly string[], outcome: BatchOutcome, launches: readonly TreeLaunch[]): void {
    const again = (lifted: readonly string[]) => this.start(backlog, chosen, [...overrides, ...lifted]);
    const retry = { title: t('Try Again'), run: () => again([]) };
    switch (outcome.kind) {
      case 'started':
        this.answerStarted(backlog, outcome, launches);
        return;
      case 'blocked':
        void tellRefusal(outcome.findings, { backlog, retry: retry.run, resume: (taskId) => this.parts.resume(backlog, taskId) }, this.parts.log, again);
        return;
      case 'failed':
        for (const { taskId, step, refusal } of outcome.failed) this.parts.log.warn(`${taskId} was not started (${step}): ${refusal.code} ${refusal.message}`);
        void tell('error', t('No task of the batch was started. {0}', failedText(outcome.failed)), [retry, showLog()]);
        return;
      case 'cancelled':
        if (outcome.standing.length > 0) void tell('warning', t('The batch was cancelled. What stands: {0}.', outcome.standing.join('; ')));
        return;
    }
  }

  private answerStarted(backlog: FolderBacklog, { batch, tasks, failed, warnings }: Extract<BatchOutcome, { kind: 'started' }>, launches: readonly TreeLaunch[]): void {
    for (const { taskId, step, refusal } of failed) this.parts.log.warn(`${taskId} was not started (${step}): ${refusal.code} ${refusal.message}`);
    this.parts.launched(backlog, batch, launches.flatMap(({ kind, taskId }) => (kind === 'launched' ? [taskId] : [])));
    const text = outcomeText(batch.of, tasks.map(({ taskId }) => taskId), launches, failed, { isCoordinated: batch.mode === 'coordinator', warnings });
    const files = launches.flatMap((launch) => ('file' in launch ? [launch.file] : []));
    const argument = { batchId: batch.id, folder: backlog.folder.uri.toString() };
    const actions: MessageAction[] = [
      ...(files.length > 0 ? [{ title: files.length === 1 ? t('Show Prompt') : t('Show Prompts'), run: () => showFiles(files) }] : []),
      { title: t('Show Report'), run: () => vscode.commands.executeCommand(COMMANDS.showBatchReport, argument) },
      { title: t('Undo'), run: () => vscode.commands.executeCommand(COMMANDS.undoBatchStart, argument) },
    ];
    const isWhole = failed.length === 0 && launches.every(({ kind }) => kind !== 'failed' && kind !== 'cancelled');
    void tell(isWhole ? 'info' : 'warning', text, actions);
  }
}

const showLog = (): MessageAction => ({ title: t('Show Log'), run: () => vscode.commands.executeCommand(COMMANDS.showLog) });

/** Why nothing runs side by side, and what does instead (spec, "Mode Detection"). */
function tellFallback(backlog: FolderBacklog, plan: BacklogPlan, of: string): undefined {
  void tell('warning', t('No parallel batch of {0}: {1}', of, whyNoBatch(plan)), [
    { title: t('Start Next Task'), run: () => vscode.commands.executeCommand(COMMANDS.startNextTask, { folder: backlog.folder.uri.toString() }) },
  ]);
}

function stepText(step: BatchStep): string {
  switch (step.kind) {
    case 'gates':
      return t('checking the gates');
    case 'fetch':
      return t('fetching the base branch');
    case 'branch':
      return t('creating the branch');
    case 'worktree':
      return t('making worktree {0} of {1}: {2}', step.index, step.count, step.taskId);
    case 'set-up':
      return t('making {0} ready ({1} of {2})', step.taskId, step.index, step.count);
    case 'claim':
      return t('claiming {0} ({1} of {2})', step.taskId, step.index, step.count);
    case 'commit':
      return t('committing the claim of {0} ({1} of {2})', step.taskId, step.index, step.count);
  }
}

async function showFiles(files: readonly vscode.Uri[]): Promise<void> {
  for (const file of files) await vscode.window.showTextDocument(file, { preview: false, preserveFocus: true });
}
