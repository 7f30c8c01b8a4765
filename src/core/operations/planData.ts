import type { BacklogPlan, LackingMetadata, LeftOut, PlanMode, PlanScope, WaveLimit } from '../plan/backlogPlan';
import type { Conflict, ConflictCause } from '../plan/conflict';
import { leftOutText, limitText } from '../plan/planText';
import type { Snapshot } from '../snapshot';

/** A plan as JSON, with keys as the other answers have them; each reason as data and in words. */
export function planData(plan: BacklogPlan, { byId }: Snapshot): object {
  return {
    scope: scopeData(plan.scope),
    mode: modeData(plan.mode),
    running: plan.running,
    waves: plan.waves.map(({ number, tasks, minutes, serialMinutes, limits }) => ({
      number,
      tasks: tasks.map(({ taskId, ...rest }) => ({ task_id: taskId, title: byId.get(taskId)?.task.title ?? '', risk: byId.get(taskId)?.task.risk ?? '', ...rest })),
      minutes,
      serial_minutes: serialMinutes,
      limits: limits.map((limit) => ({ ...limitData(limit), text: limitText(limit) })),
    })),
    left_out: plan.leftOut.map(({ taskId, why }) => ({ task_id: taskId, ...whyData(why), text: leftOutText(why) })),
    critical_path: { task_ids: plan.criticalPath.taskIds, minutes: plan.criticalPath.minutes },
    minutes: plan.minutes,
    conflicts: plan.conflicts.map(conflictData),
  };
}

function scopeData(scope: PlanScope): object {
  return scope.kind === 'tasks' ? { kind: scope.kind, task_ids: scope.taskIds } : scope;
}

function modeData(mode: PlanMode): object {
  if (mode.kind === 'parallel') return { kind: mode.kind, ...(mode.lacking ? { lacking: lackingData(mode.lacking) } : {}) };
  return { kind: mode.kind, why: mode.why, ...(mode.why === 'no-metadata' ? { lacking: lackingData(mode) } : {}) };
}

function lackingData({ slices, taskIds, count }: LackingMetadata): object {
  return { slices, task_ids: taskIds, count };
}

function limitData(limit: WaveLimit): object {
  switch (limit.kind) {
    case 'conflict':
      return { kind: limit.kind, task_id: limit.taskId, conflict: conflictData(limit.conflict) };
    case 'high-risk':
      return { kind: limit.kind, task_id: limit.taskId };
    case 'not-parallel':
      return { kind: limit.kind, task_id: limit.taskId, ...(limit.slice === undefined ? {} : { slice: limit.slice }) };
    case 'wip':
      return { kind: limit.kind, places: limit.places, under_way: limit.underWay };
    case 'nothing-else':
    case 'not-compared':
    case 'sequential':
      return limit;
  }
}

function whyData(why: LeftOut['why']): object {
  return why.kind === 'waits' ? { kind: why.kind, waits_for: why.taskIds } : why;
}

function conflictData({ tasks, causes }: Conflict): object {
  return { tasks, causes: causes.map(causeData) };
}

function causeData(cause: ConflictCause): object {
  return cause.kind === 'unknown-scope' ? { kind: cause.kind, task_ids: cause.taskIds } : cause;
}
