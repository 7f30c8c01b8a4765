import { isOpen, isUnderWay } from '../select/eligibility';
import type { Snapshot, TaskView } from '../snapshot';
import type { LeftOut, PlanScope } from './backlogPlan';

/** The tasks of a scope that are neither completed nor abandoned, in the manifest's order. */
export function openTasks({ tasks }: Snapshot, scope: PlanScope): readonly TaskView[] {
  const isIn = memberOf(scope);
  return tasks.filter((view) => isIn(view) && (isOpen(view) || view.status === 'unknown'));
}

function memberOf(scope: PlanScope): (view: TaskView) => boolean {
  switch (scope.kind) {
    case 'backlog':
      return () => true;
    case 'phase':
      return ({ task }) => task.phase === scope.phase;
    case 'slice':
      return ({ task }) => task.slice === scope.slice;
    case 'tasks': {
      const ids = new Set(scope.taskIds);
      return ({ task }) => ids.has(task.id);
    }
  }
}

/** Why an open task can't be planned whatever others do; undefined: it can, once it need not wait. */
export function hindranceOf(view: TaskView, excluded: ReadonlySet<string> | undefined): LeftOut['why'] | undefined {
  if (view.status === 'unknown') return { kind: 'unknown-status' };
  if (view.merge) return { kind: 'merged' };
  if (isUnderWay(view)) return { kind: 'under-way' };
  if (view.status === 'blocked') return { kind: 'blocked', ...(view.entry?.blockedReason === undefined ? {} : { reason: view.entry.blockedReason }) };
  if (view.branch !== undefined) return { kind: 'has-branch', branch: view.branch };
  return excluded?.has(view.task.id) ? { kind: 'excluded' } : undefined;
}
