import type { TaskView } from '../snapshot';
import type { ProjectHistory, TaskHistory } from './history';
import { isSettled, layTask } from './layTask';
import { WalkedLine, type HistoryInput } from './walkLine';

/**
 * Tells what became of every task: goes along the base branch's first-parent line once, then lays over it what stands on
 * branches and in files now. Linear in commits and changes.
 */
export function buildHistory(input: HistoryInput): ProjectHistory {
  return historyBuilder()(input);
}

/** Builds one history after another. What neither git nor the files have changed since the last one is not told anew. */
export function historyBuilder(): (input: HistoryInput) => ProjectHistory {
  let last: Built | undefined;
  return (input) => {
    const { snapshot, past } = input;
    const now = input.now.getTime();
    const known = last && now >= last.now && last.now >= last.line.latest && isSameWalk(last.input, input) ? last : undefined;
    const line = known?.line ?? new WalkedLine(input);
    const laid = snapshot.tasks.map((view, index): Laid => {
      const before = known?.laid[index];
      if (before?.isSettled && isAlike(before.view, view)) return before;
      const history = layTask(view, line, now);
      return { view, history, isSettled: isSettled(view, history, now) };
    });
    const gone = known?.gone ?? goneTasks(line, input);
    last = { input, now, line, laid, gone };
    return {
      key: `${past.key} ${snapshot.work?.key ?? ''}`,
      from: line.timeOf(0),
      until: now,
      isWhole: past.isWhole,
      ...(past.isShallow ? { isShallow: true } : {}),
      tasks: [...laid.map(({ history }) => history), ...gone],
    };
  };
}

interface Built {
  readonly input: HistoryInput;
  readonly now: number;
  readonly line: WalkedLine;
  /** By the task's place in the snapshot. */
  readonly laid: readonly Laid[];
  readonly gone: readonly TaskHistory[];
}

interface Laid {
  readonly view: TaskView;
  readonly history: TaskHistory;
  readonly isSettled: boolean;
}

/** Whether the walk along the line tells the same: it goes by ids, branches and their commits, which git's reader gives as the same list as long as a tip stays. */
function isSameWalk(one: HistoryInput, other: HistoryInput): boolean {
  const tasks = other.snapshot.tasks;
  return (
    one.past === other.past &&
    namingOf(one) === namingOf(other) &&
    one.snapshot.tasks.length === tasks.length &&
    one.snapshot.tasks.every((view, index) => isSameTask(view, tasks[index]))
  );
}

function isSameTask({ task, work }: TaskView, other: TaskView | undefined): boolean {
  return task.id === other?.task.id && work?.commits === other.work?.commits;
}

/** How branches are told to be of tasks. */
function namingOf({ snapshot, settings }: HistoryInput): string {
  return JSON.stringify([settings.branchPattern, snapshot.work?.branches.map(({ name, taskId }) => [name, taskId])]);
}

/** Whether two views of a task, with the same commits, say the same of what a history tells. */
function isAlike(one: TaskView, other: TaskView): boolean {
  return (
    one.status === other.status &&
    one.hasLanded === other.hasLanded &&
    one.source.kind === other.source.kind &&
    one.merge?.commit === other.merge?.commit &&
    one.merge?.at === other.merge?.at &&
    one.task.phase === other.task.phase &&
    one.task.slice === other.task.slice &&
    one.task.risk === other.task.risk
  );
}

/** Tasks that the manifest has no more. */
function goneTasks({ courses, places }: WalkedLine, { snapshot: { byId } }: HistoryInput): readonly TaskHistory[] {
  return [...courses.values()].flatMap((course) => {
    const place = places.get(course.id);
    return byId.has(course.id) || !place ? [] : [{ id: course.id, ...place, isGone: !course.isThere, events: course.events }];
  });
}
