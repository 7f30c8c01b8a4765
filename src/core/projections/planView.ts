import type { BacklogPlan, PlannedTask, Wave } from '../plan/backlogPlan';
import type { Conflict, ConflictCause } from '../plan/conflict';
import { durationText } from '../plan/minutes';
import { causeText, leftOutText, limitText, modeText } from '../plan/planText';
import type { ConflictLine, PlanBoard, TaskCard, WaveColumn } from '../planProtocol';
import type { PlanChoices } from '../planToHost';
import type { Snapshot } from '../snapshot';
import { backlogLine, panelText, problemLines, staleLine, type PanelInput } from './panel';
import { scopeOptions } from './planScopes';

/** So much of each list is sent to the panel; the counts tell of the rest. */
const LIMITS = { waves: 60, cards: 200, limits: 6, after: 6, running: 20, conflicts: 200, causes: 4, evidence: 10, leftOut: 100 };

/** A plan, and what it was asked for with. */
export interface PlannedBoard {
  readonly plan: BacklogPlan;
  readonly choices: PlanChoices;
}

/** The plan panel's view model of a backlog that can be read; else it is `unreadableModel`. JSON-safe and bounded in size. */
export function planBoard(input: PanelInput & { readonly snapshot: Snapshot }, { plan, choices }: PlannedBoard): PlanBoard {
  const { snapshot } = input;
  const { serial, planned, saved } = plan.minutes;
  const critical = new Set(plan.criticalPath.taskIds);
  // One task is no chain: to mark it would say that others wait on it.
  const marked = critical.size > 1 ? critical : new Set<string>();
  const waves = shownWaves(plan.waves).map((wave) => waveColumn(wave, marked, snapshot));
  const running = plan.running.slice(0, LIMITS.running).flatMap((id) => runningCard(id, snapshot));
  const leftOut = plan.leftOut.filter(({ why }) => why.kind !== 'excluded' && why.kind !== 'under-way');
  const fallback = modeText(plan.mode);
  return {
    kind: 'plan',
    backlog: backlogLine(snapshot, input),
    isTrusted: input.isTrusted,
    ...staleLine(snapshot),
    problems: problemLines(snapshot.problems),
    choices,
    scopes: scopeOptions(snapshot, choices.scope),
    ...(fallback === undefined ? {} : { fallback }),
    isSequential: plan.mode.kind === 'sequential',
    totals: {
      tasks: plan.waves.reduce((sum, { tasks }) => sum + tasks.length, 0),
      waves: plan.waves.length,
      planned: durationText(planned),
      serial: durationText(serial),
      saved: durationText(saved),
      percent: serial > 0 ? Math.round((100 * saved) / serial) : 0,
    },
    critical: { count: critical.size, time: durationText(plan.criticalPath.minutes) },
    running,
    runningCount: plan.running.length,
    waves,
    conflicts: conflictLines(plan, new Set([...waves.flatMap(({ cards }) => cards), ...running].map(({ id }) => id))),
    leftOut: leftOut.slice(0, LIMITS.leftOut).map(({ taskId, why }) => ({ ...named(taskId, snapshot), reason: panelText(leftOutText(why)) })),
    leftOutCount: leftOut.length,
    excluded: plan.leftOut.filter(({ why }) => why.kind === 'excluded').map(({ taskId }) => named(taskId, snapshot)),
  };
}

/** Whole waves, as many as fit. */
function shownWaves(waves: readonly Wave[]): readonly Wave[] {
  let cards = 0;
  const fits = ({ tasks }: Wave) => (cards += tasks.length) <= LIMITS.cards;
  return waves.slice(0, LIMITS.waves).filter(fits);
}

function waveColumn({ number, minutes, limits, tasks }: Wave, critical: ReadonlySet<string>, snapshot: Snapshot): WaveColumn {
  return {
    number,
    time: durationText(minutes),
    limits: limits.slice(0, LIMITS.limits).map((limit) => panelText(limitText(limit))),
    cards: tasks.flatMap((planned) => taskCard(planned, critical.has(planned.taskId), snapshot)),
  };
}

function taskCard({ taskId, minutes, after }: PlannedTask, isCritical: boolean, { byId }: Snapshot): TaskCard[] {
  const view = byId.get(taskId);
  if (!view) return [];
  const { title, risk, size, criteria } = view.task;
  return [{
    id: taskId,
    title: panelText(title),
    risk,
    size: panelText(size),
    time: durationText(minutes),
    criteria: criteria.length,
    after: after.slice(0, LIMITS.after),
    afterCount: after.length,
    isCritical,
  }];
}

function runningCard(taskId: string, { byId }: Snapshot): PlanBoard['running'] {
  const view = byId.get(taskId);
  if (!view) return [];
  return [{ id: taskId, title: panelText(view.task.title), risk: view.task.risk, done: view.doneCount, total: view.criteria.length }];
}

function named(taskId: string, { byId }: Snapshot): { id: string; title: string } {
  return { id: taskId, title: panelText(byId.get(taskId)?.task.title ?? '') };
}

/** The conflicts that the plan names, and those that keep its waves small, between tasks that are shown. */
function conflictLines(plan: BacklogPlan, shown: ReadonlySet<string>): ConflictLine[] {
  const limiting = plan.waves.flatMap(({ limits }) => limits.flatMap((limit) => (limit.kind === 'conflict' ? [limit.conflict] : [])));
  const found = new Map<string, Conflict>();
  for (const conflict of [...limiting, ...plan.conflicts]) {
    const key = JSON.stringify([...conflict.tasks].sort());
    if (!found.has(key) && conflict.tasks.every((id) => shown.has(id))) found.set(key, conflict);
  }
  return [...found.values()].slice(0, LIMITS.conflicts).map(({ tasks: [one, other], causes }) => ({
    tasks: [one, other],
    isLearned: causes.every(({ kind }) => kind === 'learned'),
    causes: causes.slice(0, LIMITS.causes).map((cause) => ({ text: panelText(causeText(cause)), ...evidenceOf(cause) })),
  }));
}

function evidenceOf(cause: ConflictCause): { paths: string[]; commits: string[] } {
  const some = (list: readonly string[]) => [...new Set(list)].slice(0, LIMITS.evidence).map(panelText);
  switch (cause.kind) {
    case 'named':
    case 'unknown-scope':
      return { paths: [], commits: [] };
    case 'scope':
      return { paths: some([...cause.patterns, ...(cause.example === undefined ? [] : [cause.example])]), commits: [] };
    case 'learned':
      return { paths: some(cause.paths), commits: some(cause.commits) };
  }
}
