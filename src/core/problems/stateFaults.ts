import { criterionFinder } from '../manifest/criteria';
import type { Task } from '../manifest/task';
import { named, shown } from '../problem';
import type { Snapshot } from '../snapshot';
import type { StateEntry } from '../state/taskState';
import { t } from '../words';
import type { Fault, Place, Tell } from './fault';

/** What the state file says that does not fit the manifest (RELIABILITY, bad inputs 28 and 30). */
export function stateFaults({ byId, state, orphans, stateHealth }: Snapshot): readonly Fault[] {
  const faults: Fault[] = [];
  if (stateHealth !== 'ok') return faults;
  const tell: Tell = (fault) => void faults.push(fault);
  for (const id of orphans) tellOrphan(id, state.entries.get(id), tell);
  for (const [id, entry] of state.entries) {
    const task = byId.get(id)?.task;
    if (task && (entry.acsCompleted.length > 0 || entry.acsRemaining)) tellCriteria(task, entry, tell);
  }
  return faults;
}

function tellOrphan(taskId: string, entry: StateEntry | undefined, tell: Tell): void {
  // Only work under way is lost from sight: what is done may stay, and a former manifest leaves many of them.
  const isUnderWay = entry?.status === 'in-progress' || entry?.status === 'blocked';
  tell({
    severity: isUnderWay ? 'warning' : 'info',
    kind: 'orphan-entry',
    message: t('{0} has an entry, but is no task of the manifest; the entry is kept', named(taskId)),
    remedy: t('Add the task to the manifest again, or migrate the task state: that keeps what is recorded.'),
    taskId,
    at: { in: 'state', path: ['tasks', taskId], atKey: true },
  });
}

type List = 'acs_completed' | 'acs_remaining';

function tellCriteria(task: Task, entry: StateEntry, tell: Tell): void {
  const find = criterionFinder(task);
  // What is done needs no mending: ids of criteria change when a manifest is made anew.
  const isClosed = entry.status === 'completed' || entry.status === 'abandoned';
  const seen = new Map<string, { readonly list: List; readonly at: Place }>();
  const look = (list: List, given: readonly string[]) =>
    given.forEach((id, index) => {
      const at: Place = { in: 'state', path: ['tasks', task.id, list, index], skipsNulls: true };
      const found = find(id);
      const key = found?.id ?? id;
      const before = seen.get(key);
      if (!before) seen.set(key, { list, at });
      if (before) tellTwice({ task, id, list, at, before }, tell);
      else if (!found) tellUnknown(task, id, at, isClosed, tell);
    });
  look('acs_completed', entry.acsCompleted);
  look('acs_remaining', entry.acsRemaining ?? []);
}

function tellUnknown({ id: taskId }: Task, id: string, at: Place, isClosed: boolean, tell: Tell): void {
  tell({
    severity: isClosed ? 'info' : 'warning',
    kind: 'unknown-criterion',
    message: t('The entry of {0} names the criterion {1}, which the task does not have', named(taskId), shown(id)),
    remedy: t('Write the id as the manifest has it, or migrate the task state: that keeps what is recorded.'),
    taskId,
    at,
  });
}

interface Twice {
  readonly task: Task;
  readonly id: string;
  readonly list: List;
  readonly at: Place;
  readonly before: { readonly list: List; readonly at: Place };
}

function tellTwice({ task: { id: taskId }, id, list, at, before }: Twice, tell: Tell): void {
  const isInBoth = list !== before.list;
  tell({
    severity: 'warning',
    kind: isInBoth ? 'criterion-in-both-lists' : 'criterion-recorded-twice',
    message: isInBoth
      ? t('The entry of {0} has the criterion {1} as done and as left; it counts as done', named(taskId), shown(id))
      : t('The entry of {0} names the criterion {1} twice in {2}', named(taskId), shown(id), list),
    remedy: isInBoth ? t('Remove it from the list that is wrong.') : t('Name it once.'),
    taskId,
    at,
    related: [{ at: before.at, message: isInBoth ? t('recorded as done here') : t('the first of them') }],
  });
}
