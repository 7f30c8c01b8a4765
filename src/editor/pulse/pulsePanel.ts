import * as vscode from 'vscode';
import type { Log } from '../../core/ports';
import type { MessageToPanel, PulseModel } from '../../core/pulseProtocol';
import { readMessageToHost, type MessageToHost } from '../../core/pulseToHost';
import { pulseHtml, webviewRoot } from './pulseHtml';

const TICK_MS = 60_000;

export interface PanelPorts {
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
  model(): PulseModel;
  /** Called once, when the person or the product closed the panel. */
  closed(): void;
  /** Everything the panel asks for, apart from `ready`. */
  handle(message: Exclude<MessageToHost, { type: 'ready' }>): Promise<void>;
}

/**
 * One open pulse panel. Posts whole states, only while it is visible and only when what it shows has
 * changed; once a minute the ages are told anew, from the snapshot and without reading a file.
 */
export class PulsePanel implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[] = [];
  private tick: ReturnType<typeof setInterval> | undefined;
  private isReady = false;
  private isDisposed = false;
  private lastPosted = '';

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly ports: PanelPorts,
  ) {
    panel.iconPath = new vscode.ThemeIcon('pulse');
    panel.webview.options = { enableScripts: true, localResourceRoots: [webviewRoot(ports.extensionUri)] };
    this.disposables.push(
      panel.webview.onDidReceiveMessage((data: unknown) => this.receive(data)),
      panel.onDidChangeViewState(() => this.becameVisibleOrHidden()),
      panel.onDidDispose(() => this.dispose()),
    );
    panel.webview.html = pulseHtml(panel.webview, ports.extensionUri);
    this.becameVisibleOrHidden();
  }

  /** The model the page was last given. */
  get shown(): PulseModel | undefined {
    return this.lastPosted === '' ? undefined : (JSON.parse(this.lastPosted) as PulseModel);
  }

  reveal(): void {
    this.panel.reveal();
  }

  /** Posts the state if the page can see it and it has changed. */
  update(): void {
    if (this.isDisposed || !this.isReady || !this.panel.visible) return;
    const model = this.ports.model();
    const posted = JSON.stringify(model);
    if (posted === this.lastPosted || (this.lastPosted !== '' && withoutClock(posted) === withoutClock(this.lastPosted))) return;
    this.lastPosted = posted;
    this.post({ type: 'state', model });
  }

  post(message: MessageToPanel): void {
    void this.panel.webview.postMessage(message);
  }

  dispose(): void {
    if (this.isDisposed) return;
    this.isDisposed = true;
    clearInterval(this.tick);
    for (const disposable of this.disposables.splice(0)) disposable.dispose();
    this.panel.dispose();
    this.ports.closed();
  }

  private receive(data: unknown): void {
    const message = readMessageToHost(data);
    if (!message) {
      this.ports.log.warn('The pulse panel sent a message that is not of its protocol; it was dropped.');
      return;
    }
    if (message.type === 'ready') {
      // A page that was hidden starts anew and knows nothing.
      this.isReady = true;
      this.lastPosted = '';
      this.update();
      return;
    }
    this.ports.handle(message).catch((error: unknown) => this.ports.log.error(`The pulse panel’s "${message.type}" failed`, error));
  }

  private becameVisibleOrHidden(): void {
    clearInterval(this.tick);
    this.tick = undefined;
    if (!this.panel.visible) return;
    this.tick = setInterval(() => this.update(), TICK_MS);
    this.update();
  }
}

/** The seconds of the heading's time are no change worth a message. */
function withoutClock(posted: string): string {
  return posted.replace(/(### Implementation Pulse \([^)]{16})[^)]*\)/, '$1)');
}
