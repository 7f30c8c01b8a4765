import type { PlanScope } from '../plan/backlogPlan';
import { scopeText } from '../plan/planText';
import { oneLine } from '../projections/treeText';
import { eligibleTasks } from '../select/eligibility';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';
import { counted, t } from '../words';

/** Something that a batch can be started from, as it is offered. */
export interface BatchScope {
  readonly scope: PlanScope;
  /** Such as `Slice 1.1`. */
  readonly label: string;
  /** What it holds, and whether it can run side by side. */
  readonly description: string;
}

/**
 * What a batch can be started from: slices that can run side by side first, then phases and the whole backlog, then slices
 * without the metadata (spec, "Mode Detection"). Only where a task can be started.
 *
 * @param last what was chosen the last time: it comes first while it is still there
 */
export function batchScopes(snapshot: Snapshot, settings: Pick<Settings, 'ranking'>, last?: PlanScope): readonly BatchScope[] {
  const ready = new Set(eligibleTasks(snapshot, settings.ranking));
  const open = snapshot.tasks.filter(({ status }) => status === 'pending');
  const scopeOf = (scope: PlanScope, views: readonly TaskView[]) => countedScope(scope, views, views.filter((view) => ready.has(view)).length);
  const slices = grouped(open, ({ task }) => task.slice).map(([slice, views]) => scopeOf({ kind: 'slice', slice }, views));
  const phases = grouped(open, ({ task }) => task.phase).map(([phase, views]) => scopeOf({ kind: 'phase', phase }, views));
  const all = [
    ...slices.filter(({ isParallel }) => isParallel),
    ...(phases.length > 1 ? phases : []),
    scopeOf({ kind: 'backlog' }, open),
    ...slices.filter(({ isParallel }) => !isParallel),
  ].filter(({ readyCount }) => readyCount > 0);
  const isLast = ({ scope }: BatchScope) => last !== undefined && JSON.stringify(scope) === JSON.stringify(last);
  return [...all.filter(isLast), ...all.filter((one) => !isLast(one))].map(({ scope, label, description }) => ({ scope, label, description }));
}

function grouped(views: readonly TaskView[], keyOf: (view: TaskView) => string): readonly (readonly [string, readonly TaskView[]])[] {
  const groups = new Map<string, TaskView[]>();
  for (const view of views) {
    const group = groups.get(keyOf(view));
    if (group) group.push(view);
    else groups.set(keyOf(view), [view]);
  }
  return [...groups];
}

function countedScope(scope: PlanScope, views: readonly TaskView[], readyCount: number): BatchScope & { readonly readyCount: number; readonly isParallel: boolean } {
  const isParallel = views.every(({ task }) => task.parallel !== undefined && task.conflictsWith !== undefined);
  const words = [counted(views.length, '{1} of {0} pending task ready', '{1} of {0} pending tasks ready', readyCount), ...(isParallel || scope.kind !== 'slice' ? [] : [t('no parallel metadata')])];
  const label = scope.kind === 'backlog' ? t('Whole backlog') : oneLine(scopeText(scope), 80) || t('(no name)');
  return { scope, label, description: words.join(' · '), readyCount, isParallel };
}
