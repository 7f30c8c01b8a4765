import * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import type { Backlogs } from '../backlog';
import { ModelPanel, type PanelParts } from './modelPanel';

/** A panel in a view of the sidebar. */
export interface PanelView<Model> extends vscode.Disposable {
  /** Shows what has changed, if the view is open. */
  update(): void;
  /** What the view's page was last given; undefined while the view was never opened. */
  readonly shown: Model | undefined;
}

/**
 * Lays a panel into a view of a view container: made when the view is first opened, updated by itself when a backlog
 * changes. Nothing is made or posted while the view is folded.
 *
 * @param viewId the view's id in `package.json`
 * @param load gives what the panel shows, when it is first opened (DESIGN section 8, activation)
 */
export function registerPanelView<Model, Message extends { readonly type: string }>(
  { extensionUri }: Pick<vscode.ExtensionContext, 'extensionUri'>,
  services: { readonly backlogs: Pick<Backlogs, 'onDidChange'>; readonly log: Log },
  viewId: string,
  load: () => Promise<PanelParts<Model, Message>>,
): PanelView<Model> {
  let open: ModelPanel<Model, Message> | undefined;
  let shown: vscode.WebviewView | undefined;

  const resolveWebviewView = async (view: vscode.WebviewView) => {
    open?.dispose();
    open = undefined;
    shown = view;
    view.onDidDispose(() => {
      if (shown === view) open = shown = undefined;
    });
    const parts = await load();
    if (shown === view) open = new ModelPanel(view, parts, { extensionUri, log: services.log });
  };
  const subscriptions = [
    services.backlogs.onDidChange(() => open?.update()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => open?.update()),
    vscode.window.registerWebviewViewProvider(viewId, { resolveWebviewView }),
  ];

  return {
    update: () => open?.update(),
    get shown() {
      return open?.shown;
    },
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
      open?.dispose();
    },
  };
}
