import * as vscode from 'vscode';
import type { Beginning } from './core/beginning';
import { speak } from './core/words';
import { backlogCommands } from './editor/commands/backlogCommands';
import { registerCommands } from './editor/commands/command';
import { commandsWhenRun, WHEN_RUN } from './editor/commands/commandsWhenRun';
import type { AgentWork } from './editor/agents/agentWork';
import type { AgentEnd } from './editor/agents/processLauncher';
import { registerBatches } from './editor/batch/batchPart';
import { COMMANDS } from './editor/ids';
import { registerLanguage } from './editor/language/registerLanguage';
import { isForModel } from './editor/forModels';
import { loadWhenUsed } from './editor/loadWhenUsed';
import { createLog } from './editor/log';
import { registerMerging } from './editor/merge/mergePart';
import { registerMigration } from './editor/migrate/migratePart';
import { registerPlan } from './editor/plan/planPart';
import { registerProblems } from './editor/problems/problemsPart';
import { registerPulse } from './editor/pulse/pulsePart';
import { showInGraph } from './editor/pulse/showInGraph';
import { registerSetup } from './editor/setup/setupPart';
import { registerStatusBar } from './editor/status/statusBar';
import { StartedTasks } from './editor/start/startedTasks';
import { registerParticipant } from './editor/chat/registerParticipant';
import { readToolConfirmation } from './editor/tools/toolSettings';
import { declaredTools, registerTools } from './editor/tools/registerTools';
import { Unasked } from './editor/unasked';
import { tooltipOf } from './editor/tree/treeItem';
import { registerTree } from './editor/tree/treePart';
import { backlogOf } from './editor/tree/backlogOf';
import { WindowBacklogs } from './editor/windowBacklogs';
import type { FolderBacklog } from './editor/folderBacklog';

/** What other extensions and the host tests may rely on. */
export interface OrchestratorApi {
  /** Resolves when the first view shows what is on disk. */
  readonly loaded: Promise<void>;
  /** Milliseconds that activation took. */
  readonly activationTime: number;
  readonly backlogs: WindowBacklogs;
}

/** The composition root: every part of the editor face, in the order in which it is laid. */
export function activate(context: vscode.ExtensionContext): OrchestratorApi {
  const began = performance.now();
  // The editor has read the texts of its language by now; where there are none, it is English.
  if (vscode.l10n.bundle) speak({ language: vscode.env.language, texts: vscode.l10n.bundle }, isForModel);
  const channel = vscode.window.createOutputChannel('Implementation Orchestrator', { log: true });
  const log = createLog(channel);
  const backlogs = new WindowBacklogs(context, log);
  const part = (name: string, lay: () => vscode.Disposable) => {
    try {
      context.subscriptions.push(lay());
    } catch (error) {
      log.error(`the part "${name}" could not be laid`, error);
    }
  };
  const backlog = (argument?: unknown): FolderBacklog => backlogOf(backlogs, argument);
  const ended = new vscode.EventEmitter<AgentEnd>();
  const started = new StartedTasks(context.workspaceState);
  let working: Promise<AgentWork> | undefined;
  const agents = () => (working ??= loadWhenUsed().then(({ agentWork }) => agentWork(context, { log, onEnded: (end) => ended.fire(end), again: (...task) => batches.again(...task) })));
  const unasked = new Unasked(context.globalState);
  const run = (id: string) => (argument?: unknown) => void vscode.commands.executeCommand(id, argument);
  const begin = (how: Beginning) => run({ manifest: COMMANDS.createManifest, sample: COMMANDS.trySample, tour: COMMANDS.getStarted }[how])();
  const pulse = registerPulse(context, backlogs, log, {
    reveal: run(COMMANDS.revealTask),
    start: (taskId) => void vscode.commands.executeCommand(taskId === undefined ? COMMANDS.startNextTask : COMMANDS.startTask, taskId),
    openProblem: run(COMMANDS.openProblem),
    sendEscalation: (id) => void vscode.commands.executeCommand(COMMANDS.sendEscalation, { escalation: id }),
    plan: run(COMMANDS.planBatch),
    list: (of) => run(of === 'attention' ? COMMANDS.showAttention : COMMANDS.showBlockedTasks)(),
    begin,
  });
  const plan = registerPlan(
    context,
    { backlogs, log, choose: (of) => backlogs.choose(of) },
    { reveal: run(COMMANDS.revealTask), startBatch: run(COMMANDS.startParallelBatch), startTask: run(COMMANDS.startTask), openProblem: run(COMMANDS.openProblem), begin },
  );
  const tree = registerTree(context, backlogs, log, async (...ticked) => (await loadWhenUsed()).recordTicks({ backlogs })(...ticked));

  context.subscriptions.push(channel, ended, backlogs, pulse, plan, tree);
  part('status bar', () => registerStatusBar(backlogs));
  part('attention commands', () => registerCommands(commandsWhenRun(WHEN_RUN.attention, async () => (await loadWhenUsed()).attentionCommands({ backlog, chat: (await agents()).chat })), log));
  part('language', () => registerLanguage({ backlogs, log, tooltip: tooltipOf }));
  part('tree commands', () => registerCommands(tree.commands, log));
  part('record commands', () => registerCommands(commandsWhenRun(WHEN_RUN.record, async () => (await loadWhenUsed()).recordCommands({ backlogs })), log));
  part('start commands', () => registerCommands(commandsWhenRun(WHEN_RUN.start, async () => (await loadWhenUsed()).startWork({ log, started, launching: (await agents()).launching, backlog })), log));
  part('tools', () => registerTools(declaredTools(context.extension), { loaded: () => loaded, backlogs: () => backlogs, confirmation: readToolConfirmation, isTrusted: () => vscode.workspace.isTrusted, log }));
  part('participant', () => registerParticipant({ loaded: () => loaded, backlogs: () => backlogs }));
  part('migration', () => registerMigration({ backlog, log }));
  part('merging', () => registerMerging({ backlog, log }));
  part('backlog commands', () => registerCommands(backlogCommands({ backlogs, channel, backlog }), log));
  part('welcome commands', () => registerCommands(commandsWhenRun(WHEN_RUN.welcome, async () => (await loadWhenUsed()).welcomeCommands(context, unasked)), log));
  part('pulse commands', () =>
    registerCommands([...pulse.commands, { id: COMMANDS.showInGraph, run: showInGraph<FolderBacklog>({ backlogs, show: pulse.showInGraph }) }], log),
  );
  part('plan commands', () => registerCommands([{ id: COMMANDS.planBatch, run: (argument) => plan.show(argument) }], log));
  const loaded = backlogs.load().catch((error: unknown) => log.error('the backlogs could not be read', error));
  part('problems', () => registerProblems({ backlogs, log, loaded }));
  const batches = registerBatches(context, { backlogs, agents, log, loaded, onEnded: ended.event, unasked, backlog });
  context.subscriptions.push(batches);
  part('agent set-up', () => registerSetup(context, { backlogs, log, loaded, backlog }));
  return { loaded, activationTime: performance.now() - began, backlogs };
}
