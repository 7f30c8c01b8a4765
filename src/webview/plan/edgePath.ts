import type { Point } from './actions';

/** A card's place on the board, in CSS pixels from its top left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How far an arc beside stacked cards reaches out: within the gutter that the style sheet leaves. */
const REACH = { least: 12, most: 46, perPixel: 1 / 40 };
/** The least pull of a curve between columns. */
const PULL = 20;

/**
 * A curve between two cards. Between columns it leaves the one on its inner side and enters the other on its inner side;
 * cards that lie below each other are joined by an arc beside them.
 *
 * @param shift -1 to 1: where on the height of the cards, so that several lines of a card stand apart
 * @param side of arcs: which side of the cards
 */
export function edgePath(one: Box, other: Box, shift: readonly [number, number], side: 'left' | 'right'): { readonly d: string; readonly ends: readonly [Point, Point] } {
  const [y1, y2] = [heightOf(one, shift[0]), heightOf(other, shift[1])];
  const overlap = one.left < other.left + other.width && other.left < one.left + one.width;
  if (overlap) {
    const x = (box: Box) => (side === 'right' ? box.left + box.width : box.left);
    const [x1, x2] = [x(one), x(other)];
    const reach = Math.min(REACH.most, REACH.least + Math.abs(y2 - y1) * REACH.perPixel) * (side === 'right' ? 1 : -1);
    return { d: curve({ x: x1, y: y1 }, { x: x1 + reach, y: y1 }, { x: x2 + reach, y: y2 }, { x: x2, y: y2 }), ends: [{ x: x1, y: y1 }, { x: x2, y: y2 }] };
  }
  const isForward = one.left < other.left;
  const start = { x: isForward ? one.left + one.width : one.left, y: y1 };
  const end = { x: isForward ? other.left : other.left + other.width, y: y2 };
  const pull = Math.max(PULL, Math.abs(end.x - start.x) / 2) * (isForward ? 1 : -1);
  return { d: curve(start, { x: start.x + pull, y: y1 }, { x: end.x - pull, y: y2 }, end), ends: [start, end] };
}

/** Between a quarter and three quarters of the height. */
function heightOf({ top, height }: Box, shift: number): number {
  return top + height * (0.5 + shift / 4);
}

function curve(...points: readonly [Point, Point, Point, Point]): string {
  const [a, b, c, d] = points.map(({ x, y }) => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`);
  return `M ${a} C ${b}, ${c}, ${d}`;
}
