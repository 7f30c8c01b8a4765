import { oneLine } from '../delegate/plainText';
import { escaped } from '../markdownText';
import { durationText } from '../plan/minutes';
import { counted } from '../projections/treeText';
import { eligibleTasks } from '../select/eligibility';
import { inEnglish } from '../words';
import type { BatchReport, BatchReportTask, ReportedTask, ReportInput } from './batchReport';
import { blockersOf } from './reportBlockers';
import { taskTimes } from './taskTimes';

/** So many tasks are named that could follow. */
const NEXT = 5;

/** What came of a batch (spec, "Parallel Batch Delegation", 7), from state and git and not from what agents say. */
export function batchReport(input: ReportInput): BatchReport {
  const { batch, snapshot, settings } = input;
  const all = batch.tasks.map((task): ReportedTask => {
    const view = snapshot.byId.get(task.taskId);
    return { task, view, times: taskTimes(task.taskId, view, input) };
  });
  const tasks = all.map(rowOf);
  const sum = (of: (task: BatchReportTask) => number) => tasks.reduce((total, task) => total + of(task), 0);
  return {
    batch,
    tasks,
    completed: tasks.filter(({ status }) => status === 'completed').map(({ taskId }) => taskId),
    criteria: { done: sum(({ done }) => done), total: sum(({ total }) => total) },
    blockers: inEnglish(() => blockersOf(all, input)),
    nextEligible: eligibleTasks(snapshot, settings.ranking).slice(0, NEXT).map(({ task }) => task.id),
    time: {
      ...spent(all),
      plannedMinutes: Math.max(0, ...batch.tasks.map(({ minutes }) => minutes)),
      plannedSerialMinutes: batch.tasks.reduce((total, { minutes }) => total + minutes, 0),
    },
    isFinished: all.every(({ view }) => !view || view.merge !== undefined || view.status === 'completed' || view.status === 'abandoned'),
  };
}

function rowOf({ task, view, times }: ReportedTask): BatchReportTask {
  return {
    taskId: task.taskId,
    title: view?.task.title ?? '',
    status: view?.status ?? 'not in the manifest',
    done: view?.doneCount ?? 0,
    total: view?.criteria.length ?? 0,
    branch: task.branch,
    hasLanded: view?.hasLanded ?? false,
    commits: times.commits,
    ...(times.end === undefined ? {} : { minutes: minutesBetween(times.start, times.end) }),
  };
}

/** From the first claim to the last commit, and the sum of what each task took. */
function spent(all: readonly ReportedTask[]): Pick<BatchReport['time'], 'tookMinutes' | 'serialMinutes'> {
  const known = all.flatMap(({ times: { start, end } }) => (end === undefined ? [] : [{ start, end }]));
  if (known.length === 0) return {};
  return {
    tookMinutes: minutesBetween(Math.min(...known.map(({ start }) => start)), Math.max(...known.map(({ end }) => end))),
    serialMinutes: known.reduce((total, { start, end }) => total + minutesBetween(start, end), 0),
  };
}

function minutesBetween(start: number, end: number): number {
  return Math.max(0, Math.round((end - start) / 60_000));
}

/** The report as Markdown, in the spec's shape ("Parallel Batch Delegation", 7). Texts of the files stand for themselves. */
export function batchReportText(report: BatchReport): string {
  return inEnglish(() => textOf(report));
}

function textOf(report: BatchReport): string {
  const { batch, completed, tasks, criteria, blockers, nextEligible } = report;
  return [
    `# Batch ${word(batch.id)}`,
    introduction(report),
    '## Tasks completed',
    `${completed.length} of ${tasks.length}.`,
    ['| task | status | criteria | commits | time | branch |', '| --- | --- | --- | --- | --- | --- |', ...tasks.map(tableRow)].join('\n'),
    '## ACs satisfied',
    `${criteria.done} of ${criteria.total}.`,
    '## Any blockers',
    list(blockers, 'None.'),
    '## Next eligible tasks',
    list(nextEligible, 'None.'),
    '## Time savings vs serial execution',
    `${timeText(report)}\n`,
  ].join('\n\n');
}

function introduction({ batch, isFinished, tasks }: BatchReport): string {
  const where = batch.mode === 'worktrees' ? `${tasks.length === 1 ? '' : 'each '}in a worktree of its own` : `on the branch ${word(batch.branch ?? '')}`;
  const standing = isFinished ? 'It is finished.' : 'It is not finished.';
  return `${word(batch.of)}: ${counted(tasks.length, 'task')}, ${where}, started at ${word(batch.at)} from ${word(batch.baseCommit.slice(0, 8))}. ${standing}`;
}

function tableRow({ taskId, title, status, hasLanded, done, total, commits, minutes, branch }: BatchReportTask): string {
  const name = title === '' || title === taskId ? word(taskId) : `${word(taskId)}: ${word(title)}`;
  const cells = [name, `${word(status)}${hasLanded ? ', merged' : ''}`, `${done} of ${total}`, String(commits), minutes === undefined ? '' : lastedText(minutes), word(branch)];
  return `| ${cells.join(' | ')} |`;
}

/** Times are told as far as they are known: an agent's word is none. */
function timeText({ time, isFinished, tasks }: BatchReport): string {
  const { tookMinutes: took, serialMinutes: serial, plannedMinutes, plannedSerialMinutes } = time;
  const planned = `Planned were ${durationText(plannedMinutes)}, against ${durationText(plannedSerialMinutes)} one after the other.`;
  if (took === undefined || serial === undefined) return `No commit tells yet. ${planned}`;
  const known = tasks.filter(({ minutes }) => minutes !== undefined).length;
  const of = known < tasks.length ? `, of the ${known} of ${tasks.length} tasks that have commits` : '';
  const lasted = `${lastedText(took)} from the first claim to the last commit${isFinished ? '' : ' so far'}${of}`;
  // So short a time compares with nothing.
  if (Math.round(serial) === 0) return `${sentence(lasted)}. ${planned}`;
  const saved = serial - took;
  const saving = saved > 0 ? `${lastedText(saved)} saved (${Math.round((100 * saved) / serial)} %)` : 'nothing saved';
  return `${sentence(lasted)}, against ${lastedText(serial)} for the same work one after the other: ${saving}. ${planned}`;
}

/** A time that commits tell: seconds are not told. */
function lastedText(minutes: number): string {
  return Math.round(minutes) === 0 ? 'under a minute' : durationText(minutes);
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function list(items: readonly string[], none: string): string {
  return items.length === 0 ? none : items.map((item) => `- ${word(item)}`).join('\n');
}

function word(text: string): string {
  return escaped(oneLine(text));
}
