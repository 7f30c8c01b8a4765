import * as vscode from 'vscode';
import type { GraphBoard } from '../../core/graphProtocol';
import type { HistoryAsk } from '../../core/historyToHost';
import { OrchestratorError } from '../../core/orchestratorError';
import type { Log } from '../../core/ports';
import type { PulseModel } from '../../core/pulseProtocol';
import { readMessageToHost, type Beginning, type MessageToHost, type PulseView } from '../../core/pulseToHost';
import { t } from '../../core/words';
import type { Backlogs } from '../backlog';
import type { Command } from '../commands/command';
import { COMMANDS, VIEWS } from '../ids';
import { loadWhenUsed } from '../loadWhenUsed';
import type { PanelParts } from '../panel/modelPanel';
import { registerPanel, type OnePanel } from '../panel/registerPanel';
import { registerPanelView } from '../panel/registerPanelView';
import { PulseSource } from './pulseSource';

/** The type under which the workbench restores the panel; `package.json` has `onWebviewPanel:` with it. */
const PULSE_VIEW_TYPE = 'orchestrator.pulse';
/** Ages are told anew so often. */
const TICK_MS = 60_000;

/** What the workbench knows them by: a type or an id can be served by one part only, so tests give others. */
interface PulsePlaces {
  readonly panel: string;
  readonly view: string;
}

/** What the panel asks of the other parts. */
interface PulseActions {
  reveal(taskId: string): void;
  /** Without an id: the next task. */
  start(taskId?: string): void;
  /** `index` in the active snapshot's problems. */
  openProblem(index: number): void;
  /** An escalation of the active backlog, by its id. */
  sendEscalation(id: string): void;
  /** The plan of parallel batches. */
  plan(): void;
  /** Everything behind a count of the compact form. */
  list(of: 'attention' | 'blocked'): void;
  begin(how: Beginning): void;
}

export interface PulsePart {
  dispose(): void;
  /** Opens the panel, or brings the open one to the front; with the view that is asked for, else with the one it had. */
  show(view?: PulseView): void;
  /** Opens it with the graph, where this task of the active backlog has the focus. */
  showInGraph(taskId: string): void;
  readonly commands: readonly Command[];
  /** What the open panel's page was last given. */
  readonly shown: PulseModel | undefined;
  /** The same of the view in the sidebar. */
  readonly shownInSidebar: PulseModel | undefined;
}

/**
 * Lays the pulse of the active backlog, updated by itself: the panel, one at most and restored after a reload, and its
 * compact form in the sidebar.
 */
export function registerPulse(
  context: Pick<vscode.ExtensionContext, 'extensionUri'>,
  backlogs: Backlogs,
  log: Log,
  actions: PulseActions,
  places: PulsePlaces = { panel: PULSE_VIEW_TYPE, view: VIEWS.pulse },
): PulsePart {
  const look: PulseLook = { view: 'now', ask: { filter: {} } };
  const source = new PulseSource(backlogs, { log, isShown: () => look.view === 'history', changed: () => panel.update() });
  const handle = (message: Exclude<MessageToHost, { type: 'ready' }>) => answer(message, { look, source, actions, backlogs, panel });
  const parts: PanelParts<PulseModel, MessageToHost> = {
    page: { name: 'pulse', title: 'Implementation Pulse' },
    icon: 'pulse',
    model: () => source.model(new Date(), look.view, look.ask, look.asked),
    ready: ({ view = look.view, history = look.ask }) => Object.assign(look, { view, ask: history }),
    read: readMessageToHost,
    handle,
    compared: withoutClock,
    tickMs: TICK_MS,
  };
  const panel: OnePanel<PulseModel> = registerPanel(context, { backlogs, log }, places.panel, parts);
  const sidebar = registerPanelView(context, { backlogs, log }, places.view, {
    ...parts,
    page: { ...parts.page, form: 'compact' },
    model: () => source.model(new Date()),
    ready: () => undefined,
    // The sidebar has one view of its own: the others are the panel's.
    handle: async (message) => (message.type === 'view' ? show(message.view) : handle(message)),
  });

  const show = (view = look.view) => {
    look.view = view;
    panel.show();
    panel.update();
  };

  return {
    show,
    showInGraph: (taskId) => {
      look.asked = { taskId, at: Date.now() };
      show('graph');
    },
    commands: [
      { id: COMMANDS.showPulse, run: () => show('now') },
      { id: COMMANDS.showGraph, run: () => show('graph') },
      { id: COMMANDS.showHistory, run: () => show('history') },
      // Throws what is safe to show when there is nothing to copy.
      { id: COMMANDS.copyPulse, run: () => copyText(source) },
      { id: COMMANDS.savePulse, run: async () => (await loadWhenUsed()).savePulse(textOf(source), backlogs.active) },
    ],
    get shown() {
      return panel.shown;
    },
    get shownInSidebar() {
      return sidebar.shown;
    },
    dispose: () => {
      panel.dispose();
      sidebar.dispose();
    },
  };
}

/** What the page shows of a backlog, and of its history. */
interface PulseLook {
  view: PulseView;
  ask: HistoryAsk;
  /** The task that the graph was last asked to show, and when. */
  asked?: NonNullable<GraphBoard['asked']>;
}

interface Answering {
  readonly look: PulseLook;
  readonly source: PulseSource;
  readonly actions: PulseActions;
  readonly backlogs: Pick<Backlogs, 'active'>;
  readonly panel: Pick<OnePanel<PulseModel>, 'update' | 'tellCopied'>;
}

async function answer(message: Exclude<MessageToHost, { type: 'ready' }>, { look, source, actions, backlogs, panel }: Answering): Promise<void> {
  switch (message.type) {
    case 'reveal':
      return actions.reveal(message.taskId);
    case 'start':
      return actions.start(message.taskId);
    case 'openProblem':
      return actions.openProblem(message.index);
    case 'sendEscalation':
      return actions.sendEscalation(message.id);
    case 'list':
      return actions.list(message.of);
    case 'begin':
      return actions.begin(message.with);
    case 'plan':
      return actions.plan();
    case 'save':
      return void vscode.commands.executeCommand(COMMANDS.savePulse);
    case 'history':
      look.ask = message.ask;
      return panel.update();
    case 'view':
      look.view = message.view;
      return panel.update();
    case 'refresh':
      source.forgetFailure();
      panel.update();
      return backlogs.active?.refresh();
    case 'copy':
      await copyText(source);
      panel.tellCopied();
  }
}

/** The seconds of the heading's time are no change worth a message. */
function withoutClock(posted: string): string {
  return posted.replace(/(### Implementation Pulse \([^)]{16})[^)]*\)/, '$1)');
}

async function copyText(source: PulseSource): Promise<void> {
  await vscode.env.clipboard.writeText(textOf(source));
}

/** @throws OrchestratorError where there is none */
function textOf(source: PulseSource): string {
  const text = source.text(new Date());
  if (text !== undefined) return text;
  const remedy = t('Open a folder with a task manifest, or mend the one shown in Problems.');
  throw new OrchestratorError('NO-PULSE', t('There is no pulse to copy: no backlog can be read here'), remedy);
}
