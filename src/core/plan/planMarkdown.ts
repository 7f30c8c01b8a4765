import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import { counted } from '../projections/treeText';
import { name, names } from '../rules/anomalies/words';
import type { Snapshot } from '../snapshot';
import type { BacklogPlan, PlannedTask, Wave } from './backlogPlan';
import { durationText } from './minutes';
import { causeText, leftOutText, limitText, modeText, scopeText } from './planText';

/** So much of each list is told; the rest is counted. */
const MOST = { conflicts: 50, leftOut: 50 };

/** A plan as Markdown, to be pasted: waves with their tasks and why each is no larger, conflicts, and what is left out. */
export function planMarkdown(plan: BacklogPlan, snapshot: Snapshot): string {
  const { conflicts, leftOut } = plan;
  return [
    `### Parallel plan of ${scopeText(plan.scope)}`,
    ...headLines(plan),
    ...plan.waves.flatMap((wave) => waveLines(wave, snapshot)),
    ...section('Conflicts', conflicts, MOST.conflicts, ({ tasks: [one, other], causes }) => `${name(one)} and ${name(other)}: ${causes.map(causeText).join('; ')}`),
    ...section('Not in the plan', leftOut, MOST.leftOut, ({ taskId, why }) => `${name(taskId)}: ${leftOutText(why)}`),
  ].join('\n');
}

function headLines({ mode, minutes, waves, criticalPath, running }: BacklogPlan): readonly string[] {
  const fallback = modeText(mode);
  const tasks = waves.reduce((sum, wave) => sum + wave.tasks.length, 0);
  const path = criticalPath.taskIds;
  return [
    `- ${counted(tasks, 'task')} in ${counted(waves.length, 'wave')}: ${durationText(minutes.planned)}, against ${durationText(minutes.serial)} one after the other`,
    ...(path.length > 0 ? [`- Critical path: ${durationText(criticalPath.minutes)} (${names(path, 10)})`] : []),
    ...(running.length > 0 ? [`- Under way: ${names(running, 10)}`] : []),
    ...(fallback === undefined ? [] : [`- ${fallback}`]),
  ];
}

function waveLines({ number, tasks, minutes, limits }: Wave, snapshot: Snapshot): readonly string[] {
  return ['', `#### Wave ${number} (${counted(tasks.length, 'task')}, ${durationText(minutes)})`, ...tasks.map((task) => taskLine(task, snapshot)), ...limits.map((limit) => `- No larger: ${limitText(limit)}`)];
}

function taskLine({ taskId, minutes, after }: PlannedTask, { byId }: Snapshot): string {
  const task = byId.get(taskId)?.task;
  const facts = [...(task ? [`${task.risk} risk`] : []), durationText(minutes), ...(after.length > 0 ? [`after ${names(after, 5)}`] : [])];
  return `- [ ] ${name(taskId)} ${cut(oneLine(task?.title ?? ''), 200)} (${facts.join(', ')})`;
}

function section<T>(title: string, items: readonly T[], most: number, line: (item: T) => string): readonly string[] {
  if (items.length === 0) return [];
  return ['', `#### ${title}`, ...items.slice(0, most).map((item) => `- ${line(item)}`), ...(items.length > most ? [`- and ${items.length - most} more`] : [])];
}
