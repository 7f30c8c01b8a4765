import * as vscode from 'vscode';
import { IMPLEMENTER_AGENT } from '../../core/delegate/commandLine';
import type { AgentDescriptor } from '../../core/delegate/descriptor';
import type { Log } from '../../core/ports';
import { t } from '../../core/words';
import type { AgentSettings } from './agentSettings';
import { projectAgents } from '../../io/setupAgents';
import { chatPlan, customAgents, type KnownAgent } from './chatPlan';
import { withDeadline } from './deadline';
import { READY, unavailable, type AgentLaunch, type Availability, type Launcher, type LaunchResult } from './launch';

type Chat = Extract<AgentDescriptor, { kind: 'chat' }>;

/** Commands of the workbench without a contract: each is looked for, raced with a deadline, and may fail. */
const OPEN = 'workbench.action.chat.open';
const NEW = ['workbench.action.chat.newLocalChat', 'workbench.action.chat.newChat'];
const AGENTS = 'workbench.action.chat.getHandoffs';
const LATE = Symbol('late');
const QUICK_MS = 5_000;
const NEW_MS = 20_000;
/** The editor itself waits up to a minute for its agent when a query is submitted. */
const OPEN_MS = 65_000;
/**
 * A new session reads the project's agents anew, in the background, and until then its `mode` is silently
 * ignored. Nothing tells when it is done (VS Code 1.139), so it is given this long.
 */
const AGENTS_SETTLE_MS = 1_500;

/** Opens the editor's chat with the prompt and the task's documents (AGENT-APIS.md). */
export class ChatLauncher implements Launcher<Chat> {
  constructor(
    private readonly settings: () => AgentSettings,
    private readonly log: Log,
  ) {}

  async isAvailable(): Promise<Availability> {
    if (vscode.workspace.getConfiguration('chat').get<unknown>('disableAIFeatures') === true) {
      return unavailable(t('The setting chat.disableAIFeatures is on'), t('Turn it off, or choose another agent'));
    }
    if (!(await vscode.commands.getCommands(true)).includes(OPEN)) {
      return unavailable(t('This editor has no chat that can be opened'), t('Choose another agent'));
    }
    if (await this.isReady()) return READY;
    return { kind: 'available', isReady: false, note: t('no language model is signed in yet') };
  }

  async launch(descriptor: Chat, launch: AgentLaunch): Promise<LaunchResult> {
    return this.open(launch, descriptor.agent, await this.agents());
  }

  /**
   * Opens the chat for one custom agent and no other.
   *
   * @param names the names it may have; the editor's agents and the project's own are looked through
   * @returns undefined where there is no such agent
   */
  async address(names: readonly string[], launch: Pick<AgentLaunch, 'prompt' | 'taskId' | 'folder'>): Promise<LaunchResult | undefined> {
    const known = await this.agents();
    const inProject = known.length > 0 ? [] : await projectAgents(launch.folder.uri.fsPath);
    const agents = [...known, ...inProject.map(({ name }) => ({ name, id: name, isOurs: false }))];
    const found = agents.find(({ name }) => names.some((wanted) => slug(wanted) === slug(name)));
    return found && this.open({ ...launch, contextFiles: [], role: IMPLEMENTER_AGENT }, found.name, agents);
  }

  private async open(launch: Pick<AgentLaunch, 'prompt' | 'taskId' | 'contextFiles' | 'role'>, wanted: string | undefined, agents: readonly KnownAgent[]): Promise<LaunchResult> {
    const isReady = await this.isReady();
    const { chatSubmit: submit, chatModel } = this.settings();
    const isFresh = await this.openFreshSession();
    const plan = chatPlan({ isReady, isFresh, submit, wanted, role: launch.role, agents });
    if (plan.mode !== 'agent') await new Promise((resolve) => setTimeout(resolve, AGENTS_SETTLE_MS));
    const opened = await withDeadline(
      vscode.commands.executeCommand(OPEN, {
        query: launch.prompt,
        mode: plan.mode,
        isPartialQuery: plan.isPartialQuery,
        attachFiles: [...launch.contextFiles],
        // A selector that fits no model makes the command throw.
        ...(isReady && chatModel ? { modelSelector: chatModel } : {}),
      }),
      OPEN_MS,
      LATE,
    );
    if (opened === LATE) return { kind: 'failed', why: t('The chat did not open within {0} seconds; it may be waiting for you to sign in.', OPEN_MS / 1000) };
    this.log.info(`${launch.taskId}: chat opened, mode ${plan.mode}, ${plan.isPartialQuery ? 'prefilled' : 'submitted'}, ${launch.contextFiles.length} files`);
    return { kind: 'launched', how: plan.how };
  }

  private async isReady(): Promise<boolean> {
    const models = await withDeadline(vscode.lm.selectChatModels(this.settings().chatModel ?? {}), QUICK_MS, []);
    return models.length > 0;
  }

  private async agents(): Promise<readonly KnownAgent[]> {
    try {
      return customAgents(await withDeadline(vscode.commands.executeCommand(AGENTS), QUICK_MS, []), isOurs);
    } catch (error) {
      this.log.warn(`the editor does not tell its custom agents: ${String(error)}`);
      return [];
    }
  }

  /** True when a new session stands; the editor may ask first whether to leave the old one. */
  private async openFreshSession(): Promise<boolean> {
    const known = await vscode.commands.getCommands(true);
    const command = NEW.find((id) => known.includes(id));
    if (!command) return false;
    try {
      return (await withDeadline(vscode.commands.executeCommand(command), NEW_MS, LATE)) !== LATE;
    } catch (error) {
      this.log.warn(`no new chat session: ${String(error)}`);
      return false;
    }
  }
}

/** "Risk/YAGNI Enforcer" and "risk-yagni-enforcer" are one agent. */
function slug(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
}

const EXTENSION = 'implementation-orchestrator.implementation-orchestrator';

/** By path alone: in a remote window the workbench and the extension host call the same file by different authorities. */
function isOurs(uri: string): boolean {
  const own = vscode.extensions.getExtension(EXTENSION)?.extensionUri.path;
  return own !== undefined && /^[\w-]+:\//.test(uri) && vscode.Uri.parse(uri).path.startsWith(`${own}/`);
}
