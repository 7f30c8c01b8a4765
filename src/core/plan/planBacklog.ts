import { underWay } from '../select/eligibility';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';
import type { BacklogPlan, LeftOut, PlanScope, Wave } from './backlogPlan';
import type { Conflicts } from './conflicts';
import { criticalPath } from './criticalPath';
import { minutesOf } from './minutes';
import { hindranceOf, openTasks } from './openTasks';
import { planModeOf } from './planMode';
import { snapshotConflicts } from './snapshotConflicts';
import { Waves } from './waves';

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

/**
 * Plans what is open: waves, why each is no larger, critical path and minutes (spec, Mode B). Deterministic, without
 * recursion, and linear in the tasks but for the pairs that are compared, which are bounded.
 */
export function planBacklog(snapshot: Snapshot, options: PlanOptions): BacklogPlan {
  const { scope, excluded, settings } = options;
  const open = openTasks(snapshot, scope);
  const { mode, aloneSince } = planModeOf(open.filter(({ task }) => !excluded?.has(task.id)), options.isParallel);
  const hindrances = new Map<TaskView, LeftOut['why']>();
  for (const view of open) {
    const why = hindranceOf(view, excluded);
    if (why) hindrances.set(view, why);
  }
  const waves = new Waves({
    snapshot,
    views: open.filter((view) => !hindrances.has(view)),
    isParallel: mode.kind === 'parallel',
    aloneSince,
    max: options.max,
    conflicts: options.conflicts ?? snapshotConflicts(snapshot, settings),
    settings,
    minutesOf: ({ task }) => minutesOf(task, settings),
  });
  const planned = waves.plan();
  return {
    scope,
    mode,
    running: underWay(snapshot.tasks).map(({ task }) => task.id),
    waves: planned,
    leftOut: open.flatMap((view) => {
      const why = hindrances.get(view) ?? waves.waitOf(view);
      return why ? [{ taskId: view.task.id, why }] : [];
    }),
    criticalPath: criticalPath(planned.flatMap(({ tasks }) => tasks)),
    minutes: totals(planned),
    conflicts: waves.conflicts(),
  };
}

function totals(waves: readonly Wave[]): BacklogPlan['minutes'] {
  const serial = waves.reduce((sum, wave) => sum + wave.serialMinutes, 0);
  const planned = waves.reduce((sum, wave) => sum + wave.minutes, 0);
  return { serial, planned, saved: serial - planned };
}
