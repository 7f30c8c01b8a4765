/** One cause for which two tasks must not run at the same time (DESIGN section 3, "Sequential and parallel"). JSON-safe. */
export type ConflictCause =
  /** `conflicts_with` of one of them, or of both, names the other. */
  | { readonly kind: 'named'; readonly by: readonly string[] }
  /** Patterns of their `file_scope` can meet; `example` is a path that fits both, where one was found. */
  | { readonly kind: 'scope'; readonly patterns: readonly [string, string]; readonly example?: string }
  /** A scope that nobody can compare: absent, empty, or with a pattern that is not understood. `taskIds`: whose. */
  | { readonly kind: 'unknown-scope'; readonly taskIds: readonly string[] }
  /** Past work of their capabilities touched the same paths. A guess that rests on `commits`, short hashes, newest first. */
  | { readonly kind: 'learned'; readonly paths: readonly string[]; readonly commits: readonly string[] };

/** Two tasks that must not run at the same time, and why; the strongest cause first. */
export interface Conflict {
  /** The two ids, in the manifest's order. */
  readonly tasks: readonly [string, string];
  readonly causes: readonly ConflictCause[];
}
