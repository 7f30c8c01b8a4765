import type { Page } from 'playwright-core';
import type { Scene } from './scene';
import type { Workbench } from './workbench';

export interface Room {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What of the window is in the picture of a scene, in whole pixels. */
export async function roomOf({ page }: Workbench, { crop, rows, viewport }: Scene): Promise<Room> {
  if (!crop) return { x: 0, y: 0, ...viewport };
  const room = around(await boxesOf(page, crop.map((selector) => `${selector}:visible`)));
  if (rows === undefined) return room;
  const whole = (await boxesOf(page, [rows])).filter(({ y, height }) => y + height <= room.y + room.height);
  return { ...room, height: Math.ceil(Math.max(...whole.map(({ y, height }) => y + height)) - room.y) + 2 };
}

async function boxesOf(page: Page, selectors: readonly string[]): Promise<Room[]> {
  const found = await Promise.all(selectors.map(async (selector) => Promise.all((await page.locator(selector).all()).map((one) => one.boundingBox()))));
  return found.flat().filter((box) => box !== null);
}

function around(boxes: readonly Room[]): Room {
  const x = Math.floor(Math.min(...boxes.map((box) => box.x)));
  const y = Math.floor(Math.min(...boxes.map((box) => box.y)));
  const right = Math.ceil(Math.max(...boxes.map((box) => box.x + box.width)));
  const bottom = Math.ceil(Math.max(...boxes.map((box) => box.y + box.height)));
  return { x, y, width: right - x, height: bottom - y };
}
