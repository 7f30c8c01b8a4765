import * as vscode from 'vscode';
import { contextCost, costText } from '../../core/context/cost';
import { start, type Started, type StartOutcome, type StartStep } from '../../core/operations/start';
import type { Log } from '../../core/ports';
import { noticeText } from '../../core/projections/treeText';
import type { Finding } from '../../core/rules/rule';
import { t } from '../../core/words';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { tell } from '../messages';
import { agreesToCost } from './agreesToCost';
import type { RemedyContext } from './remedies';
import type { StartedTasks } from './startedTasks';
import { tellRefusal } from './tellRefusal';

const STEPS: Readonly<Record<StartStep, () => string>> = {
  gates: () => t('checking the gates'),
  branch: () => t('creating the branch'),
  claim: () => t('claiming the task'),
  commit: () => t('committing the claim'),
};

/** What the flow needs of the window. */
export interface StartFlowParts {
  readonly log: Log;
  readonly started: StartedTasks;
  /** Hands a started task to its agent and tells how that went. */
  launch(backlog: FolderBacklog, started: Started): Promise<void>;
  resume(backlog: FolderBacklog, taskId: string, branch: string): Promise<void>;
}

/** "Start Next Task" and "Start This Task": one operation with progress, cancel, and an answer to every outcome. */
export class StartFlow {
  private isRunning = false;

  constructor(private readonly parts: StartFlowParts) {}

  /** Starts a task, or the next one. Resolves with the outcome once the agent was launched or the refusal was shown. */
  async run(backlog: FolderBacklog, taskId?: string, overrides: readonly string[] = []): Promise<StartOutcome | undefined> {
    if (this.isRunning) {
      void tell('info', t('A start is already under way in this window.'));
      return undefined;
    }
    this.isRunning = true;
    try {
      const outcome = await this.withProgress(backlog, taskId, overrides);
      await backlog.refresh();
      await this.answer(backlog, outcome, taskId, overrides);
      return outcome;
    } finally {
      this.isRunning = false;
    }
  }

  private withProgress(backlog: FolderBacklog, taskId: string | undefined, overrides: readonly string[]): Thenable<StartOutcome> {
    const title = taskId === undefined ? t('Start next task') : t('Start {0}', taskId);
    return vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: noticeText(title), cancellable: true },
      (progress, token) =>
        start(
          {
            git: backlog.git,
            store: backlog.store,
            context: backlog.context,
            startLock: backlog.startLock,
            clock: backlog.world.clock,
            log: this.parts.log,
            snapshot: () => backlog.world.here.snapshot(),
            projectFacts: (snapshot) => backlog.world.here.projectFacts(snapshot),
          },
          {
            ...(taskId === undefined ? {} : { taskId }),
            overrides: new Set(overrides),
            settings: backlog.settings,
            isCancelled: () => token.isCancellationRequested,
            onStep: (step) => progress.report({ message: STEPS[step]() }),
            mayStart: (ready) => {
              if (ready.documents.context.length > 0) progress.report({ message: t('context: {0}', costText(contextCost(ready.documents))) });
              return agreesToCost(ready, overrides, backlog.settings.contextBudget);
            },
          },
        ),
    );
  }

  private async answer(backlog: FolderBacklog, outcome: StartOutcome, taskId: string | undefined, overrides: readonly string[]): Promise<void> {
    switch (outcome.kind) {
      case 'started':
        await this.parts.started.remember(backlog, outcome.started);
        await this.parts.launch(backlog, outcome.started);
        return;
      case 'blocked':
        void this.refuse(backlog, outcome.findings, outcome.taskId ?? taskId, taskId, overrides);
        return;
      case 'failed': {
        const { refusal, step, standing } = outcome;
        const left = standing.length === 0 ? t('Nothing was changed.') : t('What stands: {0}.', standing.join('; '));
        const text = t('{0}: {1} for {2} failed: {3}. {4} {5}', refusal.code, STEPS[step](), outcome.taskId, refusal.message, refusal.remedy, left);
        void tell('error', text, [
          ...(refusal.code === 'BLOCKED::BRANCH-EXISTS' ? [{ title: t('Choose Another Task'), run: () => vscode.commands.executeCommand(COMMANDS.chooseTask) }] : []),
          { title: t('Try Again'), run: () => this.run(backlog, taskId, overrides) },
          { title: t('Show Log'), run: () => vscode.commands.executeCommand(COMMANDS.showLog) },
        ]);
        return;
      }
      case 'cancelled':
        if (outcome.standing.length > 0) void tell('warning', t('The start was cancelled. What stands: {0}.', outcome.standing.join('; ')));
        return;
    }
  }

  private refuse(backlog: FolderBacklog, findings: readonly Finding[], foundTask: string | undefined, wanted: string | undefined, overrides: readonly string[]): Promise<void> {
    const context: RemedyContext = {
      backlog,
      retry: () => this.run(backlog, wanted, overrides),
      resume: (taskId, branch) => this.parts.resume(backlog, taskId, branch),
    };
    const anyway = foundTask === undefined ? undefined : (lifted: readonly string[]) => this.run(backlog, foundTask, [...overrides, ...lifted]);
    return tellRefusal(findings, context, this.parts.log, anyway);
  }
}
