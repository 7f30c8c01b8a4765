import * as vscode from 'vscode';
import type { Backlogs } from '../backlog';
import { ModelPanel, type PanelParts, type PanelPorts, type PanelSurface } from './modelPanel';

/** Where a panel is shown: on one surface at most, whichever was adopted last. It is updated by itself when a backlog changes. */
export class PanelPlace<Model, Message extends { readonly type: string }> implements vscode.Disposable {
  private surface: PanelSurface | undefined;
  private open: ModelPanel<Model, Message> | undefined;
  private readonly subscriptions: readonly vscode.Disposable[];

  /** @param load gives what the panel shows, when it is first opened (DESIGN section 8, activation) */
  constructor(
    private readonly ports: PanelPorts,
    backlogs: Pick<Backlogs, 'onDidChange'>,
    private readonly load: () => Promise<PanelParts<Model, Message>>,
  ) {
    this.subscriptions = [backlogs.onDidChange(() => this.update()), vscode.workspace.onDidGrantWorkspaceTrust(() => this.update())];
  }

  /** What its page was last given. */
  get shown(): Model | undefined {
    return this.open?.shown;
  }

  async adopt(surface: PanelSurface): Promise<void> {
    this.open?.dispose();
    this.open = undefined;
    this.surface = surface;
    surface.onDidDispose(() => {
      if (this.surface === surface) this.open = this.surface = undefined;
    });
    const parts = await this.load();
    // Another one may have come meanwhile, or this one may be gone.
    if (this.surface === surface) this.open = new ModelPanel(surface, parts, this.ports);
  }

  update(): void {
    this.open?.update();
  }

  tellCopied(): void {
    this.open?.tellCopied();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.open?.dispose();
  }
}
