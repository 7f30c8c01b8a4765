import type { Camera } from './camera';

/**
 * Puts the picture where the camera looks: one transform, whatever is drawn in it. Asks nothing of the page, which would
 * have to be laid out for an answer.
 *
 * @param isRightToLeft how the text of the page runs
 */
export function placeWorld(canvas: HTMLElement, { x, y, scale }: Camera, isRightToLeft: boolean): void {
  const world = canvas.querySelector<HTMLElement>('.graph-world');
  if (!world) return;
  world.style.transform = `translate(${(isRightToLeft ? 1 : -1) * x * scale}px, ${-y * scale}px) scale(${scale})`;
  world.style.setProperty('--scale', String(scale));
}
