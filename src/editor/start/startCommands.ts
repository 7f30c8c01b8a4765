import * as vscode from 'vscode';
import { explain } from '../../core/select/explain';
import { branchOf } from '../../core/branches';
import { askGates, nextTask } from '../../core/operations/gates';
import { findingOf } from '../../core/operations/start';
import { isStart } from '../../core/operations/undo';
import { undoStart } from '../../core/operations/undoStart';
import { OrchestratorError } from '../../core/orchestratorError';
import { evaluateGates } from '../../core/rules/evaluate';
import { baseBranchOf } from '../../core/rules/gitRules';
import { branchFor } from '../../core/settings';
import { isOpen, standingOf } from '../../core/select/eligibility';
import type { TaskView } from '../../core/snapshot';
import { statusName } from '../../core/statusName';
import { t } from '../../core/words';
import type { Command } from '../commands/command';
import type { FolderBacklog } from '../folderBacklog';
import { COMMANDS } from '../ids';
import { confirm, tell, whisper } from '../messages';
import { refusalError } from '../refusalError';
import { taskOfBranch } from '../status/statusBar';
import { undoRecorded } from '../record/undoLastChange';
import { pickTask } from '../tree/pickTask';
import { taskIdOf } from '../tree/taskIdOf';
import type { AgentLaunching } from './agentLaunching';
import { canResume } from './checkOutTask';
import { showFindings, showReadiness } from './readinessList';
import type { RemedyContext } from './remedies';
import type { StartFlow } from './startFlow';
import type { StartedTasks } from './startedTasks';

/** What the commands of a start act on. */
export interface StartServices {
  readonly flow: StartFlow;
  readonly started: StartedTasks;
  readonly launching: AgentLaunching;
  /** The backlog that an argument or the window means; throws a safe error where there is none. */
  backlog(argument?: unknown): FolderBacklog;
}

/** The commands around a start, one row each. */
export function startCommands(services: StartServices): readonly Command[] {
  const { flow, launching } = services;
  return [
    { id: COMMANDS.startNextTask, run: (argument) => flow.run(services.backlog(argument)) },
    { id: COMMANDS.startTask, run: (argument) => startTask(services, argument) },
    { id: COMMANDS.chooseTask, run: (argument) => chooseTask(services, argument) },
    { id: COMMANDS.checkGit, run: () => checkGit(services) },
    { id: COMMANDS.checkReadiness, run: (argument) => checkReadiness(services, argument) },
    { id: COMMANDS.createFeatureBranch, run: (argument) => createFeatureBranch(services, argument) },
    { id: COMMANDS.explainNextTask, run: () => explainNext(services) },
    { id: COMMANDS.copyDelegationPrompt, run: (argument) => copyPrompt(services, argument) },
    { id: COMMANDS.resumeTask, run: (argument) => resumeTask(services, argument) },
    { id: COMMANDS.launchAgain, run: (argument) => launchAgain(services, argument) },
    { id: COMMANDS.chooseAgent, run: () => launching.choose(services.backlog()) },
    { id: COMMANDS.undoStart, run: (argument) => undo(services, argument) },
  ];
}

async function startTask(services: StartServices, argument: unknown): Promise<unknown> {
  const taskId = taskIdOf(argument);
  return taskId === undefined ? chooseTask(services, argument) : services.flow.run(services.backlog(argument), taskId);
}

async function chooseTask(services: StartServices, argument: unknown): Promise<unknown> {
  const backlog = services.backlog(argument);
  const git = backlog.gitFacts;
  const canStart = (view: TaskView) =>
    standingOf(view, backlog.snapshot).kind === 'eligible' && branchOf(view, git, backlog.settings) === undefined;
  const taskId = await pickTask(backlog, { title: t('Choose the task to start'), filter: canStart });
  return taskId === undefined ? undefined : services.flow.run(backlog, taskId);
}

function remedyContext({ launching }: StartServices, backlog: FolderBacklog, retry: () => unknown): RemedyContext {
  return {
    backlog,
    retry,
    resume: (taskId) => launching.resume(backlog, taskId),
  };
}

