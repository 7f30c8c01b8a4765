import { ageOf, readTime } from '../pulse/age';
import type { Snapshot, TaskView } from '../snapshot';
import type { WorkCommit } from '../work';
import { landedWork } from './merges';

/** The last sign of life of a task under way. */
export interface Activity {
  readonly what: 'started' | 'last commit';
  /** Milliseconds, never negative. */
  readonly ageMs: number;
}

/** The last commit that touched a task: of its branch, else of those in the base branch that name it. */
function lastCommitOf({ task, work }: TaskView, { work: all, byId }: Pick<Snapshot, 'work' | 'byId'>): Pick<WorkCommit, 'at'> | undefined {
  const own = work?.commits[0];
  if (own || !all) return own;
  return landedWork(all.landed).commitOf(task.id, (id) => id !== task.id && byId.has(id), true);
}

/**
 * How long ago a task was last worked on: the later of its recorded start and its last commit (DESIGN section 3,
 * "Clocks"). Agents write invented times: a start in the future, or after the commit that holds it, counts only where no
 * commit is known, and then as now. Undefined where neither is known.
 */
export function activityOf(view: TaskView, snapshot: Pick<Snapshot, 'work' | 'byId'>, now: Date): Activity | undefined {
  const start = readTime(view.entry?.startedAt);
  const started = ageOf(start, now);
  const commit = ageOf(readTime(lastCommitOf(view, snapshot)?.at), now);
  const isInvented = start !== undefined && (start > now.getTime() || view.source.kind === 'branch');
  if (commit !== undefined && (started === undefined || commit <= started || isInvented)) return { what: 'last commit', ageMs: commit };
  return started === undefined ? undefined : { what: 'started', ageMs: started };
}
