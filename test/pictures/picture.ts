import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { until } from '../support/until';
import { roomOf } from '../ui/support/room';
import { settle, type Scene } from '../ui/support/scene';
import type { Workbench } from '../ui/support/workbench';
import { fewColours } from './fewColours';

const PICTURES = path.join('docs', 'pictures');

/** Makes docs/pictures/NAME-THEME.webp. Few colours without loss: sharper and smaller than many with loss. */
export async function picture(bench: Workbench, scene: Scene, theme: string): Promise<void> {
  await settle(bench);
  await still(bench);
  const seen = await bench.page.screenshot({ clip: await roomOf(bench, scene) });
  mkdirSync(PICTURES, { recursive: true });
  await (await fewColours(seen)).webp({ lossless: true, effort: 6 }).toFile(path.join(PICTURES, `${scene.name}-${theme}.webp`));
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
