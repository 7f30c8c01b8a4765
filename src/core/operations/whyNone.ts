import { cut } from '../cut';
import { oneLine } from '../delegate/plainText';
import { waitingTasks } from '../select/waiting';
import type { Snapshot } from '../snapshot';

/** Why no task can be started, as a sentence without a full stop that says where more is to be seen. */
export function whyNone(snapshot: Snapshot): string {
  const { tasks, problems, backlog, manifest } = snapshot;
  if (tasks.length === 0) {
    if (problems.some(({ severity, file }) => severity === 'error' && file === backlog.manifestPath)) return 'No task of the manifest can be read; vtm validate shows where';
    if (manifest && manifest.status.toUpperCase() !== 'OK') return notOk(manifest.status, manifest.gaps.filter((gap) => gap.isBlocking).map(({ code }) => code));
    return 'The manifest has no tasks';
  }
  const waiting = waitingTasks(snapshot).length;
  const elsewhere = tasks.flatMap(({ status, branch, unmet, merge }) => (status === 'pending' && branch !== undefined && unmet.length === 0 && !merge ? [branch] : []));
  const merged = tasks.filter(({ status, merge }) => status === 'pending' && merge).map(({ task }) => task.id);
  const unknown = tasks.filter(({ status }) => status === 'unknown').length;
  const reasons = [
    ...(elsewhere.length > 0 ? [`${elsewhere.length} ${elsewhere.length === 1 ? 'task has its branch' : 'tasks have their branches'} already: ${listed(elsewhere)}`] : []),
    ...(merged.length > 0 ? [`${merged.length} ${merged.length === 1 ? 'task is' : 'tasks are'} merged and not recorded as completed: ${listed(merged)}`] : []),
    ...(waiting > 0 ? [`${waiting} ${waiting === 1 ? 'task is' : 'tasks are'} blocked or waiting; vtm blocked lists why`] : []),
    ...(unknown > 0 ? [`${unknown} ${unknown === 1 ? 'task has' : 'tasks have'} a status that is not known; vtm validate lists them`] : []),
  ];
  return reasons.length === 0 ? 'Every task is completed, abandoned, or in progress' : reasons.join('. ');
}

function notOk(status: string, gaps: readonly string[]): string {
  const open = gaps.length === 0 ? '' : `, and its gaps are open: ${listed(gaps)}`;
  return `The manifest has no tasks, its status is "${cut(oneLine(status), 80)}"${open}. A person settles that; vtm check tells each`;
}

/** The first names, and how many more. */
export function listed(names: readonly string[], most = 5): string {
  const left = names.length - most;
  return `${names.slice(0, most).map((name) => cut(oneLine(name), 200)).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}
