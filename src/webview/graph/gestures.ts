import type { Point } from './camera';

/** How far a pointer moves before it drags and no longer clicks, in pixels. */
const SLACK = 4;
/** A wheel's step is taken for no more than this, in pixels: mice tell 100 where touch pads tell 4. */
const MOST_WHEEL = 50;
const ZOOM_BY_PIXEL = 0.006;
/** Pixels of a line, where a wheel counts lines. */
const LINE = 16;

/** What a pointer does to the picture. Points and distances are in pixels of the view, along the text. */
export interface Gestures {
  pan(by: Point): void;
  zoomAt(at: Point, factor: number): void;
  /** A click, or with `isDouble` the second of two, on an element. A key that clicks has no place: then it is 0, 0. */
  press(at: Point, target: HTMLElement, isDouble: boolean): void;
  point(at: Point | undefined): void;
}

/** Listens to mouse, touch pad and wheel: drag and wheel move, Ctrl and wheel (as pinching is told) zoom. */
export function listenToPointer(canvas: HTMLElement, on: Gestures): void {
  let from: Point | undefined;
  let isDragging = false;

  const place = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, right, top } = canvas.getBoundingClientRect();
    return { x: isRightToLeft(canvas) ? right - clientX : clientX - left, y: clientY - top };
  };

  canvas.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
      const [x, y] = [event.deltaX * unit, event.deltaY * unit];
      if (event.ctrlKey || event.metaKey) return on.zoomAt(place(event), Math.exp(-Math.max(-MOST_WHEEL, Math.min(MOST_WHEEL, y)) * ZOOM_BY_PIXEL));
      on.pan({ x: isRightToLeft(canvas) ? -x : x, y });
    },
    { passive: false },
  );
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button > 1) return;
    from = place(event);
    isDragging = false;
  });
  canvas.addEventListener('pointermove', (event) => {
    const at = place(event);
    if (!from || event.buttons === 0) return on.point(at);
    const by = { x: from.x - at.x, y: from.y - at.y };
    if (!isDragging && Math.hypot(by.x, by.y) < SLACK) return;
    if (!isDragging) canvas.setPointerCapture(event.pointerId);
    isDragging = true;
    from = at;
    on.pan(by);
  });
  const released = () => (from = undefined);
  canvas.addEventListener('pointerup', released);
  canvas.addEventListener('pointercancel', released);
  canvas.addEventListener('pointerleave', () => on.point(undefined));
  canvas.addEventListener('click', (event) => {
    if (!isDragging) on.press(place(event), event.target as HTMLElement, event.detail === 2);
    isDragging = false;
  });
}

export function isRightToLeft(element: Element): boolean {
  return getComputedStyle(element).direction === 'rtl';
}
