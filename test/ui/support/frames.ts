import type { Locator } from 'playwright-core';

/** What of a browser's page is used to measure it. */
interface Measured {
  measured: { frames: number[]; long: number[]; isOver: boolean };
  requestAnimationFrame(tick: (now: number) => void): void;
  PerformanceObserver: new (told: (list: { getEntries(): { duration: number }[] }) => void) => { observe(what: { entryTypes: string[] }): void };
}

/** In milliseconds. */
interface Frames {
  readonly frames: readonly number[];
  /** Tasks that took longer than 50: meanwhile the page answers nothing. */
  readonly long: readonly number[];
}

/**
 * Milliseconds of the page's frames, and of its tasks that took longer than 50, while something is done.
 *
 * @param page its outermost element
 */
export async function frames(page: Locator, work: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const window = globalThis as unknown as Measured;
    const kept = (window.measured = { frames: [], long: [], isOver: false } as Measured['measured']);
    new window.PerformanceObserver((list) => kept.long.push(...list.getEntries().map(({ duration }) => duration))).observe({ entryTypes: ['longtask'] });
    let last = performance.now();
    const tick = (now: number) => {
      kept.frames.push(now - last);
      last = now;
      if (!kept.isOver) window.requestAnimationFrame(tick);
    };
    window.requestAnimationFrame(tick);
  });
  await work();
  return page.evaluate(() => {
    const kept = (globalThis as unknown as Measured).measured;
    kept.isOver = true;
    return { frames: kept.frames.slice(1), long: kept.long };
  });
}

/** One line for a person. */
export function framesText({ frames: all, long }: Frames): string {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (part: number) => (sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0).toFixed(0);
  return `${sorted.length} frames, half under ${at(0.5)} ms, 95 % under ${at(0.95)} ms, longest ${at(1)} ms; ${long.length} long tasks${long.length > 0 ? `, at most ${Math.max(...long).toFixed(0)} ms` : ''}`;
}
