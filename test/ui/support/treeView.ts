import type { Locator, Page } from 'playwright-core';
import { until } from '../../support/until';

/** One visible row of a tree, as assistive technology sees it. */
export interface TreeRow {
  /** The row's accessible name. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly level: number;
  readonly expanded: boolean | undefined;
  readonly checked: boolean | undefined;
}

const matches = (row: TreeRow, wanted: string | RegExp): boolean =>
  typeof wanted === 'string' ? row.label === wanted || row.name === wanted : wanted.test(row.label) || wanted.test(row.name);

/** A tree view, found by the title of its section. */
export class TreeView {
  private readonly pane: Locator;

  constructor(
    private readonly page: Page,
    private readonly title: string,
  ) {
    this.pane = page.locator('.pane', { has: page.locator(`.pane-header[aria-label^="${title}"]`) });
  }

  /** Opens the section if it is collapsed, and waits for the tree to be on screen. */
  async shown(): Promise<this> {
    const header = this.pane.locator('.pane-header');
    await header.waitFor({ state: 'attached' });
    if ((await header.getAttribute('aria-expanded')) === 'false') {
      await header.click();
    }
    await this.pane.locator('.pane-body').waitFor({ state: 'visible' });
    return this;
  }

  /** The rows on screen (a tree renders no others), top to bottom. */
  rows(): Promise<TreeRow[]> {
    return this.pane.locator('.monaco-list-row[role=treeitem]').evaluateAll((elements) =>
      elements
        .sort((one, other) => one.getBoundingClientRect().top - other.getBoundingClientRect().top)
        .map((element) => {
          const attribute = (name: string): string | undefined => element.getAttribute(name) ?? undefined;
          const box = element.querySelector('[role=checkbox]');
          const flag = (name: string): boolean | undefined => (attribute(name) === undefined ? undefined : attribute(name) === 'true');
          return {
            name: attribute('aria-label') ?? '',
            label: (element.querySelector('.label-name')?.textContent ?? '').trim(),
            description: (element.querySelector('.label-description')?.textContent ?? '').trim(),
            level: Number(attribute('aria-level') ?? 1),
            expanded: flag('aria-expanded'),
            // VS Code puts it on the checkbox inside the row.
            checked: flag('aria-checked') ?? (box ? box.getAttribute('aria-checked') === 'true' : undefined),
          };
        }),
    );
  }

  /** The text of the view's message or welcome content. */
  async message(): Promise<string> {
    return (await this.pane.locator('.message:visible, .welcome-view-content:visible').allInnerTexts()).join('\n').trim();
  }

  /** The row with this label or accessible name, once it is there. */
  row(wanted: string | RegExp): Promise<TreeRow> {
    const seen = async (): Promise<string> => `${wanted} in "${this.title}", which shows ${JSON.stringify((await this.rows()).map((row) => row.name))}`;
    return until(seen, async () => (await this.rows()).find((row) => matches(row, wanted)));
  }

  private async element(wanted: string | RegExp): Promise<Locator> {
    const { name } = await this.row(wanted);
    return this.pane.locator(`.monaco-list-row[role=treeitem][aria-label=${JSON.stringify(name)}]`).first();
  }

  async click(wanted: string | RegExp): Promise<void> {
    await (await this.element(wanted)).locator('.monaco-icon-label').first().click();
  }

  async doubleClick(wanted: string | RegExp): Promise<void> {
    await (await this.element(wanted)).locator('.monaco-icon-label').first().dblclick();
  }

  /** Opens a row, if it is closed, and waits for the rows below it. The workbench closes a row again that it draws anew at that moment: a person would press again. */
  async expand(wanted: string | RegExp): Promise<void> {
    const isOpen = async (): Promise<boolean> => {
      const rows = await this.rows();
      const at = rows.findIndex((row) => matches(row, wanted));
      return at >= 0 && rows[at]?.expanded === true && (rows[at + 1]?.level ?? 0) > rows[at].level;
    };
    await until(`${wanted} to open`, async () => {
      if ((await this.row(wanted)).expanded === false) await (await this.element(wanted)).locator('.monaco-tl-twistie').click();
      return until(`${wanted} to show what is below it`, isOpen, 2000);
    });
  }

  /** Presses a row's checkbox. */
  async toggle(wanted: string | RegExp): Promise<void> {
    await (await this.element(wanted)).locator('.custom-view-tree-node-item-checkbox, .monaco-custom-toggle').first().click();
  }

  /** The titles of a row's buttons that show on hover. */
  async inlineActions(wanted: string | RegExp): Promise<string[]> {
    const row = await this.element(wanted);
    await row.hover();
    return row.locator('.actions .action-label').evaluateAll((elements) => elements.map((element) => element.getAttribute('aria-label') ?? ''));
  }

  /** Presses one of a row's buttons. */
  async inlineAction(wanted: string | RegExp, action: string): Promise<void> {
    const row = await this.element(wanted);
    await row.hover();
    await row.locator(`.actions .action-label[aria-label^="${action}"]`).click();
  }

  /** Opens a row's context menu and says what it offers. */
  async contextMenu(wanted: string | RegExp): Promise<string[]> {
    await (await this.element(wanted)).click({ button: 'right' });
    const items = this.page.locator('.monaco-menu .action-item:not(.disabled) > a.action-menu-item');
    await items.first().waitFor({ timeout: 10_000 });
    return (await items.locator('.action-label').allInnerTexts()).map((text) => text.trim()).filter((text) => text !== '');
  }

  /** Chooses an item of the context menu. */
  async contextAction(wanted: string | RegExp, title: string): Promise<void> {
    const offered = await this.contextMenu(wanted);
    if (!offered.includes(title)) {
      await this.page.keyboard.press('Escape');
      throw new Error(`The context menu of ${wanted} has no "${title}": ${JSON.stringify(offered)}`);
    }
    const menu = this.page.locator('.monaco-menu');
    const item = menu.locator('a.action-menu-item', { has: this.page.locator(`.action-label:text-is("${title}")`) }).first();
    // A menu ignores clicks for a moment after it opens.
    await until(`the context menu to take "${title}"`, async () => {
      if (await menu.isVisible()) {
        await item.click({ timeout: 1000 });
      }
      return menu.waitFor({ state: 'hidden', timeout: 500 }).then(() => true);
    });
  }

  /** The titles of the view's own buttons. */
  async titleActions(): Promise<string[]> {
    await this.pane.hover();
    return this.pane.locator('.pane-header .actions .action-label').evaluateAll((elements) => elements.map((element) => element.getAttribute('aria-label') ?? ''));
  }
}
