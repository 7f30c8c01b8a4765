import { mkdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { until } from '../support/until';
import { roomOf } from '../ui/support/room';
import { restMouse, type Scene } from '../ui/support/scene';
import type { Workbench } from '../ui/support/workbench';

const PICTURES = path.join('docs', 'pictures');

/** Makes docs/pictures/NAME-THEME.webp: with a palette and without loss, since the package carries it, at a quarter of the bytes. */
export async function picture(bench: Workbench, scene: Scene, theme: string): Promise<void> {
  await restMouse(bench);
  await still(bench);
  const seen = await bench.page.screenshot({ clip: await roomOf(bench, scene) });
  const drawn = await sharp(seen).png({ palette: true, quality: 60, dither: 0, effort: 10 }).toBuffer();
  mkdirSync(PICTURES, { recursive: true });
  await sharp(drawn).webp({ lossless: true, effort: 6 }).toFile(path.join(PICTURES, `${scene.name}-${theme}.webp`));
}

/** Waits until nothing moves: until two looks at the window see the same. */
async function still(bench: Workbench): Promise<void> {
  let before = await bench.page.screenshot();
  await until('a window that stands still', async () => {
    const now = await bench.page.screenshot();
    const isSame = now.equals(before);
    before = now;
    return isSame;
  });
}
