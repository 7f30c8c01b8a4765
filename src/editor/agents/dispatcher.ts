import * as vscode from 'vscode';
import { IMPLEMENTER_AGENT } from '../../core/delegate/commandLine';
import { describeAgent, type AgentDescriptor } from '../../core/delegate/descriptor';
import type { TaskDocuments } from '../../core/documents';
import type { Log } from '../../core/ports';
import { branchFor } from '../../core/settings';
import { t } from '../../core/words';
import type { Backlog } from '../backlog';
import { readAgentSettings, type AgentSettings } from './agentSettings';
import { ChatLauncher } from './chatLauncher';
import { askForAgent } from './chooseAgent';
import { ClaudeExtensionLauncher } from './claudeExtensionLauncher';
import { ClipboardLauncher, copy, showPrompt } from './clipboardLauncher';
import { allAgents, firstReady, preferredAgent, showsPrompt, type Candidate } from './decide';
import { unavailable, type AgentLaunch, type Availability, type Launcher, type LaunchResult } from './launch';
import { ProcessLauncher, type AgentEnd } from './processLauncher';
import { PromptFiles } from './promptFiles';
import { RememberedAgent } from './rememberedAgent';

/** What launching needs of a backlog. */
export type LaunchBacklog = Pick<Backlog, 'folder' | 'snapshot' | 'settings'>;

/** What became of a launch, told once by the caller. `how` of a launch and `why` are whole sentences. */
export type LaunchOutcome =
  | { readonly kind: 'launched'; readonly agent: AgentDescriptor; readonly how: string }
  /** The agent did not start. The prompt is open in an editor, and on the clipboard where `how` says so. */
  | { readonly kind: 'fell-back'; readonly agent: AgentDescriptor; readonly why: string; readonly how: 'clipboard' | 'file' };

/** One prompt to hand over. */
export interface Handed {
  readonly taskId: string;
  readonly prompt: string;
  readonly documents: TaskDocuments;
  /** The agent of the spec that it is for; `task-implementer` unless told otherwise. */
  readonly role?: string;
  /** Where that is not the branch of the task. */
  readonly branch?: string;
}

/** A launch without a way out: the caller has several, and tells of all at once. */
export interface Attempt {
  readonly result: LaunchResult;
  /** The prompt, where it could be saved. */
  readonly promptFile?: vscode.Uri;
}

export interface DispatcherOptions {
  readonly settings?: () => AgentSettings;
  /** Told when a command-line agent's process ends. */
  readonly onEnded?: (end: AgentEnd) => void;
  /** In place of the real launchers, in tests. */
  readonly launchers?: Partial<Record<AgentDescriptor['kind'], Launcher>>;
}

type StoredContext = Pick<vscode.ExtensionContext, 'storageUri' | 'globalStorageUri' | 'workspaceState' | 'globalState' | 'subscriptions'>;

/** Makes the one dispatcher of the window; it is disposed of with the extension. */
export function createDispatcher(context: StoredContext, log: Log, options: DispatcherOptions = {}): Dispatcher {
  const settings = options.settings ?? readAgentSettings;
  const processes = new ProcessLauncher(log, options.onEnded ?? (() => undefined));
  context.subscriptions.push(processes);
  const launchers: Record<AgentDescriptor['kind'], Launcher> = {
    chat: new ChatLauncher(settings, log),
    'claude-extension': new ClaudeExtensionLauncher(),
    'command-line': processes,
    custom: processes,
    clipboard: new ClipboardLauncher(),
    ...options.launchers,
  };
  return new Dispatcher(launchers, settings, new RememberedAgent(context), new PromptFiles(context), log, processes);
}

/** Hands prompts to agents, behind one interface (DESIGN section 3, "Launching"). Nothing here shows a message or throws. */
export class Dispatcher {
  constructor(
    private readonly launchers: Readonly<Record<AgentDescriptor['kind'], Launcher>>,
    private readonly settings: () => AgentSettings,
    private readonly remembered: RememberedAgent,
    private readonly files: PromptFiles,
    private readonly log: Log,
    /** The agents that run in terminals of this window. */
    readonly processes: Pick<ProcessLauncher, 'end' | 'isRunning'>,
  ) {}

  /** All agents with what is known of them now, best first. */
  async descriptors(backlog: LaunchBacklog): Promise<readonly Candidate[]> {
    const offered = allAgents(this.settings().custom);
    return Promise.all(offered.map(async (descriptor) => ({ descriptor, availability: await this.availability(descriptor, backlog) })));
  }

  /** The agent that the next task goes to: the person's choice, or the first that is ready. */
  async current(backlog: LaunchBacklog): Promise<AgentDescriptor> {
    return this.preferred() ?? firstReady(await this.descriptors(backlog));
  }

  /** Asks for an agent and remembers the answer; undefined when the person turned away. */
  async choose(backlog: LaunchBacklog): Promise<AgentDescriptor | undefined> {
    const candidates = await this.descriptors(backlog);
    const chosen = await askForAgent(candidates, this.preferred() ?? firstReady(candidates));
    if (chosen) await this.remembered.choose(chosen);
    return chosen;
  }

