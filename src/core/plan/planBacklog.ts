import type { Settings } from '../settings';
import type { Snapshot } from '../snapshot';
import type { BacklogPlan, PlanScope } from './backlogPlan';
import type { Conflicts } from './conflicts';

export interface PlanOptions {
  readonly scope: PlanScope;
  /** Whether a person asked for a parallel run; else the plan is one after the other (spec, "Mode Detection"). */
  readonly isParallel: boolean;
  /** Tasks at once, 1 to `MOST_PARALLEL`. */
  readonly max: number;
  /** Ids that a person took out. */
  readonly excluded?: ReadonlySet<string>;
  /** Who tells what conflicts; of the snapshot's tasks where it is left out. */
  readonly conflicts?: Conflicts;
  readonly settings: Pick<Settings, 'ranking' | 'wipLimit' | 'minutesBySize' | 'learnsConflicts'>;
}

/** Plans what is open: waves, why each is no larger, critical path and minutes. Deterministic. */
export function planBacklog(_snapshot: Snapshot, { scope }: PlanOptions): BacklogPlan {
  return {
    scope,
    mode: { kind: 'sequential', why: 'default' },
    running: [],
    waves: [],
    leftOut: [],
    criticalPath: { taskIds: [], minutes: 0 },
    minutes: { serial: 0, planned: 0, saved: 0 },
    conflicts: [],
  };
}
