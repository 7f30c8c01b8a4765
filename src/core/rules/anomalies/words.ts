import { cut } from '../../cut';
import { oneLine } from '../../delegate/plainText';
import type { TaskView } from '../../snapshot';
import type { WorkCommit } from '../../work';
import { t } from '../../words';
import type { OddFound } from '../anomaly';
import type { RemedyAction } from '../rule';

/** Looks at each task by itself; what is found has the task's id as its subject. */
export function inTasks(views: readonly TaskView[], find: (view: TaskView) => Omit<OddFound, 'subject' | 'taskId'> | undefined): readonly OddFound[] {
  const found: OddFound[] = [];
  for (const view of views) {
    const odd = find(view);
    if (odd) found.push({ subject: view.task.id, taskId: view.task.id, ...odd });
  }
  return found;
}

/** A name of the files as it may stand in a sentence. */
export function name(text: string): string {
  // Most are plain, and there may be thousands.
  return /^[!-~]{1,120}$/.test(text) ? text : cut(oneLine(text), 120);
}

export function idOf({ task }: TaskView): string {
  return name(task.id);
}

/** A value of the files, in quotation marks. */
export function quoted(text: string): string {
  return cut(oneLine(JSON.stringify(text)), 80);
}

/** The first names, and how many more. */
export function names(list: readonly string[], most = 5): string {
  const first = list.slice(0, most).map(name).join(', ');
  return list.length > most ? t('{0} and {1} more', first, list.length - most) : first;
}

/** `1a2b3c4d feat(X): … (2025-09-28T10:30:00Z)`. */
export function commitLine({ hash, subject, at }: Pick<WorkCommit, 'hash' | 'subject' | 'at'>): string {
  return t('Commit {0} {1} ({2})', hash.slice(0, 8), cut(oneLine(subject), 120), oneLine(at));
}

/** `started_at is "…"` of the times that an entry has. */
export function timeLines({ entry }: TaskView): readonly string[] {
  const times = [['started_at', entry?.startedAt], ['completed_at', entry?.completedAt]] as const;
  return times.flatMap(([key, value]) => (value === undefined ? [] : [t('{0} is {1}', key, quoted(value))]));
}

/** What records a change, where a record made here is the one that counts: not while another branch holds it. */
export function recording(id: 'complete-task' | 'reopen-task' | 'block-task', { task, source }: TaskView): readonly RemedyAction[] {
  return source.kind === 'file' || source.kind === 'worktree' ? [{ id, taskId: task.id }] : [];
}

/** Where the record was read, for evidence. */
export function sourceLine({ source }: TaskView): string {
  switch (source.kind) {
    case 'none':
      return t('No record of it anywhere');
    case 'file':
      return t('Recorded in the state file here');
    case 'worktree':
      return t('Recorded in the working tree of {0}', name(source.branch));
    case 'branch':
      return t('Recorded on {0}', name(source.remote === undefined ? source.branch : `${source.remote}/${source.branch}`));
    case 'base':
      return t('Recorded on {0}', name(source.branch));
  }
}
