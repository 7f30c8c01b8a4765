import type { AnomalyRule } from '../anomaly';
import { blockerClusters } from '../blockerClusters';
import { promotedTasks } from '../promoted';
import { sortedTasks } from '../sortedTasks';
import { isPast, manifestTime } from './past';
import { idOf, inTasks, name, names, sourceLine, timeLines } from './words';

export const blockerCluster: AnomalyRule = {
  code: 'WARN::BLOCKER-CLUSTER',
  title: 'Fewer than three blockers hang together',
  reason: 'Several blockers on one knot of dependencies have one cause more often than many, and the plan has to change.',
  remedy: 'Look for the one cause with the Roadmap Task Manager.',
  spec: 'Collaboration Hooks',
  severity: 'warn',
  check: ({ snapshot }) =>
    blockerClusters(snapshot).map(({ hub, blocked }) => ({
      subject: hub,
      ...(snapshot.byId.has(hub) ? { taskId: hub } : {}),
      message: `${blocked.length} blocked tasks hang together at ${name(hub)}: ${names(blocked.map(({ task }) => task.id))}`,
      remedy: 'Look for what they have in common, and settle that first.',
      evidence: blocked.slice(0, 10).map((view) => `${idOf(view)}: ${name(view.entry?.blockedReason ?? 'no reason recorded')}`),
      actions: [{ id: 'show-blocked' }],
    })),
};

export const riskOrder: AnomalyRule = {
  code: 'WARN::RISK-ORDER',
  title: 'High risk work is started first',
  reason: 'What is most likely to go wrong should be known early, while there is time to change the plan.',
  remedy: 'Start the High risk task next.',
  spec: 'Coordination Workflow, step 8',
  severity: 'warn',
  check: ({ snapshot, now }) =>
    promotedTasks(snapshot, now, ({ task }) => task.risk !== 'High').map(({ view, startedAt, waiting, count }) => ({
      subject: view.task.id,
      taskId: view.task.id,
      message: `${idOf(view)} (${view.task.risk}) is in progress, and High risk work that could have been started waits: ${names(waiting.map(({ task }) => task.id), 3)}`,
      remedy: 'Start the High risk task next.',
      evidence: [`${count} High risk ${count === 1 ? 'task is' : 'tasks are'} pending with nothing in the way`, ...waiting.map((one) => `${idOf(one)} waits`), ...timeLines(view), sourceLine(view)],
      // Begun under another manifest: what waits now may be new.
      isInfo: startedAt !== undefined && startedAt < manifestTime(snapshot, now),
      actions: [{ id: 'explain-task', taskId: waiting[0]?.task.id ?? view.task.id }],
    })),
};

export const dependencyOrder: AnomalyRule = {
  code: 'WARN::DEPENDENCY-ORDER',
  title: 'Work begins when its dependencies are done',
  reason: 'What is built on unfinished work rests on guesses and often has to be done again.',
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
        message: `${idOf(view)} is ${view.status}, and it depends on work that is not done: ${names(open.map(({ task }) => task.id))}`,
        remedy: view.status === 'completed' ? 'Check that it still holds once they are done, or remove the dependency if it is none.' : 'Finish these first, or remove the dependency if it is none.',
        evidence: [...open.slice(0, 10).map((one) => `${idOf(one)} is ${one.status}${one.status === 'completed' ? ', and not merged' : ''}`), ...timeLines(view), sourceLine(view)],
        isInfo: view.status === 'completed' && isPast(view, input),
        actions: [{ id: 'explain-task', taskId: view.task.id }],
      };
    }),
};