async function checkGit(services: StartServices): Promise<void> {
  const backlog = services.backlog();
  const git = await backlog.readGit();
  const { findings } = evaluateGates({ snapshot: backlog.snapshot, git, settings: backlog.settings });
  const ofGit = findings.filter(({ gate }) => gate === 6);
  if (ofGit.length > 0) return showFindings(ofGit, t('What git says'), remedyContext(services, backlog, () => checkGit(services)));
  const branch = git.kind === 'repository' && git.head.kind === 'branch' ? git.head.name : '';
  void tell('info', t('Git is ready for a start: {0} is checked out, and the working tree is clean.', branch));
}

/** The readiness of a task, or of the next one. */
async function checkReadiness(services: StartServices, argument: unknown): Promise<void> {
  const backlog = services.backlog(argument);
  const taskId = taskIdOf(argument);
  const { readiness, input } = await askGates(backlog.world.here, backlog.settings, taskId === undefined ? {} : { taskId });
  const { task, documents } = input;
  await showReadiness(readiness, task ? task.task.id : backlog.folder.name, documents, remedyContext(services, backlog, () => checkReadiness(services, argument)));
}

/** Only the branch: for a person who works on the task by hand. */
async function createFeatureBranch(services: StartServices, argument: unknown): Promise<void> {
  const backlog = services.backlog(argument);
  const retry = () => createFeatureBranch(services, argument);
  const context = remedyContext(services, backlog, retry);
  const git = await backlog.readGit();
  const blocking = (view?: TaskView) =>
    evaluateGates({ snapshot: backlog.snapshot, git, settings: backlog.settings, ...(view ? { task: view } : {}) }).findings.filter(
      ({ gate, code, effect }) => effect === 'block' && (gate === 6 || code.startsWith('BLOCKED::BRANCH-')),
    );
  const ofGit = blocking();
  if (ofGit.length > 0 || git.kind !== 'repository') return showFindings(ofGit, t('What blocks the branch'), context);
  const taskId = taskIdOf(argument) ?? (await pickTask(backlog, { title: t('Create the feature branch of which task?'), filter: isOpen }));
  const view = taskId === undefined ? undefined : backlog.snapshot.byId.get(taskId);
  if (taskId === undefined || !view) return;
  const ofBranch = blocking(view);
  if (ofBranch.length > 0) return showFindings(ofBranch, t('What blocks the branch'), context);
  const branch = branchFor(taskId, backlog.settings);
  const base = git.head.kind === 'branch' ? git.head.name : (baseBranchOf(git, backlog.settings) ?? '');
  const name = await backlog.git.checkBranchName(branch);
  const made = name.ok ? await backlog.git.createBranch(branch, base) : name;
  await backlog.refresh();
  if (!made.ok) return showFindings([findingOf(made.error, taskId)], t('What blocks the branch'), context);
  whisper(t('{0} is checked out', branch));
}

async function explainNext(services: StartServices): Promise<void> {
  const backlog = services.backlog();
  const git = backlog.gitFacts.kind === 'repository' ? backlog.gitFacts : undefined;
  const view = nextTask(backlog.snapshot, backlog.settings, git);
  if (!view) {
    const { findings } = evaluateGates({ snapshot: backlog.snapshot, git: backlog.gitFacts, settings: backlog.settings, facts: backlog.facts });
    return showFindings(findings.filter(({ gate }) => gate !== 6), t('Why no task is next'), remedyContext(services, backlog, () => explainNext(services)));
  }
  await vscode.commands.executeCommand(COMMANDS.explainTask, explain(view, backlog.snapshot, backlog.settings).taskId);
}

async function copyPrompt(services: StartServices, argument: unknown): Promise<void> {
  const backlog = services.backlog(argument);
  const taskId = await taskAtHand(backlog, argument, t('Copy the delegation prompt of which task?'));
  if (taskId === undefined) return;
  await vscode.env.clipboard.writeText(await services.launching.prompt(backlog, taskId));
  whisper(t('The delegation prompt of {0} is in the clipboard', taskId));
}