  /** Hands a prompt to the current agent, or to `agent`; falls back to clipboard and opened file. */
  async launch(backlog: LaunchBacklog, taskId: string, prompt: string, documents: TaskDocuments, agent?: AgentDescriptor): Promise<LaunchOutcome> {
    const descriptor = agent ?? (await this.current(backlog));
    const launch = await this.prepare(backlog, { taskId, prompt, documents });
    if (!launch) return this.withoutFile(descriptor, prompt);
    const result = await this.previewAndDispatch(descriptor, launch, backlog);
    if (result.kind === 'launched') return { kind: 'launched', agent: descriptor, how: result.how };
    this.log.warn(`${taskId}: ${describeAgent(descriptor).label} was not launched: ${result.why}`);
    if (descriptor.kind === 'clipboard') return { kind: 'fell-back', agent: descriptor, why: result.why, how: 'file' };
    const rescued = await this.guarded(() => this.launchers.clipboard.launch({ kind: 'clipboard' }, launch));
    return { kind: 'fell-back', agent: descriptor, why: result.why, how: rescued.kind === 'launched' ? 'clipboard' : 'file' };
  }

  /** Hands a prompt to an agent, and leaves what to do with a failure to the caller. */
  async attempt(backlog: LaunchBacklog, handed: Handed, agent: AgentDescriptor): Promise<Attempt> {
    const launch = await this.prepare(backlog, handed);
    if (!launch) return { result: { kind: 'failed', why: t('The prompt could not be saved as a file; the log has the details.') } };
    const result = await this.previewAndDispatch(agent, launch, backlog);
    if (result.kind === 'failed') this.log.warn(`${handed.taskId}: ${describeAgent(agent).label} was not launched: ${result.why}`);
    return { result, promptFile: launch.promptFile };
  }

  /** Saves a prompt for a person to hand over; undefined where the disk refuses. */
  async keepPrompt(taskId: string, prompt: string): Promise<vscode.Uri | undefined> {
    try {
      return await this.files.write(taskId, prompt);
    } catch (error) {
      this.log.error('the prompt could not be saved as a file', error);
      return undefined;
    }
  }

  private preferred(): AgentDescriptor | undefined {
    const { custom, preferred: configured } = this.settings();
    const { here, elsewhere } = this.remembered;
    return preferredAgent({ offered: allAgents(custom), here, configured, elsewhere });
  }

  private async availability(descriptor: AgentDescriptor, { folder }: LaunchBacklog): Promise<Availability> {
    if (descriptor.kind !== 'clipboard' && !vscode.workspace.isTrusted) {
      return unavailable(t('The workspace is not trusted'), t('Trust the workspace to launch agents'));
    }
    try {
      return await this.launchers[descriptor.kind].isAvailable(descriptor, folder);
    } catch (error) {
      this.log.error(`looking for ${describeAgent(descriptor).label} failed`, error);
      return unavailable(t('{0} could not be looked for', describeAgent(descriptor).label), t('See the log, or choose another agent'));
    }
  }

  private async previewAndDispatch(descriptor: AgentDescriptor, launch: AgentLaunch, backlog: LaunchBacklog): Promise<LaunchResult> {
    if (descriptor.kind !== 'clipboard') await this.preview(launch.promptFile);
    return this.dispatch(descriptor, launch, backlog);
  }

  private async dispatch(descriptor: AgentDescriptor, launch: AgentLaunch, backlog: LaunchBacklog): Promise<LaunchResult> {
    const availability = await this.availability(descriptor, backlog);
    if (availability.kind === 'unavailable') return { kind: 'failed', why: t('{0}. {1}.', availability.reason, availability.remedy) };
    return this.guarded(() => this.launchers[descriptor.kind].launch(descriptor, launch));
  }

  private async guarded(run: () => Promise<LaunchResult>): Promise<LaunchResult> {
    try {
      return await run();
    } catch (error) {
      this.log.error('launching failed', error);
      return { kind: 'failed', why: t('The agent could not be launched; the log has the details.') };
    }
  }

  private async prepare(backlog: LaunchBacklog, { taskId, prompt, documents, branch, role = IMPLEMENTER_AGENT }: Handed): Promise<AgentLaunch | undefined> {
    const { folder, settings, snapshot } = backlog;
    const paths = documents.context.flatMap((fact) => (fact.kind === 'found' ? [fact.path] : []));
    const view = snapshot.byId.get(taskId);
    const promptFile = await this.keepPrompt(taskId, prompt);
    return (
      promptFile && {
        prompt,
        promptFile,
        taskId,
        title: view?.task.title ?? taskId,
        contextFiles: [...new Set(paths)].map((path) => vscode.Uri.joinPath(folder.uri, path)),
        folder,
        branch: branch ?? view?.branch ?? branchFor(taskId, settings),
        role,
      }
    );
  }

  private async preview(file: vscode.Uri): Promise<void> {
    if (!showsPrompt(this.settings().previewPrompt, this.remembered.promptWasShown)) return;
    try {
      await showPrompt(file);
      await this.remembered.notePromptShown();
    } catch (error) {
      this.log.error('the prompt could not be shown', error);
    }
  }

  private async withoutFile(agent: AgentDescriptor, prompt: string): Promise<LaunchOutcome> {
    const isCopied = await copy(prompt);
    try {
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: prompt, language: 'markdown' }));
    } catch (error) {
      this.log.error('the prompt could not be shown', error);
    }
    return { kind: 'fell-back', agent, why: t('The prompt could not be saved as a file; the log has the details.'), how: isCopied ? 'clipboard' : 'file' };
  }
}
