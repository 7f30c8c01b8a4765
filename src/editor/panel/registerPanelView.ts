import * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import type { Backlogs } from '../backlog';
import { ModelPanel, type PanelParts } from './modelPanel';

/** A panel in a view of the sidebar. */
export interface PanelView<Model> extends vscode.Disposable {
  /** What the view's page was last given; undefined while the view was never opened. */
  readonly shown: Model | undefined;
}

/**
 * Lays a panel into a view of a view container: made when the view is first opened, updated by itself when a backlog
 * changes. Nothing is made or posted while the view is folded.
 *
 * @param viewId the view's id in `package.json`
 */
export function registerPanelView<Model, Message extends { readonly type: string }>(
  { extensionUri }: Pick<vscode.ExtensionContext, 'extensionUri'>,
  services: { readonly backlogs: Pick<Backlogs, 'onDidChange'>; readonly log: Log },
  viewId: string,
  parts: PanelParts<Model, Message>,
): PanelView<Model> {
  let open: ModelPanel<Model, Message> | undefined;

  const resolveWebviewView = (view: vscode.WebviewView) => {
    open?.dispose();
    const closed = () => {
      if (open === adopted) open = undefined;
    };
    const adopted = new ModelPanel(view, parts, { extensionUri, log: services.log, closed });
    open = adopted;
  };
  const subscriptions = [
    services.backlogs.onDidChange(() => open?.update()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => open?.update()),
    vscode.window.registerWebviewViewProvider(viewId, { resolveWebviewView }),
  ];

  return {
    get shown() {
      return open?.shown;
    },
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
      open?.dispose();
    },
  };
}
