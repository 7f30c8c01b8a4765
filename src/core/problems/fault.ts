import type { JsonPath, Problem } from '../problem';

/** A place in one of the two files, told by path: it is looked up in the text only when it is shown. */
export interface Place {
  readonly in: 'manifest' | 'state';
  readonly path: JsonPath;
  /** The key of the property and not its value. */
  readonly atKey?: true;
  /** The path ends with an index among the items that are not `null`. */
  readonly skipsNulls?: true;
}

/** A problem whose place is not looked up yet. */
export interface Fault extends Omit<Problem, 'file' | 'path' | 'position' | 'related'> {
  readonly at: Place;
  readonly related?: readonly { readonly at: Place; readonly message: string }[];
}

/** Says one more fault. */
export type Tell = (fault: Fault) => void;
