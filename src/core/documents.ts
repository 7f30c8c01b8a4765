import type { DocumentRef } from './manifest/task';

/** What became of a document reference on disk (DESIGN section 6: it must lie inside the workspace). */
export type DocumentFact =
  | {
      readonly kind: 'found';
      readonly ref: DocumentRef;
      /** Relative to the root, forward slashes. */
      readonly path: string;
      /** About how many tokens reading it costs: its section, where the reference names one that is there. Absent where it is no text. */
      readonly tokens?: number;
    }
  | {
      readonly kind: 'missing';
      readonly ref: DocumentRef;
      /** Why it cannot be read: not there, outside, a folder, ambiguous… One sentence without a full stop. */
      readonly reason: string;
      /** Nothing stands there, so it can be begun. */
      readonly isAbsent?: true;
    };

/** The facts of one task's documents and tests. */
export interface TaskDocuments {
  readonly taskId: string;
  /** Specs, ADRs and guides. */
  readonly context: readonly DocumentFact[];
  /** Test files: these may well not exist yet. */
  readonly tests: readonly DocumentFact[];
}
