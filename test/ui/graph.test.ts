import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { generatedBacklog } from '../support/generatedBacklog';
import { until } from '../support/until';
import { MANIFEST, sampleFiles, STATE } from './support/sample';
import { useEditor } from './support/useEditor';

const THEMES = ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const;

describe('the dependency graph', () => {
  const editor = useEditor();

  it('is a picture of the sample, in every theme and at three widths', async () => {
    const bench = await editor().open(editor().newFolder(sampleFiles()), { viewport: { width: 1700, height: 1000 } });
    await bench.runCommand('Orchestrator: Show Dependency Graph');
    const frame = bench.pulseFrame();
    await frame.locator('.graph-canvas').waitFor();
    await until('tasks', async () => (await frame.locator('.graph-node, .graph-boxes').count()) > 1);
    for (const theme of THEMES) {
      await bench.setTheme(theme);
      await bench.screenshot(`graph-${theme}`);
    }
    await frame.getByRole('button', { name: /^Fit all in/ }).click();
    await bench.screenshot('graph-fit');
  });

  it('stays smooth with 10 000 tasks', async () => {
    const { manifest, state } = generatedBacklog({ tasks: 10_000 });
    const folder = editor().newFolder({ [MANIFEST]: manifest, [STATE]: state });
    const bench = await editor().open(folder, { viewport: { width: 1700, height: 1000 } });
    await bench.runCommand('Orchestrator: Show Dependency Graph');
    const frame = bench.pulseFrame();
    const canvas = frame.locator('.graph-canvas');
    await canvas.waitFor({ timeout: 60_000 });
    await until('tasks', async () => (await frame.locator('.graph-node').count()) > 1);
    await bench.screenshot('graph-10000');
    const { x = 0, y = 0, width = 0, height = 0 } = (await canvas.boundingBox()) ?? {};
    const drag = async () => {
      await bench.page.mouse.move(x + width * 0.8, y + height * 0.7);
      await bench.page.mouse.down();
      for (let step = 0; step < 40; step++) await bench.page.mouse.move(x + width * 0.8 - step * 18, y + height * 0.7 - step * 8);
      await bench.page.mouse.up();
    };
    const told = async (what: string, work: () => Promise<void>) => console.log(`      ${what}: ${framesText(await frames(frame, work))}, ${await frame.locator('.graph-node').count()} cards`);
    await told('pan near by', drag);
    await frame.getByRole('button', { name: /^Fit all in/ }).click();
    await until('boxes', async () => (await frame.locator('.graph-boxes').count()) > 1);
    await bench.screenshot('graph-10000-far');
    await told('pan far out', drag);
    await told('zoom in', async () => {
      for (let step = 0; step < 14; step++) await frame.getByRole('button', { name: /^Zoom in/ }).click();
    });
    await bench.screenshot('graph-10000-near');
    await told('an update of the state', async () => {
      const changed = JSON.parse(state) as { tasks: Record<string, object> };
      changed.tasks['CAPABILITY_01400--T02'] = { status: 'blocked', blocked_reason: 'A test' };
      const before = await frame.locator('.graph-legend').innerText();
      writeFileSync(path.join(folder, STATE), JSON.stringify(changed));
      await until('the update', async () => (await frame.locator('.graph-legend').innerText()) !== before);
    });
  });
});

/** Milliseconds of the page's frames, and of its tasks that took longer than 50, while something is done. */
async function frames(frame: FrameLocator, work: () => Promise<void>): Promise<{ frames: number[]; long: number[] }> {
  const page = frame.locator('html');
  await page.evaluate(() => {
    const kept = ((globalThis as { measured?: object }).measured = { frames: [] as number[], long: [] as number[], isOver: false });
    new PerformanceObserver((list) => kept.long.push(...list.getEntries().map(({ duration }) => duration))).observe({ entryTypes: ['longtask'] });
    let last = performance.now();
    const tick = (now: number) => {
      kept.frames.push(now - last);
      last = now;
      if (!kept.isOver) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await work();
  return page.evaluate(() => {
    const kept = (globalThis as unknown as { measured: { frames: number[]; long: number[]; isOver: boolean } }).measured;
    kept.isOver = true;
    return { frames: kept.frames.slice(1), long: kept.long };
  });
}

function framesText({ frames: all, long }: { frames: number[]; long: number[] }): string {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (part: number) => (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0).toFixed(0);
  return `${sorted.length} frames, half under ${at(0.5)} ms, 95 % under ${at(0.95)} ms, longest ${at(1)} ms; ${long.length} long tasks ${long.map((ms) => ms.toFixed(0)).join(' ')}`;
}
