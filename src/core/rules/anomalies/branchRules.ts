import { readTime } from '../../pulse/age';
import { isOpen } from '../../select/eligibility';
import type { TaskView } from '../../snapshot';
import type { TaskBranch } from '../../work';
import type { AnomalyRule, AttentionInput } from '../anomaly';
import { sortedTasks } from '../sortedTasks';
import { DAY, finishedAt, manifestTime } from './past';
import { statusName } from '../../statusName';
import { counted, t } from '../../words';
import { commitLine, idOf, inTasks, name, names, recording, sourceLine, timeLines } from './words';

export const mergedOpen: AnomalyRule = {
  code: 'WARN::MERGED-OPEN',
  title: 'Every merged task is recorded as completed',
  get reason() {
    return t('Agents forget to record the end of their work; the finished task still looks open and is offered or waited for.');
  },
  remedy: 'Look whether all of it is merged; then complete the task.',
  spec: 'Task State Model',
  severity: 'warn',
  check: (input) =>
    inTasks(sortedTasks(input.snapshot).merged, (view) => {
      const { merge, status } = view;
      if (!merge || !isOpen(view)) return undefined;
      const at = readTime(merge.at);
      return {
        message: merge.pull === undefined ? t('The work of {0} is merged, and it is recorded as {1}', idOf(view), statusName(status)) : t('The work of {0} is merged (#{2}), and it is recorded as {1}', idOf(view), statusName(status), merge.pull),
        remedy: t('Record its criteria and complete it. If the merge was only a part of it, let it stay open.'),
        evidence: [
          commitLine({ ...merge, hash: merge.commit }),
          counted(view.criteria.length, '{1} of {0} criterion recorded as done', '{1} of {0} criteria recorded as done', view.doneCount),
          sourceLine(view),
        ],
        isInfo: at !== undefined && at < manifestTime(input.snapshot, input.now),
        actions: [
          ...(status === 'in-progress' && view.doneCount === view.criteria.length ? recording('complete-task', view) : []),
          { id: 'reveal-task', taskId: view.task.id },
        ],
      };
    }),
};

export const completedUnmerged: AnomalyRule = {
  code: 'WARN::COMPLETED-UNMERGED',
  title: 'Completed work is merged soon',
  get reason() {
    return t('While finished work lies on its branch, others build without it, and its merge becomes harder.');
  },
  remedy: 'Merge its branch, or reopen the task.',
  spec: 'Coordination Workflow, step 15',
  severity: 'info',
  check: (input) =>
    inTasks(sortedTasks(input.snapshot).completed, (view) => {
      const { work, hasLanded } = view;
      if (!work || work.isReachable || !input.snapshot.work?.base || hasLanded) return undefined;
      const at = finishedAt(view, input.now);
      const days = at === undefined ? 0 : (input.now.getTime() - at) / DAY;
      if (days <= input.settings.staleAfterDays) return undefined;
      return {
        message: counted(Math.floor(days), '{1} is completed on {2} for {0} day, and it is not merged', '{1} is completed on {2} for {0} days, and it is not merged', idOf(view), name(work.name)),
        remedy: t('Review it and merge it, or say in its pull request what it waits for.'),
        evidence: [...work.commits.slice(0, 1).map(commitLine), ...timeLines(view), sourceLine(view)],
        actions: [{ id: 'reveal-task', taskId: view.task.id }],
      };
    }),
};

export const branchUnreadable: AnomalyRule = {
  code: 'WARN::BRANCH-UNREADABLE',
  title: 'The state file of every task branch can be read',
  get reason() {
    return t('What is recorded on a branch whose state file is broken is not seen.');
  },
  remedy: 'Mend the state file on that branch.',
  spec: 'DESIGN 3, "State belongs to branches"',
  severity: 'warn',
  check: (input) =>
    branchesOfTasks(input).flatMap(([view, branches]) =>
      branches
        .filter(({ problem }) => problem !== undefined)
        .map((branch) => ({
          subject: branch.name,
          taskId: view.task.id,
          message: t('What {0} records of {1} can\'t be read: {2}', name(branch.name), idOf(view), name(branch.problem ?? '')),
          remedy: t('Mend the state file on that branch.'),
          evidence: [branchLine(branch)],
          isInfo: isSettled(view),
          actions: [{ id: 'resume-branch', taskId: view.task.id, branch: branch.name }],
        })),
    ),
};

export const twoBranches: AnomalyRule = {
  code: 'WARN::TWO-BRANCHES',
  title: 'A task is worked on in one branch',
  get reason() {
    return t('Work on two branches of one task is done twice, or half of it is forgotten.');
  },
  remedy: 'Choose one of them, and bring over what the other has.',
  spec: 'Coordination Workflow, step 7',
  severity: 'warn',
  check: (input) =>
    branchesOfTasks(input).flatMap(([view, branches]) => {
      const working = branches.filter(({ commits, isReachable }) => !isReachable && commits.length > 0);
      if (working.length < 2) return [];
      return [
        {
          subject: view.task.id,
          taskId: view.task.id,
          message: t('{0} branches hold work on {1}: {2}', working.length, idOf(view), names(working.map((branch) => branch.name))),
          remedy: t('Choose one and bring over what is missing. The record of the nearest to you is shown.'),
          evidence: working.slice(0, 10).map(branchLine),
          isInfo: isSettled(view),
          actions: [{ id: 'reveal-task', taskId: view.task.id }],
        },
      ];
    }),
};

/** Nothing is worked on any more. */
function isSettled({ status, merge }: TaskView): boolean {
  return status === 'abandoned' || (status === 'completed' && merge !== undefined);
}

function branchLine({ name: branch, remote, tip, tipAt, commits }: TaskBranch): string {
  const where = remote === undefined ? name(branch) : `${name(remote)}/${name(branch)}`;
  return counted(commits.length, '{1}: {0} commit of its own, the last {2} ({3})', '{1}: {0} commits of its own, the last {2} ({3})', where, tip.slice(0, 8), name(tipAt));
}

/** Every task that has branches, with them; branches of no task are passed over. */
function branchesOfTasks({ snapshot }: AttentionInput): readonly (readonly [TaskView, readonly TaskBranch[]])[] {
  const { work } = snapshot;
  if (!work || work.branches.length === 0) return [];
  const byKey = new Map<string, TaskBranch[]>();
  for (const branch of work.branches) {
    const key = branch.taskId.toLowerCase();
    const same = byKey.get(key);
    if (same) same.push(branch);
    else byKey.set(key, [branch]);
  }
  return sortedTasks(snapshot).branched.map((view) => {
    const { id } = view.task;
    // Another spelling is meant for this task unless it is a task of its own.
    return [view, (byKey.get(id.toLowerCase()) ?? []).filter(({ taskId }) => taskId === id || !snapshot.byId.has(taskId))] as const;
  });
}
