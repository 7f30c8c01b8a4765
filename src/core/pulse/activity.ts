import { landedCommits } from '../evidence/commits';
import type { Snapshot, TaskView } from '../snapshot';
import { readTime } from './age';

/** The last sign of work on a task. */
export interface Activity {
  /** Milliseconds since 1970, never in the future. */
  readonly at: number;
  /** `start`: nothing happened since, as far as is known. */
  readonly by: 'start' | 'record' | 'commit';
}

/**
 * When something was last done for a task: the later of its recorded start and the last commit that touched it (DESIGN
 * section 3, "Clocks"). Where its branch is checked out, a change of the state file counts too.
 *
 * Agents write invented times, so a recorded one counts only where nothing shows that it is wrong: not after `now`, and
 * not after the commit that holds it. Undefined where no time is known.
 */
export function lastActivityOf(view: TaskView, snapshot: Pick<Snapshot, 'state' | 'work'>, now: Date): Activity | undefined {
  const { work, source, entry, task } = view;
  const today = now.getTime();
  const commit = latest([readTime(work?.commits[0]?.at), readTime(landedCommits(snapshot.work, task)[0]?.at)]);
  const started = readTime(entry?.startedAt);
  const recorded = source.kind === 'file' && work?.isHere === true ? readTime(snapshot.state.lastUpdated) : undefined;
  const isTooLate = (time: number) => time > today || (commit !== undefined && source.kind === 'branch' && time > commit);
  const known: { at: number | undefined; by: Activity['by'] }[] = [
    { at: commit === undefined ? undefined : Math.min(commit, today), by: 'commit' },
    { at: recorded === undefined || isTooLate(recorded) ? undefined : recorded, by: 'record' },
    { at: started === undefined || isTooLate(started) ? undefined : started, by: 'start' },
  ];
  let last: Activity | undefined;
  for (const { at, by } of known) if (at !== undefined && (!last || at > last.at)) last = { at, by };
  // A start in the future is all that is known: it was now at the latest.
  return last ?? (started === undefined ? undefined : { at: today, by: 'start' });
}

function latest(times: readonly (number | undefined)[]): number | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}
