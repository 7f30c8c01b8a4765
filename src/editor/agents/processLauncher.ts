import * as vscode from 'vscode';
import { cut } from '../../core/cut';
import { commandLine, isSafeForBatchFile, type CommandLine } from '../../core/delegate/commandLine';
import { describeAgent, type ProcessDescriptor } from '../../core/delegate/descriptor';
import { oneLine } from '../../core/delegate/plainText';
import type { Log } from '../../core/ports';
import { t } from '../../core/words';
import { withDeadline } from './deadline';
import { findOnPath } from './findOnPath';
import { READY, unavailable, type AgentLaunch, type Availability, type Launcher, type LaunchResult } from './launch';
import { withoutIcons } from '../withoutIcons';

/** An agent's process that ended; `exitCode` is undefined when its terminal was closed. */
export interface AgentEnd {
  readonly taskId: string;
  readonly exitCode: number | undefined;
}

const START_MS = 15_000;
const TASK_TYPE = 'orchestrator-agent';

/** Runs an agent as a task of the editor with an argument vector: no shell reads it, and the person can type into it. */
export class ProcessLauncher implements Launcher<ProcessDescriptor>, vscode.Disposable {
  private readonly running = new Map<string, string>();
  private readonly listener: vscode.Disposable;
  private launches = 0;

  constructor(
    private readonly log: Log,
    private readonly onEnded: (end: AgentEnd) => void,
  ) {
    this.listener = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => this.ended(launchOf(execution), exitCode));
  }

  dispose(): void {
    this.listener.dispose();
  }

  async isAvailable(descriptor: ProcessDescriptor, folder: vscode.WorkspaceFolder): Promise<Availability> {
    if (folder.uri.scheme !== 'file') return unavailable(t('Programs cannot run in a virtual workspace'), t('Open the folder from disk, or choose another agent'));
    const program = programOf(descriptor);
    if (await findOnPath(program)) return READY;
    const remedy = descriptor.kind === 'custom' ? t('Correct orchestrator.agents.custom in your settings') : t('Install {0} and restart the editor, or choose another agent', describeAgent(descriptor).label);
    return unavailable(t('The program {0} was not found on the PATH', program), remedy);
  }

  async launch(descriptor: ProcessDescriptor, launch: AgentLaunch): Promise<LaunchResult> {
    const root = launch.folder.uri;
    const hasAgent = await exists(vscode.Uri.joinPath(root, '.claude', 'agents', `${launch.role}.md`));
    const line = commandLine(descriptor, {
      promptFile: launch.promptFile.fsPath,
      prompt: launch.prompt,
      taskId: launch.taskId,
      branch: launch.branch,
      root: root.fsPath,
      ...(hasAgent ? { agent: launch.role } : {}),
    });
    if (!line.ok) return { kind: 'failed', why: t('{0} was not started: {1}.', describeAgent(descriptor).label, line.error) };
    const program = await findOnPath(line.value.program);
    if (!program) return { kind: 'failed', why: t('The program {0} was not found on the PATH.', line.value.program) };
    if (/\.(?:bat|cmd)$/i.test(program) && !isSafeForBatchFile(line.value.args)) {
      return { kind: 'failed', why: t('{0} is a batch file, and its arguments hold characters that Windows would not pass on as they are.', program) };
    }
    const isStarted = await this.run({ program, args: line.value.args }, launch);
    return isStarted
      ? { kind: 'launched', how: t('{0} is working in the terminal "{1}".', describeAgent(descriptor).label, taskName(launch)) }
      : { kind: 'failed', why: t('{0} did not start; its terminal may say why.', program) };
  }

  /** Ends the agents of a task that run here; resolves when none is left. */
  async end(taskId: string): Promise<void> {
    const ids = [...this.running].flatMap(([id, running]) => (running === taskId ? [id] : []));
    await Promise.all(vscode.tasks.taskExecutions.filter((execution) => ids.includes(launchOf(execution) ?? '')).map((execution) => this.endOf(execution)));
  }

  /** Whether an agent of the task runs in a terminal here. */
  isRunning(taskId: string): boolean {
    return [...this.running.values()].includes(taskId);
  }

  private async endOf(execution: vscode.TaskExecution): Promise<void> {
    const ended = new Promise<void>((resolve) => {
      const listener = vscode.tasks.onDidEndTask((end) => {
        if (launchOf(end.execution) !== launchOf(execution)) return;
        listener.dispose();
        resolve();
      });
    });
    execution.terminate();
    await withDeadline(ended, START_MS, undefined);
  }

  private async run({ program, args }: CommandLine, launch: AgentLaunch): Promise<boolean> {
    const id = String(++this.launches);
    // A definition of its own for each launch: the editor would otherwise ask whether to end the last one.
    const definition = { type: TASK_TYPE, task: launch.taskId, launch: id };
    const execution = new vscode.ProcessExecution(program, [...args], { cwd: launch.folder.uri.fsPath });
    const task = new vscode.Task(definition, scopeOf(launch.folder), taskName(launch), 'Orchestrator', execution, []);
    task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, panel: vscode.TaskPanelKind.New, focus: false, echo: true, clear: false };
    this.running.set(id, launch.taskId);
    this.log.info(`${launch.taskId}: ${program} with ${args.length} arguments`);
    const started = this.processStart(id);
    try {
      await vscode.tasks.executeTask(task);
      return await withDeadline(started.done, START_MS, false);
    } finally {
      started.dispose();
    }
  }

  /** Resolves to true once the process runs, to false when the task ends without one. */
  private processStart(id: string): { readonly done: Promise<boolean>; dispose(): void } {
    const listeners: vscode.Disposable[] = [];
    const done = new Promise<boolean>((resolve) => {
      listeners.push(
        vscode.tasks.onDidStartTaskProcess(({ execution }) => {
          if (launchOf(execution) === id) resolve(true);
        }),
        vscode.tasks.onDidEndTask(({ execution }) => {
          if (launchOf(execution) === id) resolve(false);
        }),
      );
    });
    return { done, dispose: () => listeners.forEach((listener) => void listener.dispose()) };
  }

  private ended(id: string | undefined, exitCode: number | undefined): void {
    const taskId = id === undefined ? undefined : this.running.get(id);
    if (id === undefined || taskId === undefined) return;
    this.running.delete(id);
    const text = `${taskId}: the agent ended with exit code ${exitCode ?? '(none)'}`;
    if (exitCode === 0) this.log.info(text);
    else this.log.warn(text);
    this.onEnded({ taskId, exitCode });
  }
}

function programOf(descriptor: ProcessDescriptor): string {
  return descriptor.kind === 'custom' ? descriptor.argv[0] : descriptor.agent;
}

/** A task of the editor belongs to a folder of the window, or to the window. */
function scopeOf({ uri }: vscode.WorkspaceFolder): vscode.WorkspaceFolder | vscode.TaskScope {
  return vscode.workspace.workspaceFolders?.find((folder) => folder.uri.toString() === uri.toString()) ?? vscode.TaskScope.Workspace;
}

function launchOf({ task }: vscode.TaskExecution): string | undefined {
  const { type, launch } = task.definition as { type: string; launch?: unknown };
  return type === TASK_TYPE && typeof launch === 'string' ? launch : undefined;
}

function taskName({ taskId }: AgentLaunch): string {
  return t('Agent: {0}', cut(withoutIcons(oneLine(taskId)), 60));
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type !== vscode.FileType.Directory;
  } catch {
    return false;
  }
}
