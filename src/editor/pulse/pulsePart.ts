import * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import type { PulseModel } from '../../core/pulseProtocol';
import type { PulseView } from '../../core/pulseToHost';
import { t } from '../../core/words';
import type { Backlogs } from '../backlog';
import type { Command } from '../commands/command';
import { COMMANDS, VIEWS } from '../ids';
import { loadWhenUsed } from '../loadWhenUsed';
import { registerPanel, type OnePanel } from '../panel/registerPanel';
import { registerPanelView } from '../panel/registerPanelView';
import type { PulseActions, PulseLook, PulseWork } from './pulseWork';

/** The type under which the workbench restores the panel; `package.json` has `onWebviewPanel:` with it. */
const PULSE_VIEW_TYPE = 'orchestrator.pulse';

/** What the workbench knows them by: a type or an id can be served by one part only, so tests give others. */
interface PulsePlaces {
  readonly panel: string;
  readonly view: string;
}

export interface PulsePart {
  dispose(): void;
  /** Opens the panel, or brings the open one to the front; with the view that is asked for, else with the one it had. */
  show(view?: PulseView): Promise<void>;
  /** Opens it with the graph, where this task of the active backlog has the focus. */
  showInGraph(taskId: string): Promise<void>;
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
  const look: PulseLook = {};
  let loading: Promise<PulseWork> | undefined;
  const work = () =>
    (loading ??= loadWhenUsed().then(({ pulseWork }) => pulseWork({ look, backlogs, log, actions, show, update, tellCopied: () => panel.tellCopied() })));
  const services = { backlogs, log };
  const tab = { viewType: places.panel, title: t('Implementation Pulse'), icon: 'pulse' };
  const panel: OnePanel<PulseModel> = registerPanel(context, services, tab, async () => (await work()).panel);
  const sidebar = registerPanelView(context, services, places.view, async () => (await work()).sidebar);

  const update = () => {
    panel.update();
    sidebar.update();
  };
  const show = async (view?: PulseView) => {
    if (view) look.view = view;
    await panel.show();
    panel.update();
  };

  return {
    show,
    showInGraph: (taskId) => {
      look.asked = { taskId, at: Date.now() };
      return show('graph');
    },
    commands: [
      { id: COMMANDS.showPulse, run: () => show('now') },
      { id: COMMANDS.showGraph, run: () => show('graph') },
      { id: COMMANDS.showHistory, run: () => show('history') },
      // Throws what is safe to show when there is nothing to copy.
      { id: COMMANDS.copyPulse, run: async () => vscode.env.clipboard.writeText((await work()).text()) },
      { id: COMMANDS.savePulse, run: async () => (await loadWhenUsed()).savePulse((await work()).text(), backlogs.active) },
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
