import type * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import { panelHtml, webviewRoot, type PanelPage } from './panelHtml';

/** What a panel shows, and how it answers. `Message` is what its page sends; each page sends `ready` when it is new. */
export interface PanelParts<Model, Message extends { readonly type: string }> {
  readonly page: PanelPage;
  model(): Model;
  /** A message of the page's protocol, or undefined where it is none. */
  read(data: unknown): Message | undefined;
  /** Called before a new page is given its first state. */
  ready?(message: Extract<Message, { type: 'ready' }>): void;
  /** Everything the page asks for, apart from `ready`. */
  handle(message: Exclude<Message, { type: 'ready' }>): Promise<void>;
  /** What of a posted state is compared with the last: absent where all of it is. */
  compared?(posted: string): string;
  /** How often the state is looked at without a cause, in ms, while the page is visible: for ages. */
  readonly tickMs?: number;
}

/** What a tab of the editor area and a view of the sidebar have in common. */
export interface PanelSurface extends Pick<vscode.WebviewView, 'webview' | 'visible' | 'onDidDispose'> {
  readonly onDidChangeVisibility: vscode.Event<unknown>;
}

/** What a panel is given by its surroundings. */
export interface PanelPorts {
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
}

/**
 * One open panel, in a tab or in a view. Posts whole states, only while it is visible and only when what it shows has changed. With `tickMs` it
 * is told anew from time to time, from the snapshot and without reading a file.
 */
export class ModelPanel<Model, Message extends { readonly type: string }> implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[] = [];
  private tick: ReturnType<typeof setInterval> | undefined;
  private isReady = false;
  private isDisposed = false;
  private lastPosted = '';

  constructor(
    private readonly surface: PanelSurface,
    private readonly parts: PanelParts<Model, Message>,
    private readonly ports: PanelPorts,
  ) {
    const { webview } = surface;
    webview.options = { enableScripts: true, localResourceRoots: [webviewRoot(ports.extensionUri)] };
    this.disposables.push(
      webview.onDidReceiveMessage((data: unknown) => this.receive(data)),
      surface.onDidChangeVisibility(() => this.becameVisibleOrHidden()),
      surface.onDidDispose(() => this.dispose()),
    );
    webview.html = panelHtml(webview, ports.extensionUri, parts.page);
    this.becameVisibleOrHidden();
  }

  /** The model the page was last given. */
  get shown(): Model | undefined {
    return this.lastPosted === '' ? undefined : (JSON.parse(this.lastPosted) as Model);
  }

  /** Posts the state if the page can see it and it has changed. */
  update(): void {
    if (this.isDisposed || !this.isReady || !this.surface.visible) return;
    const model = this.parts.model();
    const posted = JSON.stringify(model);
    const { compared = (text: string) => text } = this.parts;
    if (posted === this.lastPosted || (this.lastPosted !== '' && compared(posted) === compared(this.lastPosted))) return;
    this.lastPosted = posted;
    this.post({ type: 'state', model });
  }

  /** Tells the page that its text is on the clipboard. */
  tellCopied(): void {
    this.post({ type: 'copied' });
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    clearInterval(this.tick);
    for (const disposable of this.disposables.splice(0)) disposable.dispose();
  }

  private post(message: { readonly type: 'state'; readonly model: Model } | { readonly type: 'copied' }): void {
    void this.surface.webview.postMessage(message);
  }

  private receive(data: unknown): void {
    const message = this.parts.read(data);
    if (!message) {
      this.ports.log.warn(`The panel "${this.parts.page.title}" sent a message that is not of its protocol; it was dropped.`);
      return;
    }
    if (isReadyMessage(message)) {
      // A page that was hidden starts anew and knows nothing.
      this.isReady = true;
      this.lastPosted = '';
      this.parts.ready?.(message);
      this.update();
      return;
    }
    const asked = message as Exclude<Message, { type: 'ready' }>;
    this.parts.handle(asked).catch((error: unknown) => this.ports.log.error(`"${asked.type}" of the panel "${this.parts.page.title}" failed`, error));
  }

  private becameVisibleOrHidden(): void {
    clearInterval(this.tick);
    this.tick = undefined;
    if (!this.surface.visible) return;
    if (this.parts.tickMs !== undefined) this.tick = setInterval(() => this.update(), this.parts.tickMs);
    this.update();
  }
}

function isReadyMessage<Message extends { readonly type: string }>(message: Message): message is Extract<Message, { type: 'ready' }> {
  return message.type === 'ready';
}
