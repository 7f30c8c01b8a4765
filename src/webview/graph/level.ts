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

/**
 * With what has to be drawn, and how: the same region where it still serves. The first picture, and the first of another
 * level, is of what is seen alone, so that it is there at once; `withMargin` adds the rest.
 */
export function withRegion(look: GraphLook, drawing: Drawing): GraphLook {
  const { camera, view, region } = look;
  const now = seen(camera, view);
  const isFar = isFarOut(look, drawing);
  const isNew = isFar !== look.isFar || region.width === 0;
  if (!isNew && holds(region, now) && region.width <= now.width * (1 + 2 * MORE.far) * 1.5) return look;
  return { ...look, isFar, region: isNew ? now : regionOf(camera, view, isFar) };
}

/** With what the next moves will show, where not much of it is drawn yet. */
export function withMargin(look: GraphLook): GraphLook {
  const { camera, view, isFar, region } = look;
  if (region.width === 0 || holds(region, seen(camera, view, marginOf(isFar) / 2))) return look;
  return { ...look, region: regionOf(camera, view, isFar) };
}

function regionOf(camera: Camera, view: Size, isFar: boolean): Box {
  return seen(camera, view, marginOf(isFar));
}

function marginOf(isFar: boolean): number {
  return isFar ? MORE.far : MORE.near;
}

function isFarOut({ camera, view, focus, hides }: GraphLook, drawing: Drawing): boolean {
  if (camera.scale >= READABLE_FROM) return false;
  if (camera.scale < IDS_FROM) return true;
  return shownNodes(drawing, { region: regionOf(camera, view, false), focus, hides }).length > MOST_CARDS;
}
