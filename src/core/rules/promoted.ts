import { readTime } from '../pulse/age';
import type { Snapshot, TaskView } from '../snapshot';
import { finishedAt } from './anomalies/past';
import { sortedTasks } from './sortedTasks';

/** A task under way that was taken before required High risk work that could have been started. */
export interface Promoted {
  readonly view: TaskView;
  /** When it was started, in milliseconds since 1970, where that is known. */
  readonly startedAt: number | undefined;
  /** The High risk tasks that waited then and wait now; at most {@link LISTED}, in the manifest's order within one time. */
  readonly waiting: readonly TaskView[];
  /** How many there are. */
  readonly count: number;
}

const LISTED = 5;

/**
 * Finds tasks in progress that overtook a High risk one: not provisional, pending, all its dependencies satisfied, and
 * that already when the task was started, as far as times tell.
 *
 * @param isDeferrable which tasks could have waited
 */
export function promotedTasks(snapshot: Snapshot, now: Date, isDeferrable: (view: TaskView) => boolean): readonly Promoted[] {
  const running = sortedTasks(snapshot)['in-progress'].filter((view) => !view.merge && isDeferrable(view));
  if (running.length === 0) return [];
  const waiting = sortedTasks(snapshot)
    .pending.filter(({ task, unmet, branch, merge }) => task.risk === 'High' && !task.provisional && unmet.length === 0 && branch === undefined && !merge)
    .map((view) => ({ view, since: readySince(view, snapshot, now) }))
    .sort((a, b) => a.since - b.since || a.view.task.index - b.view.task.index);
  if (waiting.length === 0) return [];
  return running.flatMap((view) => {
    const startedAt = startOf(view, now);
    const count = startedAt === undefined ? waiting.length : countUntil(waiting, startedAt);
    return count === 0 ? [] : [{ view, startedAt, count, waiting: waiting.slice(0, Math.min(count, LISTED)).map((one) => one.view) }];
  });
}

/** When the last of its dependencies was finished; what nothing tells of was always so. */
function readySince({ task }: TaskView, { byId }: Snapshot, now: Date): number {
  let since = 0;
  for (const id of task.dependsOn) {
    const dependency = byId.get(id);
    since = Math.max(since, (dependency && finishedAt(dependency, now)) ?? 0);
  }
  return since;
}

/** The recorded start, or the first commit of its branch where that is earlier: then the record was invented. */
function startOf({ entry, work }: TaskView, now: Date): number | undefined {
  const times = [readTime(entry?.startedAt), readTime(work?.commits.at(-1)?.at)].filter((time) => time !== undefined);
  const start = Math.min(...times);
  return times.length === 0 || start > now.getTime() ? undefined : start;
}

/** How many of a sorted list were ready by a time: by halving, since both lists may be long. */
function countUntil(sorted: readonly { readonly since: number }[], time: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.since ?? 0) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