async function launchAgain(services: StartServices, argument: unknown): Promise<void> {
  const backlog = services.backlog(argument);
  // A launch works where the task's branch is checked out: in this folder, or in a worktree.
  const isRunning = ({ status, source }: TaskView) => status === 'in-progress' && (source.kind === 'file' || source.kind === 'worktree');
  if (!backlog.snapshot.tasks.some(isRunning)) {
    void tell('info', t('No task is in progress on a branch that is checked out.'), [
      { title: t('Start Next Task'), run: () => vscode.commands.executeCommand(COMMANDS.startNextTask) },
    ]);
    return;
  }
  const taskId = taskIdOf(argument) ?? taskOfBranch(backlog) ?? (await pickTask(backlog, { title: t('Launch the implementer of which task?'), filter: isRunning }));
  if (taskId !== undefined) await services.launching.launch(backlog, taskId);
}

/** The argument's task, else that of the branch, else one of those that were begun. */
async function resumeTask(services: StartServices, argument: unknown): Promise<void> {
  const backlog = services.backlog(argument);
  const { snapshot } = backlog;
  if (taskIdOf(argument) === undefined && !snapshot.tasks.some(canResume)) {
    void tell('info', t('No task is in progress, and none has a branch.'), [
      { title: t('Start Next Task'), run: () => vscode.commands.executeCommand(COMMANDS.startNextTask) },
    ]);
    return;
  }
  const onBranch = snapshot.byId.get(taskOfBranch(backlog) ?? '');
  const taskId =
    taskIdOf(argument) ?? (onBranch && canResume(onBranch) ? onBranch.task.id : await pickTask(backlog, { title: t('Resume which task?'), filter: canResume }));
  if (taskId === undefined) return;
  const view = snapshot.byId.get(taskId);
  if (view && !canResume(view)) {
    const isOver = view.status === 'completed' || view.status === 'abandoned';
    const [why, remedy] = isOver
      ? [t('{0} is {1}', taskId, statusName(view.status)), t('Reopen it first, if it is to go on after all.')]
      : [t('{0} was not begun: it has no branch', taskId), t('Start it.')];
    throw new OrchestratorError('NOTHING-TO-RESUME', why, remedy);
  }
  await services.launching.resume(backlog, taskId);
}

/** The argument's task, else that of the branch, else the person is asked. */
async function taskAtHand(backlog: FolderBacklog, argument: unknown, title: string): Promise<string | undefined> {
  return taskIdOf(argument) ?? taskOfBranch(backlog) ?? (await pickTask(backlog, { title }));
}

async function undo(services: StartServices, argument: unknown): Promise<void> {
  const backlog = services.backlog(argument);
  const taskId = taskIdOf(argument) ?? taskOfBranch(backlog);
  const known = services.started.of(backlog);
  const started = known.find((one) => one.taskId === taskId) ?? (taskId === undefined ? known[0] : undefined);
  if (!started) {
    const last = await backlog.store.lastChange();
    // A start by an agent's tool, or by vtm: the journal has it.
    if (last && isStart(last) && (taskId === undefined || taskId === last.taskId)) return undoRecorded(backlog);
    throw new OrchestratorError('UNDO-REFUSED', t('There is no start to undo here'), t('A start can be undone only while it is the last change, and nothing was built on it.'));
  }
  const detail = t('The branch {0} is removed with the claim of {1}, and {2} is checked out again. Nothing else changes; if there is any work on the branch, nothing is done at all.', started.branch, started.taskId, started.base);
  if (!(await confirm(t('Undo the start of {0}?', started.taskId), detail, t('Undo Start')))) return;
  const undone = await undoStart(started, backlog);
  await backlog.refresh();
  if (!undone.ok) throw refusalError(undone.error);
  await services.started.forget(started);
  whisper(t('The start of {0} was undone', started.taskId));
}
