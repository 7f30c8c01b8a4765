import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import type { Session } from '../../editor/session.mjs';
import { QuickPick } from './quickPick';
import { ScriptedChat } from './scriptedChat';
import { TreeView } from './treeView';
import { until } from '../../support/until';

const productId = 'implementation-orchestrator.implementation-orchestrator';

/** A colour theme of each kind, the class that the workbench carries under it, and the kind that its webviews are told. */
const themes = {
  dark: ['Default Dark Modern', 'vs-dark', 'vscode-dark'],
  light: ['Default Light Modern', 'vs', 'vscode-light'],
  'high-contrast': ['Default High Contrast', 'hc-black', 'vscode-high-contrast'],
  'high-contrast-light': ['Default High Contrast Light', 'hc-light', 'vscode-high-contrast-light'],
} as const;

/** A notification or a modal dialog. */
export interface Message {
  readonly text: string;
  readonly buttons: readonly string[];
}

/** An item of the status bar. */
export interface StatusItem {
  readonly id: string;
  readonly text: string;
  /** The accessible name. */
  readonly name: string;
  /** error, warning, or nothing, after the item's background. */
  readonly kind: string;
}

interface Bridge {
  readonly port: number;
  readonly folders: readonly string[];
  readonly trusted: boolean;
  /** By its own clock. */
  readonly now: string;
}

/** How to open a window. */
export interface OpenOptions {
  /** False opens it in Restricted Mode. */
  readonly trusted?: boolean;
  readonly settings?: Record<string, unknown>;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** The display language that extensions are told, such as `de`; the workbench itself stays English. */
  readonly language?: string;
  /** The time at which the extension host's clock begins, and hardly runs on: an ISO time. */
  readonly moment?: string;
}

/** For the extension host of the next window; undefined leaves it the real time. */
function setClock(session: Session, moment: string | undefined): void {
  const file = path.join(session.model, 'moment.txt');
  if (moment === undefined) rmSync(file, { force: true });
  else writeFileSync(file, moment);
}

/** A window of the editor, as a person sees it. */
export class Workbench {
  readonly quickPick: QuickPick;
  readonly chat: ScriptedChat;

  private constructor(
    session: Session,
    readonly page: Page,
    private readonly bridge: Bridge,
  ) {
    this.quickPick = new QuickPick(page);
    this.chat = new ScriptedChat(session.model);
  }

  /** Opens a folder or a .code-workspace file in a new window, and waits until its extension host runs. */
  static async open(session: Session, target: string, options: OpenOptions = {}, onPage: (page: Page) => void = () => {}): Promise<Workbench> {
    const bridgeFile = path.join(session.model, 'bridge.json');
    rmSync(bridgeFile, { force: true });
    setClock(session, options.moment);
    session.writeSettings(options.settings ?? {});
    const page = await session.newWindow({ trusted: options.trusted ?? true, ...(options.viewport ? { viewport: options.viewport } : {}), ...(options.language === undefined ? {} : { language: options.language }) });
    page.setDefaultTimeout(30_000);
    onPage(page);
    await page.goto(session.url(target));
    await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
    const bridge = await until('the extension host', () => JSON.parse(readFileSync(bridgeFile, 'utf8')) as Bridge, 60_000);
    if (options.moment !== undefined && !bridge.now.startsWith(options.moment.slice(0, 19))) throw new Error(`The clock began at ${bridge.now} and not at ${options.moment}`);
    return new Workbench(session, page, bridge);
  }

  /** Runs a command with arguments inside the extension host, which the palette cannot; `{ $uri }` stands for a Uri. */
  async execute<T = unknown>(command: string, ...args: unknown[]): Promise<T> {
    const response = await fetch(`http://127.0.0.1:${this.bridge.port}/`, { method: 'POST', body: JSON.stringify({ command, args }) });
    const { result, error } = (await response.json()) as { result?: T; error?: string };
    if (error !== undefined) {
      throw new Error(`${command}: ${error}`);
    }
    return result as T;
  }

