import type { Frame, Locator } from 'playwright-core';
import { roomOf, type Room } from './room';
import type { Scene } from './scene';
import type { Workbench } from './workbench';

/** What is wrong with the drawing of a page: not how it looks, but whether what is on it can be seen. */
export function pageFaults(frame: Frame, shows: readonly string[]): Promise<string[]> {
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

/** What comes and goes in the workbench, and spoils a picture that it is in. */
const STRAY = ['.monaco-hover', '.notification-toast', '.monaco-menu', '.monaco-dialog-box', '.monaco-progress-container.active', '.codicon-modifier-spin'];

/** What is wrong with what a scene shows of the workbench: missing, saying something else, out of the picture, covered, or beside something stray. */
export async function workbenchFaults(bench: Workbench, scene: Scene): Promise<string[]> {
  const room = await roomOf(bench, scene);
  const wanted = scene.workbench.map(async ([selector, says]) => {
    const found = bench.page.locator(selector).locator('visible=true').first();
    if ((await found.count()) === 0) return [`${selector} is not there`];
    return (await partFaults(found, says, room)).map((fault) => `${selector} ${fault}`);
  });
  const stray = STRAY.map(async (selector) => ((await bench.page.locator(`${selector}:visible`).count()) > 0 ? [`${selector} is in the picture`] : []));
  return (await Promise.all([...wanted, ...stray])).flat();
}

async function partFaults(part: Locator, says: RegExp, room: Room): Promise<string[]> {
  const seen = await part.evaluate((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect() as Record<'left' | 'top' | 'right' | 'bottom', number>;
    const above = element.ownerDocument.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    const name = element.getAttribute('aria-label') ?? element.querySelector('[aria-label]')?.getAttribute('aria-label') ?? '';
    return { text: element.textContent, name, isCovered: above === null || !(element.contains(above) || above.contains(element)), left, top, right, bottom };
  });
  const isWithin = seen.left >= room.x - 1 && seen.top >= room.y - 1 && seen.right <= room.x + room.width + 1 && seen.bottom <= room.y + room.height + 1;
  return [
    ...(seen.text.trim() === '' ? ['is empty'] : []),
    ...(says.test(seen.text) || says.test(seen.name) ? [] : [`says ${JSON.stringify(seen.text.slice(0, 120))}`]),
    ...(seen.isCovered ? ['is covered'] : []),
    ...(isWithin ? [] : ['is cut by the edge of the picture']),
  ];
}
