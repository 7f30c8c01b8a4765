import * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import type { Backlogs } from '../backlog';
import type { PanelParts } from './modelPanel';
import { PanelPlace } from './panelPlace';

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
  const place = new PanelPlace({ extensionUri, log: services.log }, services.backlogs, load);
  const provider = vscode.window.registerWebviewViewProvider(viewId, { resolveWebviewView: (view) => place.adopt(view) });
  return {
    update: () => place.update(),
    get shown() {
      return place.shown;
    },
    dispose: () => {
      provider.dispose();
      place.dispose();
    },
  };
}