  /**
   * Runs a command from the palette by its full title ("Orchestrator: Start Next Task"), as a person would. The list is
   * made when the palette opens: what becomes possible later, such as by trust in a young window, shows in the next one.
   */
  async runCommand(title: string): Promise<void> {
    await until(`the palette to offer ${title}`, async () => {
      await this.page.keyboard.press('F1');
      await this.quickPick.opened();
      await this.quickPick.type(`>${title}`);
      const isOffered = () => this.quickPick.rows().then((rows) => rows.some(({ label }) => label === title));
      const offered = await until(title, isOffered, 3_000).catch(() => false);
      if (!offered) await this.quickPick.cancel();
      return offered;
    });
    await this.quickPick.pick(title);
  }

  /** The palette's entries for what was typed. */
  async palette(typed: string): Promise<string[]> {
    await this.page.keyboard.press('F1');
    await this.quickPick.opened();
    await this.quickPick.type(`>${typed}`);
    await until('the palette to filter', async () => (await this.quickPick.rows()).length > 0);
    const labels = (await this.quickPick.rows()).map((row) => row.label);
    await this.quickPick.cancel();
    return labels;
  }

  /** Opens a view container by its title in the activity bar. */
  async openContainer(title: string): Promise<void> {
    const tab = this.page.locator(`.part.activitybar .action-item:has([aria-label^="${title}"])`).first();
    await tab.waitFor();
    if (!(await tab.getAttribute('class'))?.includes('checked')) {
      await tab.click();
    }
  }

  /** A tree view by its title, on screen. */
  tree(title: string): Promise<TreeView> {
    return new TreeView(this.page, title).shown();
  }

  /** The status bar, left to right. */
  statusBar(): Promise<StatusItem[]> {
    return this.page.locator('.part.statusbar .statusbar-item:visible').evaluateAll((elements) =>
      elements.sort((one, other) => one.getBoundingClientRect().left - other.getBoundingClientRect().left).map((element) => ({
        id: element.id,
        text: (element.textContent ?? '').trim(),
        name: (element.querySelector('[aria-label]') ?? element).getAttribute('aria-label') ?? '',
        kind: element.classList.contains('error-kind') ? 'error' : element.classList.contains('warning-kind') ? 'warning' : '',
      })),
    );
  }

  /** The status bar item whose text or name matches, once it is there. */
  statusItem(wanted: RegExp): Promise<StatusItem> {
    const seen = async (): Promise<string> => `${wanted} in the status bar, which shows ${JSON.stringify((await this.statusBar()).map((item) => item.name))}`;
    return until(seen, async () => (await this.statusBar()).find((item) => wanted.test(item.text) || wanted.test(item.name)));
  }

  async clickStatusItem(wanted: RegExp): Promise<void> {
    const { id } = await this.statusItem(wanted);
    await this.page.locator(`[id=${JSON.stringify(id)}] a`).click();
  }

  private messages(selector: string, text: string, button: string): Promise<Message[]> {
    return this.page.locator(selector).evaluateAll(
      (elements, [textSelector = '', buttonSelector = '']) =>
        elements.map((element) => ({
          text: [...element.querySelectorAll(textSelector)].map((part) => (part.textContent ?? '').trim()).join('\n'),
          buttons: [...element.querySelectorAll(buttonSelector)].map((part) => (part.textContent ?? '').trim()).filter((label) => label !== ''),
        })),
      [text, button],
    );
  }

  /** The notifications on screen. */
  notifications(): Promise<Message[]> {
    return this.messages('.notification-toast:visible', '.notification-list-item-message', '.notification-list-item-buttons-container .monaco-button');
  }

  /** The notification that matches, once it is there. */
  notification(wanted: RegExp): Promise<Message> {
    const seen = async (): Promise<string> => `a notification ${wanted}; there are ${JSON.stringify(await this.notifications())}`;
    return until(seen, async () => (await this.notifications()).find((message) => wanted.test(message.text)));
  }

  /** Presses a button of the notification that matches. */
  async answerNotification(wanted: RegExp, button: string): Promise<void> {
    const message = await this.notification(wanted);
    await this.press(this.page.locator('.notification-toast', { hasText: wanted }), message, button);
  }

