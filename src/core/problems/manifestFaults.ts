import { itemPath } from '../manifest/places';
import type { Manifest } from '../manifest/manifest';
import type { Task } from '../manifest/task';
import { nearestAmong } from '../nearest';
import { named, shown } from '../problem';
import { counted, t } from '../words';
import type { Fault, Place, Tell } from './fault';
import { tellFileScope } from './scopeFaults';

/** What is wrong with tasks as the manifest has them, beyond what reading them tells (RELIABILITY, bad inputs 21 to 24). */
export function manifestFaults({ tasks }: Manifest): readonly Fault[] {
  const faults: Fault[] = [];
  const tell: Tell = (fault) => void faults.push(fault);
  const known = new Known(tasks);
  const criteria = new Map<string, Seen[]>();
  for (const task of tasks) {
    tellParallel(task, tell);
    tellFileScope(task, tell);
    if (task.conflictsWith) tellConflicts(task, task.conflictsWith, known, tell);
    tellCriteria(task, criteria, tell);
  }
  for (const [id, places] of criteria) tellShared(id, places, tell);
  return faults;
}

/** The tasks by id, and what each says it conflicts with. */
class Known {
  readonly guess: (id: string) => string | undefined;
  private readonly byId = new Map<string, Task>();
  private readonly conflicts = new Map<Task, ReadonlySet<string>>();

  constructor(tasks: readonly Task[]) {
    for (const task of tasks) if (!this.byId.has(task.id)) this.byId.set(task.id, task);
    this.guess = nearestAmong(() => [...this.byId.keys()]);
  }

  task(id: string): Task | undefined {
    return this.byId.get(id);
  }

  names(task: Task, id: string): boolean {
    const conflicts = this.conflicts.get(task) ?? new Set(task.conflictsWith);
    this.conflicts.set(task, conflicts);
    return conflicts.has(id);
  }
}

function keyPlace({ sourceIndex, raw }: Task, key: string): Place {
  return { in: 'manifest', path: ['tasks', sourceIndex, key in raw ? key : 'task_id'] };
}

function tellParallel(task: Task, tell: Tell): void {
  if (task.parallel !== true) return;
  const { id: taskId } = task;
  const at = keyPlace(task, 'parallel');
  if (task.risk === 'High') {
    tell({
      severity: 'warning',
      kind: 'parallel-high-risk',
      message: t('{0} is High risk and says that it may run in parallel; it runs alone all the same', named(taskId)),
      remedy: t('Set parallel to false, or lower the risk if it is lower.'),
      taskId,
      at,
    });
  }
  if ((task.fileScope ?? []).length > 0) return;
  tell({
    severity: 'warning',
    kind: 'file-scope-missing',
    message: t('{0} may run in parallel, and does not say which files it changes', named(taskId)),
    remedy: t('Name them in file_scope: while they are not known, it is not run beside others.'),
    taskId,
    at,
  });
}

function tellConflicts(task: Task, conflicts: readonly string[], known: Known, tell: Tell): void {
  const { id: taskId } = task;
  conflicts.forEach((id, index) => {
    const at: Place = { in: 'manifest', path: itemPath(task, 'conflicts_with', index) };
    const other = known.task(id);
    const base = { severity: 'warning' as const, taskId, at };
    if (id === taskId) {
      tell({ ...base, kind: 'self-conflict', message: t('{0} says that it conflicts with itself', named(taskId)), remedy: t('Remove it: a task never runs beside itself.') });
    } else if (!other) {
      const near = known.guess(id);
      const remedy = near === undefined ? t('Remove it, or add the task.') : t('Did you mean {0}? Otherwise remove it.', named(near));
      tell({ ...base, kind: 'unknown-conflict', message: t('{0} conflicts with {1}, which is no task of this manifest', named(taskId), shown(id)), remedy });
    } else {
      const isMutual = known.names(other, taskId);
      if (!isMutual) tellOneSided(task, other, at, tell);
      if (!isMutual || task.index < other.index) tellGroup(task, other, at, tell);
    }
  });
}

