import * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import type { Backlogs } from '../backlog';
import type { PanelParts, PanelSurface } from './modelPanel';
import { webviewRoot } from './panelHtml';
import { PanelPlace } from './panelPlace';

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
  const place = new PanelPlace({ extensionUri, log: services.log }, services.backlogs, load);
  let tab: vscode.WebviewPanel | undefined;

  const adopt = (panel: vscode.WebviewPanel) => {
    tab?.dispose();
    tab = panel;
    panel.iconPath = new vscode.ThemeIcon(icon);
    panel.onDidDispose(() => {
      if (tab === panel) tab = undefined;
    });
    return place.adopt(surfaceOf(panel));
  };
  const create = () =>
    vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [webviewRoot(extensionUri)],
    });

  const serializer = vscode.window.registerWebviewPanelSerializer(viewType, { deserializeWebviewPanel: adopt });

  return {
    show: async () => (tab ? tab.reveal() : adopt(create())),
    update: () => place.update(),
    tellCopied: () => place.tellCopied(),
    get shown() {
      return place.shown;
    },
    dispose: () => {
      tab?.dispose();
      serializer.dispose();
      place.dispose();
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
