import path from 'node:path';
import sharp from 'sharp';
import { until } from '../support/until';
import { rename, rm } from 'node:fs/promises';
import type { Workbench } from '../ui/support/workbench';

const PICTURES = path.join('docs', 'pictures');

/** Makes docs/pictures/NAME.webp: with a palette and without loss, since the package carries it, at a quarter of the bytes. */
export async function picture(bench: Workbench, name: string): Promise<void> {
  const file = await bench.screenshot(name, PICTURES);
  const drawn = await sharp(file).png({ palette: true, quality: 95 }).toBuffer();
  const draft = `${file}.draft`;
  await sharp(drawn).webp({ lossless: true, effort: 6 }).toFile(draft);
  await rename(draft, path.join(PICTURES, `${name}.webp`));
  await rm(file);
}

/** Waits until nothing moves: until two looks at the window see the same. */
export async function still(bench: Workbench): Promise<void> {
  let before = await bench.page.screenshot();
  await until('a window that stands still', async () => {
    const now = await bench.page.screenshot();
    const isSame = now.equals(before);
    before = now;
    return isSame;
  });
}
