/** How a code is treated: it stops a start, is told, is told among what can wait, or is not looked at. Anomalies never block. */
export type GateSeverity = 'block' | 'warn' | 'info' | 'off';

/**
 * What a person may set, resolved for one backlog (DESIGN section 3, "Files").
 * Paths are relative to the backlog's root, with forward slashes.
 */
export interface Settings {
  readonly manifestPath: string;
  readonly statePath: string;
  readonly prdPath: string;
  readonly roadmapPath: string;
  readonly adrFolder: string;
  /** Branches a start may leave from; the first that exists is the base branch. */
  readonly baseBranches: readonly string[];
  /** Holds `{TASK_ID}` once. */
  readonly branchPattern: string;
  /** Commit the claim on the feature branch. */
  readonly commitClaim: boolean;
  /** More tasks than this in progress is an overload (spec, Enforcement & Guardrails). */
  readonly wipLimit: number;
  readonly ranking: 'risk' | 'phase';
  /** When a dependency lets its dependents start: its work landed in the base branch, it is completed anywhere, or it has begun. */
  readonly dependencies: 'merged' | 'completed' | 'begun';
  /** Work without a commit or a change of state for more days than this is stale. */
  readonly staleAfterDays: number;
  /** Documents of a task that cost about more tokens than this are warned of before a start; 0: never. */
  readonly contextBudget: number;
  /** Severity by code without its subject, for example `BLOCKED::DIRTY-GIT-STATUS`. */
  readonly gateSeverity: Readonly<Record<string, GateSeverity>>;
  /** Minutes that a task of a size takes, for plans; by size in capitals, such as `M`. Others count as the middle one. */
  readonly minutesBySize: Readonly<Record<string, number>>;
  /** Whether what past tasks really touched adds likely conflicts to those that are declared. */
  readonly learnsConflicts: boolean;
  /** Where worktrees of tasks are made: relative to the repository's top, in it or beside it. `{REPOSITORY}` is the top's name. */
  readonly worktreeFolder: string;
  /** Ignored files and folders of the repository that are linked into a new worktree, relative to its top. */
  readonly worktreeLinks: readonly string[];
  /** Largest file that is read, in bytes. */
  readonly maxFileBytes: number;
}

export const DEFAULT_SETTINGS: Settings = {
  manifestPath: 'docs/backlog/virtual-task-manifest.json',
  statePath: 'docs/backlog/task-state.json',
  prdPath: 'docs/master/prd-master.md',
  roadmapPath: 'docs/master/roadmap.md',
  adrFolder: 'docs/adr',
  baseBranches: ['main', 'master'],
  branchPattern: 'feat/{TASK_ID}',
  commitClaim: true,
  wipLimit: 3,
  ranking: 'risk',
  dependencies: 'merged',
  staleAfterDays: 2,
  contextBudget: 60_000,
  gateSeverity: {},
  minutesBySize: { S: 15, M: 30, L: 60 },
  learnsConflicts: true,
  worktreeFolder: '../{REPOSITORY}.worktrees',
  worktreeLinks: ['node_modules', '.env'],
  maxFileBytes: 64 * 1024 * 1024,
};

/** The branch a task is worked on (spec, step 7). Whether git accepts the name is git's to say. */
export function branchFor(taskId: string, settings: Pick<Settings, 'branchPattern'>): string {
  return settings.branchPattern.split('{TASK_ID}').join(taskId);
}
