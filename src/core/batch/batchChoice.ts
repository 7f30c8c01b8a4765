import { MOST_PARALLEL, type BacklogPlan, type WaveLimit } from '../plan/backlogPlan';
import type { Conflict } from '../plan/conflict';
import { durationText, minutesOf } from '../plan/minutes';
import { mayRunBeside } from '../plan/planMode';
import { conflictText, leftOutText, limitText, modeText, otherText } from '../plan/planText';
import { oneLine } from '../projections/treeText';
import { riskWords } from '../riskWords';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';
import { counted, t } from '../words';

/** A task that could go into the batch, as it is offered. */
export interface BatchRow {
  readonly taskId: string;
  readonly title: string;
  readonly minutes: number;
  /** The plan has it in its first wave. */
  readonly isPlanned: boolean;
  /** Why it is, or why it is not: a sentence or a few words. */
  readonly why: string;
}

/** The first wave of a plan as something to choose from. */
export interface BatchChoice {
  /** The plan's own first. */
  readonly rows: readonly BatchRow[];
  /** Why the batch is no larger, of no task that is offered; why tasks run alone. Whole sentences. */
  readonly remarks: readonly string[];
}

type OfTask = Extract<WaveLimit, { readonly taskId: string }>;

/** What a person can start together now, by a plan. */
export function batchChoice(plan: BacklogPlan, snapshot: Snapshot, settings: Pick<Settings, 'minutesBySize'>): BatchChoice {
  const wave = plan.waves[0];
  const ofTask = (wave?.limits ?? []).filter((limit): limit is OfTask => 'taskId' in limit);
  const planned = (wave?.tasks ?? []).map(({ taskId }) => taskId);
  const inTheWay = ofTask.map(({ taskId }) => taskId).filter((taskId) => !planned.includes(taskId) && !plan.running.includes(taskId));
  const later = plan.waves.slice(1).flatMap(({ tasks }) => tasks.flatMap(({ taskId, after }) => (after.length === 0 ? [taskId] : [])));
  const others = [...new Set([...inTheWay, ...later])].slice(0, MOST_OFFERED);
  const row = (taskId: string): BatchRow => {
    const view = snapshot.byId.get(taskId);
    const limit = ofTask.find((one) => one.taskId === taskId);
    const unlocks = wave?.tasks.find((task) => task.taskId === taskId)?.unlocks.length ?? 0;
    const minutes = view ? minutesOf(view.task, settings) : 0;
    const isPlanned = planned.includes(taskId);
    const words = [riskWords(view?.task.risk ?? 'Medium'), t('about {0}', durationText(minutes)), ...(unlocks > 0 ? [counted(unlocks, 'lets {0} task start', 'lets {0} tasks start')] : [])];
    return { taskId, title: view?.task.title ?? '', minutes, isPlanned, why: limit ? whyNot(limit) : isPlanned ? words.join(' · ') : whyLater(taskId, planned, plan) };
  };
  const remarks = [modeText(plan.mode), ...(wave?.limits ?? []).filter((limit) => limit.kind !== 'sequential' && !('taskId' in limit && !plan.running.includes(limit.taskId))).map(limitText)];
  return { rows: [...planned, ...others].map(row), remarks: remarks.filter((remark) => remark !== undefined) };
}

/** Its row says which task it is. */
function whyNot(limit: OfTask): string {
  return limit.kind === 'conflict' ? t('Conflicts with {0}.', otherText(limit.conflict, limit.taskId)) : limitText(limit);
}

/** Tasks beyond those of the plan that are offered. */
const MOST_OFFERED = 20;

/** Where the wave is full, the plan tells of no limit. */
function whyLater(taskId: string, planned: readonly string[], plan: BacklogPlan): string {
  const conflict = conflictBetween([taskId], [...planned, ...plan.running], plan);
  if (conflict) return whyNot({ kind: 'conflict', taskId, conflict });
  const limit = plan.waves[0]?.limits.find((one) => one.kind === 'wip' || ('taskId' in one && plan.running.includes(one.taskId)));
  return limit ? limitText(limit) : t('It could start too; at most {0} tasks run at once.', MOST_PARALLEL);
}

