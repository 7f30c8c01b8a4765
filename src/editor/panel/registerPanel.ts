import * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import type { Backlogs } from '../backlog';
import { ModelPanel, type PanelParts, type PanelSurface } from './modelPanel';
import { webviewRoot } from './panelHtml';

/** The tab of a panel. */
export interface PanelTab {
  /** The type under which the workbench restores it; `package.json` has `onWebviewPanel:` with it. */
  readonly viewType: string;
  readonly title: string;
  readonly icon: string;
}

/** A panel of which at most one is open. */
export interface OnePanel<Model> extends vscode.Disposable {
  /** Opens the panel, or brings the open one to the front. */
  show(): Promise<void>;
  /** Shows what has changed, if the panel is open. */
  update(): void;
  tellCopied(): void;
  /** What the open panel's page was last given. */
  readonly shown: Model | undefined;
}

/**
 * Lays a panel: one at most, updated by itself when a backlog changes, restored after a reload.
 *
 * @param load gives what the panel shows, when it is first opened (DESIGN section 8, activation)
 */
export function registerPanel<Model, Message extends { readonly type: string }>(
  { extensionUri }: Pick<vscode.ExtensionContext, 'extensionUri'>,
  services: { readonly backlogs: Pick<Backlogs, 'onDidChange'>; readonly log: Log },
  { viewType, title, icon }: PanelTab,
  load: () => Promise<PanelParts<Model, Message>>,
): OnePanel<Model> {
  let open: ModelPanel<Model, Message> | undefined;
  let tab: vscode.WebviewPanel | undefined;

  const adopt = async (panel: vscode.WebviewPanel) => {
    tab?.dispose();
    tab = panel;
    panel.iconPath = new vscode.ThemeIcon(icon);
    panel.onDidDispose(() => {
      if (tab === panel) open = tab = undefined;
    });
    const parts = await load();
    if (tab !== panel) return;
    open = new ModelPanel(surfaceOf(panel), parts, { extensionUri, log: services.log });
  };
  const create = () =>
    vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [webviewRoot(extensionUri)],
    });

  const subscriptions = [
    services.backlogs.onDidChange(() => open?.update()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => open?.update()),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: adopt,
    }),
  ];

  return {
    show: async () => (tab ? tab.reveal() : adopt(create())),
    update: () => open?.update(),
    tellCopied: () => open?.tellCopied(),
    get shown() {
      return open?.shown;
    },
    dispose: () => {
      tab?.dispose();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

/** A tab with the names that a view has for the same. */
function surfaceOf(panel: vscode.WebviewPanel): PanelSurface {
  return {
    webview: panel.webview,
    get visible() {
      return panel.visible;
    },
    onDidChangeVisibility: panel.onDidChangeViewState,
    onDidDispose: panel.onDidDispose,
  };
}
