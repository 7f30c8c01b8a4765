/** What a worker is told to do. */
export interface WriterJob {
  readonly root: string;
  readonly data: string;
  /** Lines `begin <mark>`, `done <mark>`, `refused <mark> <code>`, `warned <text>` are appended to it. */
  readonly logPath: string;
  readonly marks: readonly string[];
  /** How often a mark that was refused is tried again. */
  readonly retries: number;
}

/** What the one who edits by hand is told to do. */
export interface HandJob {
  readonly root: string;
  readonly logPath: string;
  readonly edits: number;
}

/** What one who starts and cleans up working trees is told to do. */
export interface TreesJob {
  readonly root: string;
  readonly data: string;
  /** Lines `begin <task>`, `done <task>`, `refused <task> <code> <message>`, `warned <text>` are appended to it. */
  readonly logPath: string;
  readonly taskIds: readonly string[];
}
