import { activityOf } from '../../overlay/activity';
import { ageOf, readTime } from '../../pulse/age';
import type { StateEntry } from '../../state/taskState';
import type { TaskView } from '../../snapshot';
import type { AnomalyRule, AttentionInput } from '../anomaly';
import { sortedTasks } from '../sortedTasks';
import { CLOCK_SLACK, DAY } from './past';
import { counted, t } from '../../words';
import { commitLine, idOf, inTasks, quoted, recording, sourceLine, timeLines } from './words';

export const staleWork: AnomalyRule = {
  code: 'WARN::STALE-WORK',
  title: 'Work in progress moves',
  get reason() {
    return t('A task that nobody works on takes a place among the work in progress, and what depends on it waits.');
  },
  remedy: 'Go on with it, block it with its reason, or give it back.',
  spec: 'Self-Check Before Emitting Coordination Report',
  severity: 'warn',
  check: (input) =>
    inTasks(sortedTasks(input.snapshot)['in-progress'], (view) => {
      if (view.merge) return undefined;
      const age = ageOfWork(view, input);
      const days = (age ?? 0) / DAY;
      if (days <= input.settings.staleAfterDays) return undefined;
      const commit = view.work?.commits[0];
      const { branch } = view;
      return {
        message: counted(Math.floor(days), '{1} is in progress, and nothing happened for {0} day: no commit and no change of its record', '{1} is in progress, and nothing happened for {0} days: no commit and no change of its record', idOf(view)),
        remedy: t('Resume it, or ask whoever works on it. If it waits for something, record it as blocked with the reason.'),
        evidence: [...timeLines(view), commit ? commitLine(commit) : t('No commit of its own is known'), sourceLine(view)],
        actions: [
          ...(branch === undefined ? [] : [{ id: 'resume-branch' as const, taskId: view.task.id, branch }]),
          { id: 'reveal-task', taskId: view.task.id },
          ...recording('block-task', view),
        ],
      };
    }),
};

/**
 * How long nothing happened, in milliseconds. A change of the state file is a sign of work on the task whose branch is
 * checked out; and where nothing else tells of a task, the file's last change is the latest there can have been.
 */
function ageOfWork(view: TaskView, { snapshot, now }: AttentionInput): number | undefined {
  const known = activityOf(view, snapshot, now)?.ageMs;
  const changed = readTime(view.source.kind === 'file' ? snapshot.state.lastUpdated : undefined);
  const record = changed !== undefined && changed > now.getTime() ? undefined : ageOf(changed, now);
  if (known === undefined || record === undefined) return known ?? record;
  return view.work?.isHere ? Math.min(known, record) : known;
}

export const clock: AnomalyRule = {
  code: 'WARN::CLOCK',
  title: 'Recorded times can be true',
  get reason() {
    return t('Agents write times that they did not look up, so ages that rest on them are wrong; they are clamped wherever they are shown.');
  },
  remedy: 'Let `vtm` or the tools record, which stamp the real time.',
  spec: 'Execution Metadata',
  severity: 'info',
  check: ({ snapshot, now }) =>
    inTasks(sortedTasks(snapshot).recorded, (view) => {
      const faults = view.entry ? clockFaults(view.entry, view, now) : [];
      const [first] = faults;
      if (first === undefined) return undefined;
      return {
        message: faults.length > 1 ? t('The times of {0} can\'t be true: {1}, and {2} more', idOf(view), first, faults.length - 1) : t('The times of {0} can\'t be true: {1}', idOf(view), first),
        remedy: t('Let the tools record progress: they write the real time. What is there may stay.'),
        evidence: [...faults, ...timeLines(view), sourceLine(view)],
        actions: [{ id: 'open-state' }],
      };
    }),
};

function clockFaults(entry: StateEntry, { source, work, merge }: TaskView, now: Date): readonly string[] {
  const { startedAt, completedAt } = entry;
  if (startedAt === undefined && completedAt === undefined) return [];
  const [start, end] = [readTime(startedAt), readTime(completedAt)];
  const latest = now.getTime() + CLOCK_SLACK;
  const held = source.kind === 'branch' ? work?.commits[0]?.at : merge?.at;
  const commit = readTime(held);
  const faults: string[] = [];
  const look = (key: string, text: string | undefined, time: number | undefined) => {
    if (text === undefined) return;
    if (time === undefined) faults.push(t('{0} {1} is no time', key, quoted(text)));
    else if (time > latest) faults.push(t('{0} {1} is in the future', key, quoted(text)));
    else if (commit !== undefined && held !== undefined && time > commit + CLOCK_SLACK) faults.push(t('{0} {1} is after the commit that holds it ({2})', key, quoted(text), quoted(held)));
  };
  look('started_at', startedAt, start);
  look('completed_at', completedAt, end);
  if (start !== undefined && end !== undefined) {
    if (end < start) faults.push(t('it ended before it started'));
    else if (end === start && /\d:\d/.test(startedAt ?? '')) faults.push(t('it started and ended in the same second'));
  }
  return faults;
}
