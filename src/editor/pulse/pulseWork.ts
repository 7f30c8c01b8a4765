import * as vscode from 'vscode';
import type { Beginning } from '../../core/beginning';
import type { GraphBoard } from '../../core/graphProtocol';
import type { HistoryAsk } from '../../core/historyToHost';
import { OrchestratorError } from '../../core/orchestratorError';
import type { Log } from '../../core/ports';
import type { PulseModel } from '../../core/pulseProtocol';
import { readMessageToHost, type MessageToHost, type PulseView } from '../../core/pulseToHost';
import { t } from '../../core/words';
import type { Backlogs } from '../backlog';
import { COMMANDS } from '../ids';
import type { PanelParts } from '../panel/modelPanel';
import { PulseSource } from './pulseSource';

/** Ages are told anew so often. */
const TICK_MS = 60_000;

type PulseParts = PanelParts<PulseModel, MessageToHost>;

/** What the panel asks of the other parts. */
export interface PulseActions {
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

interface PulseServices {
  readonly look: PulseLook;
  readonly backlogs: Backlogs;
  readonly log: Log;
  readonly actions: PulseActions;
  /** Shows what has changed. */
  update(): void;
  tellCopied(): void;
  /** Opens the panel with the view. */
  show(view: PulseView): Promise<void>;
}

/** What the pulse's pages show, and how they are answered. */
export interface PulseWork {
  readonly panel: PulseParts;
  /** The compact form. */
  readonly sidebar: PulseParts;
  /** The pulse as Markdown. @throws OrchestratorError where there is none */
  text(): string;
}

/** Made once for a window, when the pulse is first shown. */
export function pulseWork(services: PulseServices): PulseWork {
  const { look, backlogs, log, show } = services;
  const source = new PulseSource(backlogs, { log, isShown: () => look.view === 'history', changed: services.update });
  const text = () => textOf(source);
  const handle = (message: Exclude<MessageToHost, { type: 'ready' }>) => answer(message, source, text, services);
  const panel: PulseParts = {
    page: { name: 'pulse', title: t('Implementation Pulse') },
    model: () => source.model(new Date(), look.view, look.ask, look.asked),
    // A page that was hidden starts anew with what it kept, which is older than what was asked for since.
    ready: ({ view, history }) => {
      look.view ??= view;
      look.ask ??= history;
    },
    read: readMessageToHost,
    handle,
    compared: withoutClock,
    tickMs: TICK_MS,
  };
  return {
    panel,
    sidebar: {
      ...panel,
      page: { ...panel.page, form: 'compact' },
      model: () => source.model(new Date()),
      ready: () => undefined,
      // The sidebar has one view of its own: the others are the panel's.
      handle: (message) => (message.type === 'view' ? show(message.view) : handle(message)),
    },
    text,
  };
}

/** What the page shows of a backlog, and of its history: undefined until a page or a person has told. */
export interface PulseLook {
  view?: PulseView | undefined;
  ask?: HistoryAsk | undefined;
  /** The task that the graph was last asked to show, and when. */
  asked?: NonNullable<GraphBoard['asked']>;
}

async function answer(message: Exclude<MessageToHost, { type: 'ready' }>, source: PulseSource, text: () => string, { look, actions, backlogs, update, tellCopied }: PulseServices): Promise<void> {
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
    case 'openManifest':
      return void vscode.commands.executeCommand(COMMANDS.openManifest);
    case 'save':
      return void vscode.commands.executeCommand(COMMANDS.savePulse);
    case 'history':
      look.ask = message.ask;
      return update();
    case 'view':
      look.view = message.view;
      return update();
    case 'refresh':
      source.forgetFailure();
      update();
      return backlogs.active?.refresh();
    case 'copy':
      await vscode.env.clipboard.writeText(text());
      tellCopied();
  }
}

/** The seconds of the heading's time are no change worth a message. */
function withoutClock(posted: string): string {
  return posted.replace(/(### Implementation Pulse \([^)]{16})[^)]*\)/, '$1)');
}

/** @throws OrchestratorError where there is none */
function textOf(source: PulseSource): string {
  const text = source.text(new Date());
  if (text !== undefined) return text;
  const remedy = t('Open a folder with a task manifest, or mend the one shown in Problems.');
  throw new OrchestratorError('NO-PULSE', t('There is no pulse to copy: no backlog can be read here'), remedy);
}
