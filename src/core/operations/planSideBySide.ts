import { cycleText } from '../graph/order';
import type { BacklogPlan, Wave } from '../plan/backlogPlan';
import { durationText } from '../plan/minutes';
import { causeText, leftOutText, limitText, modeText } from '../plan/planText';
import { counted } from '../projections/treeText';
import { name, names } from '../rules/anomalies/words';
import type { Snapshot } from '../snapshot';
import { headLine } from './card';
import type { Answer } from './operation';
import { planData } from './planData';
import { nothingText, placeText, rowLines, stepsOf } from './planInARow';
import type { World } from './world';

/** So many waves, and so many conflicts and tasks left out, stand in the text; JSON has them all. */
const WAVES_SHOWN = 10;
const ROWS_SHOWN = 10;

/** A plan for running side by side: its waves, or why it goes one after the other; what is left out, and what it saves. */
export function sideBySide({ paint }: Pick<World, 'paint'>, snapshot: Snapshot, plan: BacklogPlan): Answer {
  const data = planData(plan, snapshot);
  const mode = modeText(plan.mode);
  const warning = mode === undefined ? [] : [`${paint.warn('Warning')}: ${mode}`];
  const isEmpty = plan.waves.length === 0;
  const text = [
    ...(isEmpty ? [nothingText(snapshot, plan)] : [...planLines(snapshot, plan, paint)]),
    ...section('Conflicts', plan.conflicts.map(({ tasks: [a, b], causes }) => `${name(a)} and ${name(b)}: ${causes.map(causeText).join('; ')}`), paint),
    ...section('Left out', plan.leftOut.map(({ taskId, why }) => `${name(taskId)}: ${leftOutText(why)}`), paint),
    ...(isEmpty ? [] : ['', ...sumLines(plan)]),
    ...(warning.length > 0 ? ['', ...warning] : []),
  ].join('\n');
  return { text, data, ...(isEmpty ? { outcome: 'nothing' as const } : {}) };
}

function planLines(snapshot: Snapshot, plan: BacklogPlan, paint: World['paint']): readonly string[] {
  const left = plan.waves.slice(WAVES_SHOWN);
  const more = left.length === 0 ? [] : [`and ${counted(left.length, 'more wave')} with ${counted(left.reduce((sum, { tasks }) => sum + tasks.length, 0), 'task')}`];
  if (plan.mode.kind === 'sequential') return [`One after the other${placeText(plan)}:`, ...rowLines(stepsOf(snapshot, plan, WAVES_SHOWN), paint), ...(left.length === 0 ? [] : [`and ${counted(left.length, 'more task')}`])];
  return [`Side by side${placeText(plan)}; a wave begins when the one before is merged:`, ...plan.waves.slice(0, WAVES_SHOWN).flatMap((wave) => ['', ...waveLines(wave, snapshot, plan, paint)]), ...(more.length > 0 ? ['', ...more] : [])];
}

function waveLines({ number, tasks, minutes, serialMinutes, limits }: Wave, { byId }: Snapshot, { running }: BacklogPlan, paint: World['paint']): readonly string[] {
  const instead = serialMinutes > minutes ? `, ${durationText(serialMinutes)} one after the other` : '';
  const about = tasks.length === 0 ? 'nothing can start beside what is under way' : `${counted(tasks.length, 'task')}, ${durationText(minutes)}${instead}`;
  return [
    `${paint.strong(`Wave ${number}`)}: ${about}`,
    ...(number === 1 && running.length > 0 ? [`  ${paint.faint(`under way: ${names(running, 3)}`)}`] : []),
    ...tasks.flatMap(({ taskId, minutes: own, after }) => {
      const view = byId.get(taskId);
      if (!view) return [];
      const waits = after.length === 0 ? '' : `; after ${names(after, 3)}`;
      return [`  ${headLine(view, paint)}`, `    ${paint.faint(`${view.task.risk} risk, ${durationText(own)}${waits}`)}`];
    }),
    ...limits.map((limit) => `  ${paint.faint(limitText(limit))}`),
    ...(tasks.length === 0 ? [`  ${paint.faint('More can start once that is merged.')}`] : []),
  ];
}

function sumLines({ criticalPath, minutes, mode }: BacklogPlan): readonly string[] {
  const { planned, serial, saved } = minutes;
  const share = Math.round((saved / serial) * 100);
  return [
    `Longest chain: ${cycleText(criticalPath.taskIds.map(name))} (${durationText(criticalPath.minutes)}).`,
    mode.kind === 'sequential' ? `In all ${durationText(serial)}.` : `In all ${durationText(planned)} instead of ${durationText(serial)} one after the other: ${durationText(saved)} saved (${share} %).`,
  ];
}

function section(title: string, rows: readonly string[], paint: World['paint']): readonly string[] {
  if (rows.length === 0) return [];
  const left = rows.length - ROWS_SHOWN;
  return ['', paint.strong(title), ...rows.slice(0, ROWS_SHOWN).map((row) => `  ${row}`), ...(left > 0 ? [`  and ${left} more`] : [])];
}
