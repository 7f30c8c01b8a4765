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
export function lastCommitOf({ task, work }: TaskView, { work: all, byId }: Pick<Snapshot, 'work' | 'byId'>): Pick<WorkCommit, 'at'> | undefined {
  const own = work?.commits[0];
  if (own || !all) return own;
  return landedWork(all.landed).commitOf(task.id, (id) => id !== task.id && byId.has(id), true);
}

/**
 * How long ago a task was last worked on: the later of its recorded start and its last commit, since the times agents
 * write are not trusted; a time in the future is now (DESIGN section 3, "Clocks"). Undefined where neither is known.
 */
export function activityOf(view: TaskView, snapshot: Pick<Snapshot, 'work' | 'byId'>, now: Date): Activity | undefined {
  const started = ageOf(readTime(view.entry?.startedAt), now);
  const commit = ageOf(readTime(lastCommitOf(view, snapshot)?.at), now);
  if (commit !== undefined && (started === undefined || commit <= started)) return { what: 'last commit', ageMs: commit };
  return started === undefined ? undefined : { what: 'started', ageMs: started };
}
