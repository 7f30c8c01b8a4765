import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { findings } from './support/axe';
import { openSample, SCENES, showScene } from './support/scenes';
import { useEditor } from './support/useEditor';

/** What is wrong with the drawing of a page: not how it looks, but whether what is on it can be seen. */
function faults(frame: Frame, shows: readonly string[]): Promise<string[]> {
  return frame.locator('main').evaluate((main, selectors) => {
    const found: string[] = [];
    const name = (element: typeof main): string => `${element.localName}.${element.getAttribute('class') ?? ''}`;
    const box = (element: typeof main) => element.getBoundingClientRect();
    for (const selector of selectors) {
      for (const element of main.querySelectorAll(selector)) {
        const { width, height } = box(element);
        const isDrawing = /^(svg|path|canvas)$/.test(element.localName) || element.querySelector('svg, canvas, .fill, .pip') !== null;
        if (width === 0 && height === 0) found.push(`${selector} takes no room`);
        if (!isDrawing && element.textContent.trim() === '') found.push(`${selector} is empty`);
      }
    }
    const root = main.ownerDocument.documentElement;
    if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth} wide in ${root.clientWidth}`);
    // Of texts and controls that stand beside each other, none lies on another.
    const flows = '.header, .tools, .views, .legend, .task-head, .meta, .rows, .criteria, .overview, .column, .slices';
    for (const flow of main.querySelectorAll(flows)) {
      const parts = [...flow.children].filter((part) => box(part).width > 1 && box(part).height > 1);
      parts.forEach((part, index) => {
        for (const next of parts.slice(index + 1)) {
          const [one, other] = [box(part), box(next)];
          const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
          const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
          if (across > 2 && down > 2) found.push(`${name(part)} lies on ${name(next)} in ${name(flow)}`);
        }
      });
    }
    for (const button of main.querySelectorAll('.button, .view')) if (button.scrollWidth - 1 > button.clientWidth) found.push(`${name(button)} is cut: ${button.textContent.trim()}`);
    return found;
  }, shows);
}

describe('what the pictures show', () => {
  const editor = useEditor();

  it('is there, whole, side by side and of enough contrast, in light and dark', async () => {
    const bench = await openSample(editor(), { width: 1280, height: 800 });
    await bench.openContainer('Orchestrator');
    await (await bench.tree('Tasks')).row(/^Phase 1/);
    for (const scene of SCENES) {
      const frame = await showScene(bench, scene);
      for (const theme of ['light', 'dark'] as const) {
        await bench.setTheme(theme);
        assert.deepEqual(await faults(frame, scene.shows), [], `${scene.name}, ${theme}`);
        assert.deepEqual((await findings(frame, 'html')).filter(({ rule }) => rule === 'color-contrast'), [], `${scene.name}, ${theme}`);
      }
      await bench.runCommand('View: Close Editor');
    }
  });

  it('would be told of where it was broken: emptied, cut or laid over', async () => {
    const bench = await openSample(editor(), { width: 1280, height: 800 });
    const [scene] = SCENES;
    assert.ok(scene);
    const frame = await showScene(bench, scene);
    await frame.locator('.next-card').evaluate((card) => {
      card.querySelector('h3').textContent = '';
      card.querySelector('.button').style.width = '20px';
      card.ownerDocument.querySelector('.header .tools').style.marginInlineStart = '-400px';
      card.ownerDocument.querySelector('.header .tools').style.width = '500px';
    });
    const found = (await faults(frame, scene.shows)).join('\n');
    for (const fault of ['.next-card h3 is empty', 'is cut', 'lies on']) assert.ok(found.includes(fault), `${fault} in ${found}`);
  });
});
