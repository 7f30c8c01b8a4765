import sharp, { type Sharp } from 'sharp';

/** Colours that are nearer to each other are taken for one. */
const APART = 40;
/** The share of a picture from which on a colour stays as it is: backgrounds differ by less. */
const SHARE = 0.001;

/**
 * A picture with the few colours that it is made of, so that it takes less room: what smooths letters comes in dozens of
 * shades. Those that are frequent stay as they are, and those that are far from all others, such as a small red mark.
 */
export async function fewColours(png: Buffer): Promise<Sharp> {
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const counts = new Map<number, number>();
  for (let at = 0; at < data.length; at += 3) counts.set(data.readUIntBE(at, 3), (counts.get(data.readUIntBE(at, 3)) ?? 0) + 1);
  const chosen: number[] = [];
  for (const [colour, count] of [...counts].sort(([one, often], [other, seldom]) => seldom - often || one - other)) {
    if (count > (SHARE * data.length) / 3 || chosen.every((other) => distance(other, colour) >= APART)) chosen.push(colour);
  }
  const nearest = new Map([...counts.keys()].map((colour) => [colour, chosen.reduce((best, one) => (distance(one, colour) < distance(best, colour) ? one : best))]));
  for (let at = 0; at < data.length; at += 3) data.writeUIntBE(nearest.get(data.readUIntBE(at, 3)) ?? 0, at, 3);
  return sharp(data, { raw: info });
}

/** By light, or by hue, which counts double: a grey text must not turn green here and there. */
function distance(one: number, other: number): number {
  const [red, green, blue] = [16, 8, 0].map((shift) => ((one >> shift) & 255) - ((other >> shift) & 255)) as [number, number, number];
  return Math.max(Math.abs(green), 2 * Math.abs(red - green), 2 * Math.abs(blue - green));
}
