import * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import type { Backlogs } from '../backlog';
import { ModelPanel, type PanelParts, type PanelSurface } from './modelPanel';
import { webviewRoot } from './panelHtml';

/** A panel of which at most one is open. */
export interface OnePanel<Model> extends vscode.Disposable {
  /** Opens the panel, or brings the open one to the front. */
  show(): void;
  /** Shows what has changed, if the panel is open. */
  update(): void;
  tellCopied(): void;
  /** What the open panel's page was last given. */
  readonly shown: Model | undefined;
}

/**
 * Lays a panel: one at most, updated by itself when a backlog changes, restored after a reload.
 *
 * @param viewType the type under which the workbench restores it; `package.json` has `onWebviewPanel:` with it
 */
export function registerPanel<Model, Message extends { readonly type: string }>(
  { extensionUri }: Pick<vscode.ExtensionContext, 'extensionUri'>,
  services: { readonly backlogs: Pick<Backlogs, 'onDidChange'>; readonly log: Log },
  viewType: string,
  parts: PanelParts<Model, Message>,
): OnePanel<Model> {
  let open: ModelPanel<Model, Message> | undefined;
  let tab: vscode.WebviewPanel | undefined;

  const adopt = (panel: vscode.WebviewPanel) => {
    tab?.dispose();
    panel.iconPath = new vscode.ThemeIcon(parts.icon);
    const closed = () => {
      if (open === adopted) open = tab = undefined;
    };
    const adopted = new ModelPanel(surfaceOf(panel), parts, { extensionUri, log: services.log, closed });
    open = adopted;
    tab = panel;
  };
  const create = () =>
    vscode.window.createWebviewPanel(viewType, parts.page.title, vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [webviewRoot(extensionUri)],
    });

  const subscriptions = [
    services.backlogs.onDidChange(() => open?.update()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => open?.update()),
    vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: (panel) => {
        adopt(panel);
        return Promise.resolve();
      },
    }),
  ];

  return {
    show: () => (tab ? tab.reveal() : adopt(create())),
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
