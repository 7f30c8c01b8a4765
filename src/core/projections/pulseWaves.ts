import { MOST_PARALLEL } from '../plan/backlogPlan';
import { durationText } from '../plan/minutes';
import { openTasks } from '../plan/openTasks';
import { planBacklog } from '../plan/planBacklog';
import { scopeText } from '../plan/planText';
import type { PulseWaves } from '../pulseProtocol';
import type { Settings } from '../settings';
import type { Snapshot } from '../snapshot';
import { panelText } from './panel';
import { currentScope } from './planScopes';

/** So many waves are shown. */
const MOST_WAVES = 3;
/** With more open tasks than this in the slice, planning would be felt in a panel that is open all day. */
const MOST_OPEN = 80;

/**
 * The next waves of the slice where the work is, as the plan panel opens with it. Undefined where a plan says nothing
 * that the list of next tasks does not: where no two tasks go side by side, or there are too many to plan unasked.
 */
export function pulseWaves(snapshot: Snapshot, settings: Pick<Settings, 'ranking' | 'wipLimit' | 'minutesBySize' | 'learnsConflicts'>): PulseWaves | undefined {
  const scope = currentScope(snapshot, settings);
  const open = openTasks(snapshot, scope).length;
  if (open < 2 || open > MOST_OPEN) return undefined;
  const { waves, minutes, criticalPath } = planBacklog(snapshot, { scope, max: MOST_PARALLEL, isParallel: true, settings });
  if (waves.every(({ tasks }) => tasks.length < 2)) return undefined;
  return {
    scope: panelText(scopeText(scope)),
    next: waves
      .filter(({ tasks }) => tasks.length > 0)
      .slice(0, MOST_WAVES)
      .map(({ number, minutes: takes, tasks }) => ({ number, time: durationText(takes), taskIds: tasks.map(({ taskId }) => taskId) })),
    waves: waves.length,
    tasks: waves.reduce((sum, { tasks }) => sum + tasks.length, 0),
    planned: durationText(minutes.planned),
    serial: durationText(minutes.serial),
    critical: { count: criticalPath.taskIds.length, time: durationText(criticalPath.minutes) },
  };
}