/**
 * The tasks that a start takes of a plan: its first wave; where that is empty, since nothing may run beside what is under
 * way, those of the next one that could start but for that. The gates say then what is in the way.
 */
export function firstTasks({ waves }: BacklogPlan): readonly string[] {
  const ready = waves.map(({ tasks }) => tasks.filter(({ after }) => after.length === 0).map(({ taskId }) => taskId));
  return ready.find((taskIds) => taskIds.length > 0) ?? [];
}

/** What speaks against starting these tasks together, in one sentence; undefined where nothing does. The gates have the last word. */
export function batchFault(chosen: readonly string[], plan: BacklogPlan, { byId }: Pick<Snapshot, 'byId'>): string | undefined {
  if (chosen.length === 0) return t('Tick at least one task.');
  if (chosen.length > MOST_PARALLEL) return t('At most {0} tasks run at once.', MOST_PARALLEL);
  const limits = plan.waves[0]?.limits ?? [];
  const beside = [...chosen, ...plan.running];
  const alone = beside.length > 1 ? beside.flatMap((taskId) => aloneLimit(byId.get(taskId), limits) ?? [])[0] : undefined;
  if (alone) return limitText(alone);
  const wip = limits.find((limit) => limit.kind === 'wip');
  if (wip && chosen.length > wip.places) return limitText(wip);
  const conflict = conflictBetween(chosen, beside, plan);
  return conflict && `${conflictText(conflict, conflict.tasks[0])}.`;
}

/** Why a task runs alone, in the plan's words where it has any. */
function aloneLimit(view: TaskView | undefined, limits: readonly WaveLimit[]): WaveLimit | undefined {
  if (!view) return undefined;
  const { id: taskId, risk } = view.task;
  const told = limits.find((limit) => (limit.kind === 'high-risk' || limit.kind === 'not-parallel') && limit.taskId === taskId);
  if (told) return told;
  if (risk === 'High') return { kind: 'high-risk', taskId };
  return mayRunBeside(view.task) ? undefined : { kind: 'not-parallel', taskId };
}

function conflictBetween(some: readonly string[], others: readonly string[], plan: BacklogPlan): Conflict | undefined {
  const known = [...plan.conflicts, ...(plan.waves[0]?.limits ?? []).flatMap((limit) => (limit.kind === 'conflict' ? [limit.conflict] : []))];
  return known.find(({ tasks: [a, b] }) => (some.includes(a) && others.includes(b)) || (some.includes(b) && others.includes(a)));
}

/** `3 tasks, about 30 min side by side in place of 1 h 15 min`. */
export function batchSize(rows: readonly Pick<BatchRow, 'minutes'>[]): string {
  const minutes = rows.map((row) => row.minutes);
  const [longest, whole] = [Math.max(0, ...minutes), minutes.reduce((sum, one) => sum + one, 0)];
  if (rows.length < 2) return counted(rows.length, '{0} task, about {1}', '{0} tasks, about {1}', durationText(whole));
  return counted(rows.length, '{0} task, about {1} in place of {2}', '{0} tasks, about {1} in place of {2}', durationText(longest), durationText(whole));
}

/** Why nothing of a plan can be started now: a few sentences. Where no two tasks go side by side at all, what one waits for is no reason. */
export function whyNoBatch(plan: BacklogPlan): string {
  const mode = modeText(plan.mode);
  const waiting = (plan.mode.kind === 'sequential' ? [] : plan.leftOut).slice(0, 3).map(({ taskId, why }) => t('{0} is left out, since {1}.', oneLine(taskId, 60), leftOutText(why)));
  const limits = (plan.waves[0]?.limits ?? []).slice(0, 3).map(limitText);
  return [mode, ...limits, ...waiting].filter((sentence) => sentence !== undefined).join(' ') || t('No pending task can start now.');
}
