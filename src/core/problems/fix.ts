import type { JsonChange } from '../json/changes';

/** A way to mend a problem in the file where it stands. Nothing is changed until it is chosen. */
export interface Fix {
  /** What is done, as a command: `Remove the second "A--T01"`. */
  readonly title: string;
  readonly changes: readonly JsonChange[];
  /** The one to be taken when there are several. */
  readonly isPreferred?: boolean;
  /** What taking it for all problems of the kind does, where that is as safe: `Remove all doubled dependencies`. */
  readonly all?: string;
}
