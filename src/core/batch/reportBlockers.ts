import { mergeName } from '../overlay/sourceText';
import { durationText } from '../plan/minutes';
import { counted } from '../projections/treeText';
import { name, names } from '../rules/anomalies/words';
import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import type { ReportedTask, ReportInput } from './batchReport';
import type { AgentView } from './watch';

/** So many files of two tasks are told one by one. */
const MOST_FILES = 5;
/** Work without a commit for so many minutes, or twice what it was planned for, is told of. */
const QUIET_MINUTES = 60;

/** What stands in the way of the batch, in whole sentences: each task's own, then files that two changed. */
export function blockersOf(all: readonly ReportedTask[], { agents = [], batch, now }: Pick<ReportInput, 'agents' | 'batch' | 'now'>): readonly string[] {
  const members = new Set(batch.tasks.map(({ taskId }) => taskId));
  return [...all.flatMap((one) => blockersOfTask(one, now)), ...sharedFiles(agents.filter(({ taskId }) => members.has(taskId)))];
}

function blockersOfTask({ task, view, times }: ReportedTask, now: Date): readonly string[] {
  const id = name(task.taskId);
  if (!view) return [`${id} is not in the manifest any more.`];
  const { status, merge, entry, doneCount, criteria } = view;
  if (merge && status !== 'completed') return [`${id} is merged (${oneLine(mergeName(merge))}), and not recorded as completed.`];
  switch (status) {
    case 'blocked':
      return [`${id} is blocked${entry?.blockedReason ? `: ${cut(oneLine(entry.blockedReason)).replace(/[.!?]+$/, '')}` : ', and the record gives no reason'}.`];
    case 'unknown':
      return [`${id} has a status that is not known: ${cut(oneLine(entry?.rawStatus ?? ''), 80)}.`];
    case 'pending':
      return [`Nothing is recorded of ${id} where it can be seen: its branch ${name(task.branch)} is gone, or another is checked out.`];
    case 'abandoned':
      return [`${id} was abandoned.`];
    case 'completed':
      return doneCount < criteria.length ? [`${id} is completed with ${doneCount} of ${counted(criteria.length, 'criterion', 'criteria')} done.`] : [];
    case 'in-progress': {
      const quiet = (now.getTime() - times.last) / 60_000;
      return quiet > Math.max(QUIET_MINUTES, 2 * task.minutes) ? [`${id} has no commit since ${durationText(quiet)}.`] : [];
    }
  }
}

/** Each file once, however many tasks changed it. */
function sharedFiles(agents: readonly AgentView[]): readonly string[] {
  const tasks = new Map<string, Set<string>>();
  for (const { taskId, overlaps } of agents) {
    for (const { path, taskIds } of overlaps) {
      const known = tasks.get(path) ?? new Set();
      for (const id of [taskId, ...taskIds]) known.add(id);
      tasks.set(path, known);
    }
  }
  const lines = [...tasks].map(([path, ids]) => `${name(path)} is changed by ${names([...ids])}.`);
  const more = lines.length - MOST_FILES;
  return [...lines.slice(0, MOST_FILES), ...(more > 0 ? [`${counted(more, 'more file is', 'more files are')} changed by several of them.`] : [])];
}