function tellOneSided(task: Task, other: Task, at: Place, tell: Tell): void {
  tell({
    severity: 'warning',
    kind: 'one-sided-conflict',
    message: t('{0} conflicts with {1}, which does not name {0}; the conflict counts both ways', named(task.id), named(other.id)),
    remedy: t('Add {0} to conflicts_with of {1}, or remove {1} here.', named(task.id), named(other.id)),
    taskId: task.id,
    at,
    related: [{ at: keyPlace(other, 'conflicts_with'), message: t('{0} is not named here', named(task.id)) }],
  });
}

function tellGroup(task: Task, other: Task, at: Place, tell: Tell): void {
  const { parallelismGroup: group } = task;
  // A group of tasks that go one after the other says nothing odd.
  if (group === undefined || group !== other.parallelismGroup || !(task.parallel && other.parallel)) return;
  tell({
    severity: 'info',
    kind: 'group-conflict',
    message: t('{0} and {1} are in the group {2} and conflict with each other; they don\'t run at the same time', named(task.id), named(other.id), shown(group)),
    remedy: t('Nothing has to be done. Give one of them another group if the groups should say what may run together.'),
    taskId: task.id,
    at,
    related: [{ at: keyPlace(other, 'parallelism_group'), message: t('the group of {0}', named(other.id)) }],
  });
}

/** `AC01` and the like mean a criterion of their own task, and may stand in many. */
const BARE = /^AC[-_]?\d+$/i;

interface Seen {
  readonly task: Task;
  readonly index: number;
}

function tellCriteria(task: Task, seen: Map<string, Seen[]>, tell: Tell): void {
  const { id: taskId, criteria } = task;
  if (criteria.length === 0) {
    tell({
      severity: 'warning',
      kind: 'empty-criteria',
      message: t('{0} has no acceptance criteria, and can\'t be started', named(taskId)),
      remedy: t('Write down what has to be true when it is done.'),
      taskId,
      at: keyPlace(task, 'acceptance_criteria'),
    });
  }
  for (let index = 0; index < criteria.length; index++) {
    const { id, text } = criteria[index] ?? { id: '', text: '' };
    if (text === '') {
      const message = t('{0} of {1} does not say what has to be true', shown(id), named(taskId));
      tell({ severity: 'warning', kind: 'criterion-without-text', message, remedy: t('Write its text.'), taskId, at: criterionPlace({ task, index }) });
    }
    if (BARE.test(id)) continue;
    const places = seen.get(id);
    if (!places) seen.set(id, [{ task, index }]);
    else if (places.at(-1)?.task.id !== taskId) places.push({ task, index });
  }
}

function criterionPlace({ task, index }: Seen, ...below: readonly string[]): Place {
  return { in: 'manifest', path: ['tasks', task.sourceIndex, 'acceptance_criteria', index, ...below] };
}

/** An id that so many tasks have was meant as one of its own task: that is told once, since it would bury all else. */
const MANY = 4;

function tellShared(id: string, [first, ...others]: readonly Seen[], tell: Tell): void {
  if (!first) return;
  const isMany = others.length + 1 >= MANY;
  for (const second of isMany ? others.slice(0, 1) : others) {
    const names = [shown(id), named(first.task.id), named(second.task.id)] as const;
    tell({
      severity: 'warning',
      kind: 'criterion-in-two-tasks',
      message: isMany ? counted(others.length - 1, 'The criterion {1} stands in {2}, in {3} and in {0} more task', 'The criterion {1} stands in {2}, in {3} and in {0} more tasks', ...names) : t('The criterion {0} stands in {1} and in {2}', ...names),
      remedy: t('Give each an id of its own, so that records and commits say which is meant.'),
      taskId: second.task.id,
      at: criterionPlace(second, 'id'),
      related: [{ at: criterionPlace(first, 'id'), message: t('the criterion of {0}', named(first.task.id)) }],
    });
  }
}
