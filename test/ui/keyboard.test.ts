import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { until } from '../support/until';
import { oddProject } from './support/oddProject';
import { smallBacklog, STATE } from './support/sample';
import { useEditor } from './support/useEditor';

/** What has the focus in a page: its name, and whether a person sees that it has it. */
interface Focused {
  readonly name: string;
  readonly isSeen: boolean;
}

/** Undefined where the page has no focus. */
function focused(frame: Frame): Promise<Focused | undefined> {
  return frame.locator(':root').evaluate(({ ownerDocument }) => {
    const { activeElement: element, body, defaultView } = ownerDocument;
    if (!element || element === body || !ownerDocument.hasFocus()) return undefined;
    const { outlineStyle, outlineWidth } = defaultView.getComputedStyle(element);
    const { top, bottom, width, height } = element.getBoundingClientRect();
    const isDrawn = width > 0 && height > 0 && top >= -1 && bottom - 1 <= defaultView.innerHeight;
    return { name: (element.getAttribute('aria-label') ?? element.textContent).trim(), isSeen: isDrawn && outlineStyle !== 'none' && parseFloat(outlineWidth) > 0 };
  });
}

/** Presses Tab until the focus leaves the page; all that had it on the way. */
async function tabThrough(page: Page, frame: Frame): Promise<Focused[]> {
  const seen: Focused[] = [];
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press('Tab');
    const now = await focused(frame);
    if (!now) return seen;
    seen.push(now);
  }
  throw new Error(`The focus does not leave the page: ${seen.map(({ name }) => name).join(', ')}`);
}

/** Presses Tab until what is named so has the focus; backwards with Shift. */
async function tabTo(page: Page, frame: Frame, name: RegExp, key = 'Tab'): Promise<void> {
  await until(`the focus on ${String(name)}`, async () => {
    if (name.test((await focused(frame))?.name ?? '')) return true;
    await page.keyboard.press(key);
    return false;
  });
}

/** Opens the pulse from the palette and waits for its page; the page has the focus then. */
async function openByKeys(page: Page, wanted: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget:visible').waitFor();
  await page.keyboard.type(wanted);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: wanted }).first().waitFor();
  await page.keyboard.press('Enter');
}

describe('the pulse by keyboard alone', () => {
  const editor = useEditor();

  it('leads through every control in the order of the page, each seen, and out again', async () => {
    const bench = await editor().open(editor().newFolder(oddProject()), { viewport: { width: 1300, height: 900 } });
    await bench.statusItem(/to look at/);
    await openByKeys(bench.page, 'Orchestrator: Show Pulse');
    await bench.pulseFrame().locator('section.attention').waitFor();
    const frame = await bench.panelFrame();
    const walk = await tabThrough(bench.page, frame);
    assert.deepEqual(walk.filter(({ isSeen }) => !isSeen), [], 'whoever tabs sees where they are');
    const names = walk.map(({ name }) => name);
    const at = (name: RegExp) => names.findIndex((one) => name.test(one));
    const order = [/^Now$/, /^Graph$/, /^History$/, /^Copy as Markdown$/, /^Refresh$/, /^Start /, /^Evidence/, /^Send to Agent/, /^Phase 1/, /^As text$/].map(at);
    assert.ok(order.every((place) => place >= 0), JSON.stringify({ order, names }));
    assert.deepEqual([...order].sort((one, other) => one - other), order, names.join(' | '));
  });

  it('opens what is folded, reveals, and goes from view to view', async () => {
    const bench = await editor().open(editor().newFolder(oddProject()), { viewport: { width: 1300, height: 900 } });
    await bench.statusItem(/to look at/);
    await openByKeys(bench.page, 'Orchestrator: Show Pulse');
    await bench.pulseFrame().locator('section.attention').waitFor();
    const frame = await bench.panelFrame();
    await tabTo(bench.page, frame, /^Evidence/);
    await bench.page.keyboard.press('Enter');
    await frame.locator('.attention details[open] .evidence').first().waitFor();
    await tabTo(bench.page, frame, /^As text/);
    await bench.page.keyboard.press('Space');
    await frame.locator('pre').waitFor();
    await bench.page.keyboard.press('Space');
    await frame.locator('pre').waitFor({ state: 'hidden' });
    for (const view of ['History', 'Graph', 'Now']) {
      await tabTo(bench.page, frame, new RegExp(`^${view}$`), 'Shift+Tab');
      await bench.page.keyboard.press('Enter');
      await frame.locator('.view[aria-current=page]', { hasText: view }).waitFor();
      assert.equal((await focused(frame))?.name, view, 'the focus stays on the view that was chosen');
    }
  });

  it('keeps the focus where it is while the backlog changes, and starts a task', async () => {
    const tasks = ['A--T01', 'B--T01', 'C--T01'].map((task_id) => ({ task_id }));
    const folder = editor().newFolder(smallBacklog(tasks));
    const bench = await editor().open(folder, { settings: { 'orchestrator.agents.default': 'clipboard' } });
    await openByKeys(bench.page, 'Orchestrator: Show Pulse');
    await bench.pulseFrame().locator('section.next').waitFor();
    const frame = await bench.panelFrame();
    await tabTo(bench.page, frame, /^Start C--T01$/);
    const file = path.join(folder, STATE);
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, JSON.stringify({ tasks: { 'A--T01': { status: 'blocked', blocked_reason: 'a test' } } }));
    await frame.locator('section.blocked').waitFor();
    assert.equal((await focused(frame))?.name, 'Start C--T01', 'its row is another one now');
    writeFileSync(file, JSON.stringify({ tasks: { 'A--T01': { status: 'blocked' }, 'B--T01': { status: 'blocked' }, 'C--T01': { status: 'blocked' } } }));
    await frame.locator('section.next .nothing').waitFor();
    assert.ok(await focused(frame), 'a control that is gone leaves the focus to the next');
    writeFileSync(file, before);
    await frame.locator('.next-card h3', { hasText: 'A--T01' }).waitFor();
    await tabTo(bench.page, frame, /^Start A--T01$/);
    await bench.page.keyboard.press('Enter');
    await bench.notification(/A--T01 is started on/);
  });
});
