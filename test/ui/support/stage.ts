import type { Frame } from 'playwright-core';
import { until } from '../../support/until';
import type { Workbench } from './workbench';

/** Of the window, in CSS pixels. */
const HEIGHT = 1500;

/** What a window needs in its settings to be a panel and nothing else. */
export const BARE_WINDOW = {
  'workbench.activityBar.location': 'hidden',
  'workbench.editor.showTabs': 'none',
  'workbench.layoutControl.enabled': false,
  'breadcrumbs.enabled': false,
  'window.commandCenter': false,
};

/**
 * The page of a panel in the real editor, for tests that give it states of their own: what the extension host would
 * send is handed to it as a message, so that every state can be shown in any order without a file.
 */
export class Stage {
  /** Of the window around the page, left and right together, in CSS pixels. */
  private margins = 0;

  private constructor(
    readonly bench: Workbench,
    readonly frame: Frame,
  ) {}

  /** Opens the panel by its command; with `isBare` it fills the window. */
  static async open(bench: Workbench, command = 'Orchestrator: Show Pulse', isBare = true): Promise<Stage> {
    await bench.runCommand(command);
    await bench.pulseFrame().locator('main section').first().waitFor();
    const stage = new Stage(bench, await bench.panelFrame());
    if (isBare) {
      await bench.execute('workbench.action.closeSidebar');
      await until('the panel to fill the window', async () => {
        stage.margins = (bench.page.viewportSize()?.width ?? 0) - (await stage.size('innerWidth'));
        return stage.margins < 60;
      });
    }
    return stage;
  }

  /** Hands the page a state, and waits until it is drawn. */
  async show(model: unknown): Promise<void> {
    await this.frame.locator(':root').evaluate(async ({ ownerDocument: { defaultView: page } }, data) => {
      page.dispatchEvent(new MessageEvent('message', { data }));
      page.scrollTo(0, 0);
      await new Promise((resolve) => page.requestAnimationFrame(() => setTimeout(resolve)));
    }, { type: 'state', model });
  }

  /** Ends every movement, so that what is looked at stands still. */
  async settle(): Promise<void> {
    await this.frame.locator(':root').evaluate(({ ownerDocument }) => {
      for (const animation of ownerDocument.getAnimations()) {
        if (animation.effect.getComputedTiming().endTime === Infinity) animation.cancel();
        else animation.finish();
      }
    });
  }

  /** Makes the page of a bare window as wide as told, in CSS pixels. */
  async resize(width: number): Promise<void> {
    const { page } = this.bench;
    await page.setViewportSize({ width: width + this.margins, height: HEIGHT });
    await until(`a page ${width} wide`, async () => (await this.size('innerWidth')) === width);
  }

  private size(of: 'innerWidth' | 'innerHeight'): Promise<number> {
    return this.frame.locator(':root').evaluate(({ ownerDocument }, name) => ownerDocument.defaultView[name], of);
  }

  /** Shows the page twice as large, or from right to left; undefined takes it back. */
  async turn(way: 'zoom' | 'right-to-left' | undefined): Promise<void> {
    await this.frame.locator(':root').evaluate((root, to) => {
      root.style.zoom = to === 'zoom' ? '2' : '';
      root.dir = to === 'right-to-left' ? 'rtl' : 'ltr';
    }, way);
  }

  /** All that the page shows, as a PNG: as high as what is on it. */
  async picture(): Promise<Buffer> {
    const { page } = this.bench;
    const window = page.viewportSize() ?? { width: 0, height: HEIGHT };
    const content = Math.ceil(await this.frame.locator('main').evaluate((main) => main.getBoundingClientRect().bottom));
    const missing = content - (await this.size('innerHeight'));
    if (missing > 0) {
      await page.setViewportSize({ ...window, height: window.height + missing });
      await until(`a page ${content} high`, async () => (await this.size('innerHeight')) >= content);
    }
    await this.settle();
    const { x, y, width, height } = (await page.locator('iframe.webview:visible').first().boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const taken = await page.screenshot({ clip: { x, y, width, height: Math.max(1, Math.min(height, content)) } });
    if (missing > 0) await page.setViewportSize(window);
    return taken;
  }
}
