import { mkdirSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';

/** Pictures of one state in rows, each as wide as it is; rows are as high as their highest. */
export type Rows = readonly (readonly Buffer[])[];

const FOLDER = path.join('docs', 'pictures', 'states');
/** Between pictures, in pixels. */
const GAP = 16;
/** The sheets are looked at, not read: half the size says as much and takes a quarter of the bytes. */
const SCALE = 0.5;

/** Puts pictures onto one sheet: docs/pictures/states/NAME.webp. */
export async function sheet(name: string, rows: Rows): Promise<void> {
  const parts: { input: Buffer; left: number; top: number }[] = [];
  let top = GAP;
  let width = 0;
  for (const row of rows) {
    let left = GAP;
    let height = 0;
    for (const picture of row) {
      const { data, info } = await scaled(picture);
      parts.push({ input: data, left, top });
      left += info.width + GAP;
      height = Math.max(height, info.height);
    }
    width = Math.max(width, left);
    top += height + GAP;
  }
  mkdirSync(FOLDER, { recursive: true });
  const blank = sharp({ create: { width, height: top, channels: 3, background: '#808080' } });
  await blank.composite(parts).webp({ quality: 72, effort: 6 }).toFile(path.join(FOLDER, `${name}.webp`));
}

async function scaled(picture: Buffer): Promise<{ data: Buffer; info: { width: number; height: number } }> {
  const { width } = await sharp(picture).metadata();
  return sharp(picture).resize({ width: Math.round(width * SCALE) }).png().toBuffer({ resolveWithObject: true });
}
