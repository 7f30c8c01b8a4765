import type { Box, Camera, Size } from './camera';
import { holds, seen } from './camera';
import type { Drawing } from './drawing';
import type { GraphLook } from './look';
import { shownNodes } from './shownNodes';

/** Smaller than this, titles can't be read. */
export const READABLE_FROM = 0.5;
/** Smaller than this, not even ids fit on the cards. */
const IDS_FROM = 0.22;
/** Where titles can't be read anyway, so many cards are drawn and no more. */
const MOST_CARDS = 250;
/** So much more than is seen is drawn, in views on each side. */
const MORE = { near: 0.25, far: 1 };

/** With what has to be drawn, and how: the same region where it still serves. */
export function withRegion(look: GraphLook, drawing: Drawing): GraphLook {
  const { camera, view } = look;
  const now = seen(camera, view);
  const isEnough = holds(look.region, now) && look.region.width <= now.width * (1 + 2 * MORE.far) * 1.5;
  const region = isEnough ? look.region : regionOf(camera, view, look.isFar);
  const isFar = isFarOut(look, drawing, camera, region);
  if (region === look.region && isFar === look.isFar) return look;
  return { ...look, isFar, region: isFar === look.isFar ? region : regionOf(camera, view, isFar) };
}

function regionOf(camera: Camera, view: Size, isFar: boolean): Box {
  return seen(camera, view, isFar ? MORE.far : MORE.near);
}

function isFarOut({ view, focus, hides }: GraphLook, drawing: Drawing, camera: Camera, region: Box): boolean {
  if (camera.scale >= READABLE_FROM) return false;
  if (camera.scale < IDS_FROM) return true;
  const near = regionOf(camera, view, false);
  return shownNodes(drawing, { region: holds(near, region) ? region : near, focus, hides }).length > MOST_CARDS;
}
