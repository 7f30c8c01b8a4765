import type { TaskView } from '../snapshot';
import type { Status } from '../state/taskState';
import type { TaskHistory } from './history';
import { TaskCourse } from './taskCourse';
import type { WalkedLine } from './walkLine';

/** What became of a task of today: lays over its course along the line what stands on its branch and in the files now. */
export function layTask(view: TaskView, line: WalkedLine, now: number): TaskHistory {
  const { id, phase, slice, risk } = view.task;
  const course = line.courses.get(id)?.copy() ?? new TaskCourse(id);
  const wanted = presentStatus(view, course);
  if (wanted !== course.status) layStatus(view, course, wanted, { line, now });
  // In a manifest that no commit has yet: it is there since something is known of it.
  course.show(true, course.wasThere ? now : (course.firstAt ?? now), { kind: 'file' });
  return { id, phase, slice, risk, isGone: false, events: course.events };
}

/** Whether the same would be told of the task at any later time: nothing of it counts from now. */
export function isSettled({ work, merge }: TaskView, { events }: TaskHistory, now: number): boolean {
  const isPast = (at: string) => Date.parse(at) < now;
  return events.every(({ at, from }) => at < now && from.kind !== 'file') && (!merge || isPast(merge.at)) && (work?.commits ?? []).every(({ at }) => isPast(at));
}

function layStatus({ merge, work }: TaskView, course: TaskCourse, wanted: Status, { line, now }: { readonly line: WalkedLine; readonly now: number }): void {
  const commits = work?.commits ?? [];
  const pastTime = (at: string) => Math.max(Math.min(Date.parse(at), now), course.lastAt, line.timeOf(0));
  if (wanted === 'completed' && merge) {
    const at = pastTime(merge.at);
    course.turn(wanted, at, { kind: 'merge', commit: merge.commit }, line.claimOnBranch(commits, course, at));
    return;
  }
  const claim = line.claimOnBranch(commits, course, now);
  if (wanted === 'in-progress' && claim) {
    course.turn(wanted, claim.at, { kind: 'claim', commit: claim.hash });
  } else if (work && commits.length > 0) {
    course.turn(wanted, pastTime(work.tipAt), { kind: 'branch', commit: work.tip }, claim);
  } else course.turn(wanted, now, { kind: 'file' });
}

/** What a task is now, as the history has it: completed only where its work has landed, and what is done on a branch alone is under way. */
function presentStatus({ status, merge, hasLanded, source }: TaskView, course: TaskCourse): Status {
  if (merge && !course.wasTakenBack && status !== 'abandoned') return 'completed';
  // The line tells of the base branch itself, and knows more merges; what only its remote has is not here yet.
  if (status === 'unknown' || status === course.recorded || source.kind === 'base') return course.status;
  return status === 'completed' && !hasLanded ? 'in-progress' : status;
}
