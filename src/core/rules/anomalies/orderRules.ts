import type { AnomalyRule } from '../anomaly';
import { blockerClusters } from '../blockerClusters';
import { promotedTasks } from '../promoted';
import { sortedTasks } from '../sortedTasks';
import { riskName } from '../../riskName';
import { statusName } from '../../statusName';
import { counted, t } from '../../words';
import { isPast, manifestTime } from './past';
import { idOf, inTasks, name, names, sourceLine, timeLines } from './words';

export const blockerCluster: AnomalyRule = {
  code: 'WARN::BLOCKER-CLUSTER',
  title: 'Fewer than three blockers hang together',
  get reason() {
    return t('Several blockers on one knot of dependencies have one cause more often than many, and the plan has to change.');
  },
  remedy: 'Look for the one cause with the Roadmap Task Manager.',
  spec: 'Collaboration Hooks',
  severity: 'warn',
  check: ({ snapshot }) =>
    blockerClusters(snapshot).map(({ hub, blocked }) => ({
      subject: hub,
      ...(snapshot.byId.has(hub) ? { taskId: hub } : {}),
      message: t('{0} blocked tasks hang together at {1}: {2}', blocked.length, name(hub), names(blocked.map(({ task }) => task.id))),
      remedy: t('Look for what they have in common, and settle that first.'),
      evidence: blocked.slice(0, 10).map((view) => `${idOf(view)}: ${name(view.entry?.blockedReason ?? t('no reason recorded'))}`),
      actions: [{ id: 'show-blocked' }],
    })),
};

export const riskOrder: AnomalyRule = {
  code: 'WARN::RISK-ORDER',
  title: 'High risk work is started first',
  get reason() {
    return t('What is most likely to go wrong should be known early, while there is time to change the plan.');
  },
  remedy: 'Start the High risk task next.',
  spec: 'Coordination Workflow, step 8',
  severity: 'warn',
  check: ({ snapshot, now }) =>
    promotedTasks(snapshot, now, ({ task }) => task.risk !== 'High').map(({ view, startedAt, waiting, count }) => ({
      subject: view.task.id,
      taskId: view.task.id,
      message: t('{0} ({1}) is in progress, and High risk work that could have been started waits: {2}', idOf(view), riskName(view.task.risk), names(waiting.map(({ task }) => task.id), 3)),
      remedy: t('Start the High risk task next.'),
      evidence: [counted(count, '{0} High risk task is pending with nothing in the way', '{0} High risk tasks are pending with nothing in the way'), ...waiting.map((one) => t('{0} waits', idOf(one))), ...timeLines(view), sourceLine(view)],
      // Begun under another manifest: what waits now may be new.
      isInfo: startedAt !== undefined && startedAt < manifestTime(snapshot, now),
      actions: [{ id: 'explain-task', taskId: waiting[0]?.task.id ?? view.task.id }],
    })),
};

export const dependencyOrder: AnomalyRule = {
  code: 'WARN::DEPENDENCY-ORDER',
  title: 'Work begins when its dependencies are done',
  get reason() {
    return t('What is built on unfinished work rests on guesses and often has to be done again.');
  },
  remedy: 'Finish the dependency first, or take it out of the manifest.',
  spec: 'Coordination Workflow, step 8',
  severity: 'warn',
  check: (input) =>
    inTasks([...sortedTasks(input.snapshot)['in-progress'], ...sortedTasks(input.snapshot).completed], (view) => {
      if (view.unmet.length === 0) return undefined;
      // One that is no task is a fault of the manifest, and told of there.
      const open = view.unmet.flatMap((id) => input.snapshot.byId.get(id) ?? []);
      if (open.length === 0) return undefined;
      return {
        message: t('{0} is {1}, and it depends on work that is not done: {2}', idOf(view), statusName(view.status), names(open.map(({ task }) => task.id))),
        remedy: view.status === 'completed' ? t('Check that it still holds once they are done, or remove the dependency if it is none.') : t('Finish these first, or remove the dependency if it is none.'),
        evidence: [...open.slice(0, 10).map((one) => (one.status === 'completed' ? t('{0} is completed, and not merged', idOf(one)) : t('{0} is {1}', idOf(one), statusName(one.status)))), ...timeLines(view), sourceLine(view)],
        isInfo: view.status === 'completed' && isPast(view, input),
        actions: [{ id: 'explain-task', taskId: view.task.id }],
      };
    }),
};
