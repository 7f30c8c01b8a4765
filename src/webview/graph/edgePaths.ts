import { CELL } from '../../core/graph/places';
import type { Box } from './camera';
import type { Drawing } from './drawing';
import type { Focus } from './look';
import type { Standing } from './standing';

/** From the back to the front. */
export const EDGE_KINDS = ['met', 'open', 'missing', 'critical', 'cycle', 'strong'] as const;
export type EdgeKind = (typeof EDGE_KINDS)[number];

/** All lines of one kind as the text of one SVG path, and the tips of their arrows as another. */
export interface EdgePath {
  readonly kind: EdgeKind;
  readonly isFaint: boolean;
  readonly lines: string;
  readonly tips: string;
}

/** How far a curve leans out, in pixels. */
const PULL = { least: 28, most: 140 };

/** What of the look the lines depend on. */
export interface LineLook {
  readonly region: Box;
  readonly isFar: boolean;
  readonly focus: Focus | undefined;
  readonly hides: boolean;
}

/** The lines that may be seen in the region: curves with arrows, and far out straight lines. */
export function edgePaths(drawing: Drawing, standing: Standing, { region, isFar, focus, hides }: LineLook): readonly EdgePath[] {
  const { edges } = drawing.shape;
  const paths = new Map<string, { kind: EdgeKind; isFaint: boolean; lines: string[]; tips: string[] }>();
  for (let edge = 0; 2 * edge < edges.length; edge++) {
    const need = edges[2 * edge] ?? 0;
    const node = edges[2 * edge + 1] ?? 0;
    if (!isNear(drawing, region, need, node)) continue;
    const isFaint = focus !== undefined && !(focus.kept.has(need) && focus.kept.has(node));
    if (isFaint && hides) continue;
    const kind = kindOf(drawing, standing, edge);
    const key = `${kind} ${String(isFaint)}`;
    let path = paths.get(key);
    if (!path) paths.set(key, (path = { kind, isFaint, lines: [], tips: [] }));
    path.lines.push(isFar ? straight(drawing, need, node) : curve(drawing, need, node));
    if (!isFar) path.tips.push(tip(drawing, node));
  }
  return [...paths.values()]
    .map(({ lines, tips, ...path }) => ({ ...path, lines: lines.join(''), tips: tips.join('') }))
    .sort((one, other) => Number(other.isFaint) - Number(one.isFaint) || EDGE_KINDS.indexOf(one.kind) - EDGE_KINDS.indexOf(other.kind));
}

/** The lines of one node, over all others. */
export function strongPath(drawing: Drawing, node: number, isFar: boolean): EdgePath {
  const joined = [...(drawing.needs[node] ?? []).map((need) => [need, node] as const), ...(drawing.waiters[node] ?? []).map((waiter) => [node, waiter] as const)];
  return {
    kind: 'strong',
    isFaint: false,
    lines: joined.map(([from, to]) => (isFar ? straight(drawing, from, to) : curve(drawing, from, to))).join(''),
    tips: isFar ? '' : joined.map(([, to]) => tip(drawing, to)).join(''),
  };
}

function kindOf({ shape: { edges, knots, taskCount } }: Drawing, standing: Standing, edge: number): EdgeKind {
  const [need = 0, node = 0] = [edges[2 * edge], edges[2 * edge + 1]];
  if ((knots[need] ?? -1) >= 0 && knots[need] === knots[node]) return 'cycle';
  if (need >= taskCount) return 'missing';
  if (standing.isCriticalEdge(need, node)) return 'critical';
  return standing.isMet(edge) ? 'met' : 'open';
}

/** Whether the box around a line meets the region. */
function isNear({ shape: { x, y } }: Drawing, region: Box, need: number, node: number): boolean {
  return isWithin(x[need] ?? 0, x[node] ?? 0, CELL.width, region.x, region.width) && isWithin(y[need] ?? 0, y[node] ?? 0, CELL.height, region.y, region.height);
}

/** Whether two cells, with all between them, meet a stretch of so great a length. */
function isWithin(one: number, other: number, cell: number, start: number, length: number): boolean {
  return Math.min(one, other) < start + length && Math.max(one, other) + cell > start;
}

function ends({ shape: { x, y } }: Drawing, need: number, node: number) {
  return { x1: (x[need] ?? 0) + CELL.width, y1: (y[need] ?? 0) + CELL.height / 2, x2: (x[node] ?? 0) - 1, y2: (y[node] ?? 0) + CELL.height / 2 };
}

function straight(drawing: Drawing, need: number, node: number): string {
  const { x1, y1, x2, y2 } = ends(drawing, need, node);
  return `M${x1} ${y1}L${x2} ${y2}`;
}

/** Out to the right and in from the left; what goes back or to itself goes around above. */
function curve(drawing: Drawing, need: number, node: number): string {
  const { x1, y1, x2, y2 } = ends(drawing, need, node);
  const pull = Math.min(PULL.most, Math.max(PULL.least, Math.abs(x2 - x1) / 2));
  if (x2 > x1) return `M${x1} ${y1}C${x1 + pull} ${y1} ${x2 - pull} ${y2} ${x2} ${y2}`;
  const above = Math.min(y1, y2) - CELL.height / 2 - CELL.rowGap / 2;
  return `M${x1} ${y1}C${x1 + PULL.least} ${y1} ${x1 + PULL.least} ${above} ${x1} ${above}L${x2} ${above}C${x2 - PULL.least} ${above} ${x2 - PULL.least} ${y2} ${x2} ${y2}`;
}

function tip({ shape: { x, y } }: Drawing, node: number): string {
  return `M${(x[node] ?? 0) - 1} ${(y[node] ?? 0) + CELL.height / 2}l-7 -4v8z`;
}
