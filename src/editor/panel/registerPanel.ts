import * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import type { Backlogs } from '../backlog';
import { ModelPanel, type PanelParts } from './modelPanel';
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

  const adopt = (panel: vscode.WebviewPanel) => {
    open?.dispose();
    const closed = () => {
      if (open === adopted) open = undefined;
    };
    const adopted = new ModelPanel(panel, parts, { extensionUri, log: services.log, closed });
    open = adopted;
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
    show: () => (open ? open.reveal() : adopt(create())),
    update: () => open?.update(),
    tellCopied: () => open?.tellCopied(),
    get shown() {
      return open?.shown;
    },
    dispose: () => {
      open?.dispose();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
