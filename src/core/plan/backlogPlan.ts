import type { Conflict } from './conflict';

/** More agents at once than this are never planned (spec, Mode B). */
export const MOST_PARALLEL = 3;

/** Which tasks a plan is about. A phase and a slice are given as the manifest's labels. */
export type PlanScope =
  | { readonly kind: 'backlog' }
  | { readonly kind: 'phase'; readonly phase: string }
  | { readonly kind: 'slice'; readonly slice: string }
  | { readonly kind: 'tasks'; readonly taskIds: readonly string[] };

/** How the plan runs, and why (spec, "Mode Detection"). */
export type PlanMode =
  /** `lacking`: in slices of the scope that have no metadata tasks run alone, while those of the others run side by side. */
  | { readonly kind: 'parallel'; readonly lacking?: LackingMetadata }
  /** Nobody asked for a parallel run. */
  | { readonly kind: 'sequential'; readonly why: 'default' }
  /** No slice of the scope has the metadata. */
  | ({ readonly kind: 'sequential'; readonly why: 'no-metadata' } & LackingMetadata);

/** Open tasks without `parallel` or `conflicts_with`. */
export interface LackingMetadata {
  /** The slices that they are of, in the manifest's order. */
  readonly slices: readonly string[];
  /** At most 20 are named. */
  readonly taskIds: readonly string[];
  readonly count: number;
}

/**
 * A plan of work, by waves that follow one another: a wave begins when the one before is merged. A parallel plan holds
 * what is under way too, beside the first wave; so from the second on it counts as done, and so does what is completed
 * and not merged. One after the other, both do not count: each start is a person's, from now. JSON-safe.
 */
export interface BacklogPlan {
  readonly scope: PlanScope;
  readonly mode: PlanMode;
  /** Tasks under way now, of the whole backlog: they take places of the first wave, and conflict with what would start. */
  readonly running: readonly string[];
  readonly waves: readonly Wave[];
  /** Open tasks of the scope that no wave holds, with the reason, in the manifest's order. */
  readonly leftOut: readonly LeftOut[];
  /** The longest chain of dependencies among the planned tasks, by minutes, first to last. */
  readonly criticalPath: { readonly taskIds: readonly string[]; readonly minutes: number };
  /** By the minutes of their sizes. `saved` is `serial - planned`. */
  readonly minutes: { readonly serial: number; readonly planned: number; readonly saved: number };
  /** Conflicts among the planned tasks that a person would ask about: inside the waves' candidates. At most a few hundred. */
  readonly conflicts: readonly Conflict[];
}

export interface Wave {
  /** From 1. */
  readonly number: number;
  /** More than one only where they run side by side. None only in the first wave, where nothing can start beside what is under way. */
  readonly tasks: readonly PlannedTask[];
  /** The longest of its tasks. */
  readonly minutes: number;
  readonly serialMinutes: number;
  /** Why it is no larger; empty where it has as many tasks as were asked for. */
  readonly limits: readonly WaveLimit[];
}

export interface PlannedTask {
  readonly taskId: string;
  readonly minutes: number;
  /** Its dependencies that are not done yet: of earlier waves, under way, or completed and not merged. */
  readonly after: readonly string[];
  /** Tasks that it lets start, alone or with others of its wave. */
  readonly unlocks: readonly string[];
}

/** Why a wave has not more tasks, each for the tasks it concerns. */
export type WaveLimit =
  /** It runs alone, since its risk is High: the wave's own task, one under way, or one that could start. */
  | { readonly kind: 'high-risk'; readonly taskId: string }
  /** So does a task that does not say that it may run beside others. `slice`: since its slice lacks metadata. */
  | { readonly kind: 'not-parallel'; readonly taskId: string; readonly slice?: string }
  /** It could start, and conflicts with a task of the wave or with one under way. */
  | { readonly kind: 'conflict'; readonly taskId: string; readonly conflict: Conflict }
  /** Nothing else could start by then. */
  | { readonly kind: 'nothing-else' }
  /** So many places are left beside tasks under way, or by the limit of work in progress alone. */
  | { readonly kind: 'wip'; readonly places: number; readonly underWay: number }
  /** Too many conflict for all to be compared: another might fit. */
  | { readonly kind: 'not-compared' }
  /** The plan runs one after the other. */
  | { readonly kind: 'sequential' };

export interface LeftOut {
  readonly taskId: string;
  readonly why:
    | { readonly kind: 'under-way' }
    /** Recorded as blocked, in these words if there are any. */
    | { readonly kind: 'blocked'; readonly reason?: string }
    /** Waits for tasks that this plan does not hold. */
    | { readonly kind: 'waits'; readonly taskIds: readonly string[] }
    | { readonly kind: 'provisional' }
    /** It has a branch on which nothing is recorded of it. */
    | { readonly kind: 'has-branch'; readonly branch: string }
    /** Merged, and still recorded as open. */
    | { readonly kind: 'merged' }
    | { readonly kind: 'unknown-status' }
    | { readonly kind: 'excluded' };
}
