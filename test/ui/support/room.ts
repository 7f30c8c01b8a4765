import type { Scene } from './scene';
import type { Workbench } from './workbench';

export interface Room {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What of the window is in the picture of a scene, in whole pixels. */
export async function roomOf(bench: Workbench, { crop, viewport }: Scene): Promise<Room> {
  if (!crop) return { x: 0, y: 0, ...viewport };
  const boxes = await Promise.all(crop.map((selector) => bench.page.locator(`${selector}:visible`).first().boundingBox()));
  const found = boxes.filter((box) => box !== null);
  const [left, top] = [Math.min(...found.map(({ x }) => x)), Math.min(...found.map(({ y }) => y))].map(Math.floor);
  const [right, bottom] = [Math.max(...found.map(({ x, width }) => x + width)), Math.max(...found.map(({ y, height }) => y + height))].map(Math.ceil);
  return { x: left ?? 0, y: top ?? 0, width: (right ?? 0) - (left ?? 0), height: (bottom ?? 0) - (top ?? 0) };
}
