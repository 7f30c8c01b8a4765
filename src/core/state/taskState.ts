/** The statuses of the spec ("Task State Model"). */
export const STATUSES = ['pending', 'in-progress', 'blocked', 'completed', 'abandoned'] as const;

export type Status = (typeof STATUSES)[number];

/** `unknown`: the file holds a word we do not know. It is shown, never offered, never overwritten. */
export type ReadStatus = Status | 'unknown';

/** `In_Progress` -> `in-progress`; any other word is `unknown`. */
export function readStatus(raw: string): ReadStatus {
  if ((STATUSES as readonly string[]).includes(raw)) return raw as Status;
  const word = raw.trim().toLowerCase().replace(/[\s_]+/g, '-');
  return (STATUSES as readonly string[]).includes(word) ? (word as Status) : 'unknown';
}

/** One task's entry in the state file, read loosely. Times stay as written: agents' clocks are not trusted. */
export interface StateEntry {
  readonly status: ReadStatus;
  /** The status as it stands in the file. */
  readonly rawStatus: string;
  readonly startedAt?: string;
  readonly completedAt?: string;
  readonly acsCompleted: readonly string[];
  readonly acsRemaining?: readonly string[];
  readonly notes?: string;
  readonly blockedReason?: string;
  /** Keys above, as the file spells them, whose value is of another kind than it should be: read as absent, and kept. */
  readonly notUnderstood?: readonly string[];
}

/** The state file. A task without an entry is pending. Entries keep the file's order. */
export interface TaskState {
  readonly manifestHash?: string;
  readonly lastUpdated?: string;
  readonly entries: ReadonlyMap<string, StateEntry>;
}

export const EMPTY_STATE: TaskState = { entries: new Map() };
