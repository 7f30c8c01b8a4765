/** Sizes of the picture, in pixels at its full size. */
export const CELL = { width: 216, height: 48, columnGap: 72, rowGap: 16, bandGap: 56 } as const;

/** A phase as a stripe from top to bottom. */
export interface GraphBand {
  readonly phase: number;
  readonly x: number;
  readonly width: number;
}

/** Where each task stands; the origin is the upper left corner. */
export interface GraphPlaces {
  /** Left edges. */
  readonly x: readonly number[];
  /** Upper edges. */
  readonly y: readonly number[];
  readonly width: number;
  readonly height: number;
  /** From left to right; only phases that have tasks. */
  readonly bands: readonly GraphBand[];
}
