import type { Locator, Page } from 'playwright-core';
import { until } from '../../support/until';

/** One line of a quick pick. */
export interface QuickPickRow {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

/** The quick input that is open: a quick pick or an input box. */
export class QuickPick {
  private readonly widget: Locator;

  constructor(private readonly page: Page) {
    this.widget = page.locator('.quick-input-widget:visible');
  }

  get input(): Locator {
    return this.widget.locator('.quick-input-box input');
  }

  isOpen(): Promise<boolean> {
    return this.widget.isVisible();
  }

  async opened(): Promise<this> {
    await this.widget.waitFor({ state: 'visible' });
    return this;
  }

  async closed(): Promise<void> {
    await this.widget.waitFor({ state: 'hidden' });
  }

  async title(): Promise<string> {
    return (await this.widget.locator('.quick-input-title').textContent()) ?? '';
  }

  async placeholder(): Promise<string> {
    return (await this.input.getAttribute('placeholder')) ?? '';
  }

  /** The validation message of an input box, or the text under the input. */
  async message(): Promise<string> {
    return (await this.widget.locator('.quick-input-message').textContent()) ?? '';
  }

  /** The rows on screen, in order. */
  rows(): Promise<QuickPickRow[]> {
    return this.widget.locator('.quick-input-list .monaco-list-row').evaluateAll((elements) =>
      elements.map((element) => {
        const text = (selector: string): string => (element.querySelector(selector)?.textContent ?? '').trim();
        return {
          label: text('.quick-input-list-row .label-name') || text('.label-name'),
          description: text('.label-description'),
          detail: text('.quick-input-list-label-meta'),
        };
      }),
    );
  }

  async type(text: string): Promise<void> {
    await this.input.fill(text);
  }

  /** Chooses the row with this label (the whole of it, or a pattern), waiting for it to appear. */
  async pick(label: string | RegExp): Promise<void> {
    const matches = (row: QuickPickRow): boolean => (typeof label === 'string' ? row.label === label : label.test(row.label));
    const seen = async (): Promise<string> => `${label} in the quick pick, which shows ${JSON.stringify((await this.rows()).map((row) => row.label))}`;
    const index = await until(seen, async () => {
      const found = (await this.rows()).findIndex(matches);
      return found >= 0 ? found : undefined;
    });
    await this.widget.locator('.quick-input-list .monaco-list-row').nth(index).click();
  }

  async accept(): Promise<void> {
    await this.input.press('Enter');
  }

  async cancel(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.closed();
  }
}
