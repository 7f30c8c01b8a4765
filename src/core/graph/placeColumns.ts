import { CELL, type GraphPlaces } from './places';
import { middleOf } from './layerOrder';
import { spread } from './spread';

type Lists = readonly (readonly number[])[];

/** What stands in the band of one phase. `loose`: tasks that are joined with no other. */
export interface BandGroup {
  readonly phase: number;
  readonly layers: Lists;
  readonly loose: readonly number[];
}

const STEP = { x: CELL.width + CELL.columnGap, y: CELL.height + CELL.rowGap };
const SWEEPS = 4;
const LEAST_ROWS = 8;

/** Gives each task its place: layers become columns, long ones several, and in a column each stands beside what it is joined with. */
export function placeColumns(groups: readonly BandGroup[], needs: Lists, waiters: Lists): GraphPlaces {
  // About as wide as high, if every task stood alone.
  const most = Math.max(LEAST_ROWS, Math.ceil(1.5 * Math.sqrt(needs.length)));
  const columns = groups.map(({ layers }) => layers.flatMap((layer) => chunks(layer, most)));
  const y = rows(columns.flat(), needs, waiters);
  const x = needs.map(() => 0);
  let left = 0;
  let height = 0;
  const bands = groups.map(({ phase, loose }, index) => {
    const own = columns[index] ?? [];
    const below = own.flat().reduce((lowest, at) => Math.max(lowest, (y[at] ?? 0) + STEP.y), 0);
    const packed = chunks(loose, Math.max(1, Math.min(most, Math.ceil(loose.length / Math.max(1, own.length)))));
    const count = Math.max(own.length, packed.length);
    own.forEach((column, place) => column.forEach((at) => (x[at] = left + place * STEP.x)));
    packed.forEach((column, place) =>
      column.forEach((at, row) => {
        x[at] = left + place * STEP.x;
        y[at] = below + row * STEP.y;
      }),
    );
    for (const at of [...own.flat(), ...loose]) height = Math.max(height, (y[at] ?? 0) + CELL.height);
    const band = { phase, x: left, width: count * STEP.x - CELL.columnGap };
    left += count * STEP.x + CELL.bandGap;
    return band;
  });
  const last = bands.at(-1);
  return { x, y, bands, width: last ? last.x + last.width : 0, height };
}

/** The upper edges of the tasks in columns; the highest is at 0. */
function rows(columns: Lists, needs: Lists, waiters: Lists): number[] {
  const y = needs.map(() => 0);
  const place = (column: readonly number[], wanted: readonly number[]) => spread(wanted, STEP.y).forEach((top, index) => (y[column[index] ?? 0] = top));
  for (const column of columns) place(column, column.map((_, row) => (row - (column.length - 1) / 2) * STEP.y));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isForward = sweep % 2 === 0;
    const joined = isForward ? needs : waiters;
    for (const column of isForward ? columns : columns.toReversed()) {
      place(column, column.map((at) => middleOf(joined[at] ?? [], y) ?? y[at] ?? 0));
    }
  }
  let highest = Number.POSITIVE_INFINITY;
  for (const column of columns) for (const at of column) highest = Math.min(highest, y[at] ?? 0);
  return y.map((top) => Math.round(top - (Number.isFinite(highest) ? highest : 0)));
}

function chunks(list: readonly number[], most: number): number[][] {
  const parts = Math.ceil(list.length / most);
  const size = Math.ceil(list.length / Math.max(1, parts));
  return Array.from({ length: parts }, (_, part) => list.slice(part * size, (part + 1) * size));
}
