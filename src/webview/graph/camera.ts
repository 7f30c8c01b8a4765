/** What of the picture is seen: the place of the view's corner in it, and how large it is drawn. `x` counts along the text, so from the right where text runs to the left. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

const MOST_SCALE = 2;
/** A chain of 2 000 tasks can be seen whole, as a line. */
const LEAST_SCALE = 0.002;
/** So much of the view stays free around what is fitted in, in pixels. */
const MARGIN = 24;

/** Larger or smaller by a factor; the point of the view stays where it is. */
export function zoomed(camera: Camera, at: Point, factor: number): Camera {
  const scale = bounded(camera.scale * factor);
  return { scale, x: camera.x + at.x / camera.scale - at.x / scale, y: camera.y + at.y / camera.scale - at.y / scale };
}

/** Moved by pixels of the view. */
export function moved({ x, y, scale }: Camera, by: Point): Camera {
  return { scale, x: x + by.x / scale, y: y + by.y / scale };
}

/** The whole box in the middle of the view, never larger than at full size; of a box that is too large its beginning. */
export function fitted(box: Box, view: Size): Camera {
  const scale = bounded(Math.min(1, (view.width - 2 * MARGIN) / Math.max(1, box.width), (view.height - 2 * MARGIN) / Math.max(1, box.height)));
  const start = (from: number, length: number, room: number) => (length > room ? from - MARGIN / scale : from - (room - length) / 2);
  return { scale, x: start(box.x, box.width, view.width / scale), y: start(box.y, box.height, view.height / scale) };
}

/** The box in the middle of the view. */
export function centred(box: Box, view: Size, scale: number): Camera {
  return { scale, x: box.x + box.width / 2 - view.width / scale / 2, y: box.y + box.height / 2 - view.height / scale / 2 };
}

/** Moved as little as it takes to see the box. */
export function showing(camera: Camera, box: Box, view: Size): Camera {
  const along = (start: number, from: number, length: number, room: number) => {
    const margin = MARGIN / camera.scale;
    return Math.min(Math.max(start, from + length + margin - room), Math.max(from - margin, from + length + margin - room));
  };
  const { scale } = camera;
  return { scale, x: along(camera.x, box.x, box.width, view.width / scale), y: along(camera.y, box.y, box.height, view.height / scale) };
}

/** Moved back where the picture has left the view: a fifth of the view keeps showing it. */
export function keptIn(camera: Camera, picture: Size, view: Size): Camera {
  const along = (start: number, length: number, room: number) => Math.min(Math.max(start, -0.8 * room), Math.max(-0.8 * room, length - 0.2 * room));
  const { scale } = camera;
  return { scale, x: along(camera.x, picture.width, view.width / scale), y: along(camera.y, picture.height, view.height / scale) };
}

/** What is seen of the picture, and so many views more on each side. */
export function seen({ x, y, scale }: Camera, view: Size, more = 0): Box {
  const [width, height] = [view.width / scale, view.height / scale];
  return { x: x - more * width, y: y - more * height, width: (1 + 2 * more) * width, height: (1 + 2 * more) * height };
}

/** Whether one box lies wholly in another. */
export function holds(outer: Box, inner: Box): boolean {
  return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height;
}

export function meets(one: Box, other: Box): boolean {
  return one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
}

function bounded(scale: number): number {
  return Math.min(MOST_SCALE, Math.max(LEAST_SCALE, scale));
}
