/** A JSON value that may be written to the state file. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * A change of one task's entry, as a delta and never as a whole file (RELIABILITY, protocol step 3).
 * Keys that are not named stay as they are, to the byte.
 */
export interface StatePatch {
  readonly taskId: string;
  /** Keys of the entry to write; the entry is made if it is not there. */
  readonly set: Readonly<Record<string, JsonValue>>;
  /** Keys of the entry to remove. */
  readonly remove?: readonly string[];
  /** The new `last_updated`, ISO 8601 in UTC. */
  readonly lastUpdated: string;
}