  /** The modal dialog, once it is there. */
  dialog(): Promise<Message> {
    return until('a modal dialog', async () => (await this.messages('.monaco-dialog-box:visible', '.dialog-message-text, .dialog-message-detail', '.monaco-button'))[0]);
  }

  /** Presses a button of the modal dialog, and waits for it to close. */
  async answerDialog(button: string): Promise<void> {
    const box = this.page.locator('.monaco-dialog-box');
    await this.press(box, await this.dialog(), button);
    await box.waitFor({ state: 'hidden' });
  }

  private async press(within: Locator, message: Message, button: string): Promise<void> {
    if (!message.buttons.includes(button)) {
      throw new Error(`"${message.text}" has no button "${button}"; it has ${JSON.stringify(message.buttons)}`);
    }
    await within.locator('.monaco-button').filter({ hasText: button }).first().click();
  }

  /** The names of the open editors (a title that is not unique brings its folder); the active one alone with `activeOnly`. */
  editors(activeOnly = false): Promise<string[]> {
    const tabs = this.page.locator(`.tabs-container .tab${activeOnly ? '.active' : ''}`);
    return tabs.evaluateAll((elements) => elements.map((element) => element.getAttribute('aria-label') ?? ''));
  }

  /** The text of the active editor that is on screen. */
  async editorText(): Promise<string> {
    const lines = await this.page.locator('.editor-group-container.active .view-lines').first().innerText();
    return lines.replaceAll('\u00a0', ' ');
  }

  /** The product's webview: the page inside the two frames that VS Code nests. With several, `nth` chooses. */
  pulseFrame(nth = 0): FrameLocator {
    return this.page.frameLocator(`iframe.webview[src*="extensionId=${productId}"] >> nth=${nth}`).frameLocator('#active-frame');
  }

  /** The same page as a frame, in which scripts can be run. */
  async panelFrame(nth = 0): Promise<Frame> {
    const body = await this.pulseFrame(nth).locator('body').elementHandle();
    const frame = await body?.ownerFrame();
    if (!frame) throw new Error('The panel has no page.');
    return frame;
  }

  /** Changes user settings of this window and waits until they are in force; null removes one. */
  async changeSettings(settings: Record<string, unknown>): Promise<void> {
    await this.execute('scriptedModel.configure', settings);
  }

  /** Changes the colour theme and waits until it shows, in the panels too. */
  async setTheme(theme: keyof typeof themes): Promise<void> {
    const [name, kind, panelKind] = themes[theme];
    await this.changeSettings({ 'workbench.colorTheme': name });
    await this.page.locator(`.monaco-workbench.${kind}`).waitFor();
    const panels = await this.page.locator(`iframe.webview[src*="extensionId=${productId}"]:visible`).count();
    for (let nth = 0; nth < panels; nth++) await this.pulseFrame(nth).locator(`body[data-vscode-theme-kind="${panelKind}"]`).waitFor({ state: 'attached' });
  }

  /** Writes .cache/screenshots/NAME.png and returns its path. */
  async screenshot(name: string, folder = path.join('.cache', 'screenshots')): Promise<string> {
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `${name}.png`);
    await this.page.screenshot({ path: file });
    return file;
  }

  /** Gets the chat ready for the scripted model (about 6 s, once for each window). */
  async chatReady(): Promise<void> {
    // A young window does not have all of its commands yet.
    await until('the scripted model', async () => {
      const refusal = await this.execute('scriptedModel.ready').then(() => '', (error: unknown) => String(error));
      if (refusal !== '' && !/command .* not found/.test(refusal)) throw new Error(refusal);
      return refusal === '';
    });
  }

  /** Sends a prompt to the scripted model through the real chat, and waits for the end of the turn. */
  ask(query: string, options: Record<string, unknown> = {}): Promise<unknown> {
    return this.execute('workbench.action.chat.open', { query, mode: 'agent', modelSelector: { vendor: 'scripted' }, blockOnResponse: true, ...options });
  }

  /** Closes the window, which ends its extension host; a closed one stays closed. */
  async close(): Promise<void> {
    if (this.page.isClosed()) return;
    await this.page.goto('about:blank');
    await this.page.close();
  }
}
