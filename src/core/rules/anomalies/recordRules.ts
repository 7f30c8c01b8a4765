import { claimMessage } from '../../delegate/commitMessages';
import { landedCommits } from '../../evidence/commits';
import { isOpen } from '../../select/eligibility';
import type { Snapshot, TaskView } from '../../snapshot';
import { criteriaLeft } from '../../state/criteriaLeft';
import type { AnomalyRule } from '../anomaly';
import { sortedTasks } from '../sortedTasks';
import { driftOf } from './drift';
import { isPast } from './past';
import { statusName } from '../../statusName';
import { counted, t } from '../../words';
import { commitLine, idOf, inTasks, name, names, recording, sourceLine, timeLines } from './words';

/** What the record of a task says against itself or against the manifest. */
export const criteriaMissing: AnomalyRule = {
  code: 'WARN::CRITERIA-MISSING',
  title: 'Every completed task has all its criteria recorded',
  get reason() {
    return t('Completed means that every acceptance criterion is done; here some were never recorded.');
  },
  remedy: 'Record the criteria that are done (`ac-done`), or reopen the task.',
  spec: 'Self-Check Before Emitting Coordination Report',
  severity: 'warn',
  check: (input) =>
    inTasks(sortedTasks(input.snapshot).completed, (view) => {
      if (view.doneCount === view.criteria.length) return undefined;
      const left = criteriaLeft(view);
      return {
        message: counted(left.length, '{1} is completed, and {0} criterion is not recorded as done: {2}', '{1} is completed, and {0} criteria are not recorded as done: {2}', idOf(view), names(left)),
        remedy: t('Check whether they hold. Record those that do; if one does not, reopen the task.'),
        evidence: [counted(view.criteria.length, '{1} of {0} criterion recorded', '{1} of {0} criteria recorded', view.doneCount), sourceLine(view), ...timeLines(view)],
        isInfo: isPast(view, input),
        actions: [{ id: 'reveal-task', taskId: view.task.id }, ...recording('reopen-task', view)],
      };
    }),
};

export const stillOpen: AnomalyRule = {
  code: 'WARN::STILL-OPEN',
  title: 'Every task whose criteria are all done is completed',
  get reason() {
    return t('While it stays open it takes a place among the work in progress, and what depends on it waits.');
  },
  remedy: 'Complete the task, once its tests pass.',
  spec: 'Task State Model',
  severity: 'warn',
  check: ({ snapshot }) =>
    inTasks(sortedTasks(snapshot).recorded, (view) => {
      // A merged task is told of once, as merged.
      if (!isOpen(view) || view.merge || view.criteria.length === 0 || view.doneCount < view.criteria.length) return undefined;
      return {
        message: t('All criteria of {0} are done, and it is still {1}', idOf(view), statusName(view.status)),
        remedy: t('Complete it, if its tests pass. Otherwise take back the criterion that does not hold.'),
        evidence: [recordedAsDone(view.criteria.length), sourceLine(view), ...timeLines(view)],
        actions: [...(view.status === 'in-progress' ? recording('complete-task', view) : []), { id: 'reveal-task', taskId: view.task.id }],
      };
    }),
};

export const criteriaDrift: AnomalyRule = {
  code: 'WARN::CRITERIA-DRIFT',
  title: 'The recorded criteria are those of the manifest',
  get reason() {
    return t('A record that does not fit the criteria of today says neither what is done nor what is left.');
  },
  remedy: 'Record the criteria of today that hold; what is recorded of others is kept.',
  spec: 'State Tracking',
  severity: 'warn',
  check: ({ snapshot }) =>
    inTasks(sortedTasks(snapshot).recorded, (view) => {
      const drift = driftOf(view);
      if (!drift) return undefined;
      const [first = ''] = drift.lines;
      const isOne = drift.lines.length === 1;
      return {
        message: isOne ? t('The criteria recorded for {0} do not fit: {1}', idOf(view), first) : t('The criteria recorded for {0} do not fit in {1} ways', idOf(view), drift.lines.length),
        remedy: t('The manifest counts. If it was made anew, migrate the state (vtm migrate): that carries over what is the same criterion. Else mend the two lists in the state file.'),
        evidence: [...(isOne ? [] : drift.lines), sourceLine(view)],
        // Only a task under way is misled by it, and a list of what is left is written anew with the next record.
        isInfo: view.status !== 'in-progress' || !drift.isMisleading,
        actions: [{ id: 'open-task', taskId: view.task.id }, { id: 'open-state' }],
      };
    }),
};

export const orphanEntry: AnomalyRule = {
  code: 'WARN::ORPHAN-ENTRY',
  title: 'Every entry of the state belongs to a task of the manifest',
  get reason() {
    return t('Work that is recorded for a task that no longer exists is lost from sight.');
  },
  remedy: 'Bring the task back into the manifest, or move the entry to the task that took its place.',
  spec: 'State Tracking',
  severity: 'warn',
  check: ({ snapshot: { orphans, state, backlog } }) =>
    orphans.map((id) => {
      const entry = state.entries.get(id);
      const status = entry?.status ?? 'unknown';
      const isUnderWay = status === 'in-progress' || status === 'blocked';
      return {
        subject: id,
        message: t('{0} is recorded as {1}, and the manifest has no such task', name(id), name(entry?.rawStatus ?? 'unknown')),
        remedy: isUnderWay ? t('If the task has another id now, migrate the state (vtm migrate): that carries its record over. If it was dropped, stop the work on it.') : t('It may stay: nothing counts it.'),
        evidence: [t('Entry in {0}', name(backlog.statePath)), ...(entry && entry.acsCompleted.length > 0 ? [recordedAsDone(entry.acsCompleted.length)] : [])],
        isInfo: !isUnderWay,
        actions: [{ id: 'open-state' }, { id: 'open-manifest' }],
      };
    }),
};

function recordedAsDone(count: number): string {
  return counted(count, '{0} criterion recorded as done', '{0} criteria recorded as done');
}

export const neverInProgress: AnomalyRule = {
  code: 'WARN::NEVER-IN-PROGRESS',
  title: 'Every completed task was in progress before',
  get reason() {
    return t('A task that jumps from pending to completed leaves no trace of the work, so nobody can see whether it was done.');
  },
  remedy: 'Look whether the work is there; start tasks with `start` from now on.',
  spec: 'Task State Model',
  severity: 'warn',
  check: (input) =>
    inTasks(sortedTasks(input.snapshot).completed, (view) => {
      if (view.entry?.startedAt !== undefined || claimOf(view, input.snapshot)) return undefined;
      return {
        message: t('{0} is completed, and nothing shows that it was ever in progress', idOf(view)),
        remedy: t('Look at its work and its tests. If something is missing, reopen it.'),
        evidence: [
          t('No started_at, and no commit that claims the task'),
          sourceLine(view),
          ...timeLines(view),
          ...(view.merge ? [commitLine({ ...view.merge, hash: view.merge.commit })] : []),
        ],
        // What was merged was looked at, so the missing record is of no consequence any more.
        isInfo: view.merge !== undefined || isPast(view, input),
        actions: [{ id: 'reveal-task', taskId: view.task.id }],
      };
    }),
};

/** Whether a commit tells that the task was begun: on its branch, or squashed into the base branch's history. */
function claimOf({ task, work }: TaskView, snapshot: Snapshot): boolean {
  const claim = claimMessage(task.id).toLowerCase();
  const commits = [...(work?.commits ?? []), ...landedCommits(snapshot.work, task)];
  return commits.some(({ subject, body }) => subject.toLowerCase().startsWith(claim) || body.toLowerCase().includes(claim));
}
