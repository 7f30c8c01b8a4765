import type { TaskView } from '../snapshot';
import type { ProjectHistory, TaskHistory } from './history';
import { isSettled, layTask } from './layTask';
import { WalkedLine, type HistoryInput } from './walkLine';

export type { HistoryInput } from './walkLine';

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
    const basis = basisOf(input);
    const known = last && isSame(last.basis, basis) && now >= last.now && last.now >= last.line.latest ? last : undefined;
    const line = known?.line ?? new WalkedLine(input);
    const laid = new Map<string, Laid>();
    for (const view of snapshot.tasks) {
      const before = known?.laid.get(view.task.id);
      const history = before?.isSettled && isAlike(before.view, view) ? before.history : layTask(view, line, now);
      if (history) laid.set(view.task.id, history === before?.history ? before : { view, history, isSettled: isSettled(view, history, now) });
    }
    const gone = known?.gone ?? goneTasks(line, basis.ids);
    last = { basis, now, line, laid, gone };
    return {
      key: `${past.key} ${snapshot.work?.key ?? ''}`,
      from: line.timeOf(0),
      until: now,
      isWhole: past.isWhole,
      ...(past.isShallow ? { isShallow: true } : {}),
      tasks: [...[...laid.values()].map(({ history }) => history), ...gone],
    };
  };
}

interface Built {
  readonly basis: Basis;
  readonly now: number;
  readonly line: WalkedLine;
  readonly laid: ReadonlyMap<string, Laid>;
  readonly gone: readonly TaskHistory[];
}

interface Laid {
  readonly view: TaskView;
  readonly history: TaskHistory;
  readonly isSettled: boolean;
}

/** What the walk along the line rests on. */
interface Basis {
  readonly past: HistoryInput['past'];
  readonly pattern: string;
  readonly branches: unknown;
  /** Ids of today's tasks, and the branches that are theirs. */
  readonly ids: ReadonlySet<string>;
  readonly works: readonly unknown[];
}

function basisOf({ snapshot, past, settings }: HistoryInput): Basis {
  return { past, pattern: settings.branchPattern, branches: snapshot.work?.branches, ids: new Set(snapshot.byId.keys()), works: snapshot.tasks.flatMap(({ work }) => work ?? []) };
}

function isSame(one: Basis, other: Basis): boolean {
  return (
    one.past === other.past &&
    one.pattern === other.pattern &&
    one.branches === other.branches &&
    one.works.length === other.works.length &&
    one.works.every((work, place) => work === other.works[place]) &&
    one.ids.size === other.ids.size &&
    [...one.ids].every((id) => other.ids.has(id))
  );
}

/** Whether two views of a task say the same of what a history tells. */
function isAlike(one: TaskView, other: TaskView): boolean {
  return (
    one.status === other.status &&
    one.work === other.work &&
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
function goneTasks({ courses, places }: WalkedLine, ids: ReadonlySet<string>): readonly TaskHistory[] {
  return [...courses.values()].flatMap((course) => {
    const place = places.get(course.id);
    return ids.has(course.id) || !place ? [] : [{ id: course.id, ...place, isGone: !course.isThere, events: course.events }];
  });
}
