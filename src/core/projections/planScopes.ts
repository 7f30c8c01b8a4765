import type { PlanScope } from '../plan/backlogPlan';
import { hindranceOf, openTasks } from '../plan/openTasks';
import { scopeText } from '../plan/planText';
import type { ScopeOption } from '../planProtocol';
import type { ChosenScope } from '../planToHost';
import { eligibleTasks, isMergedOpen, isOpen, underWay } from '../select/eligibility';
import type { Settings } from '../settings';
import type { Snapshot } from '../snapshot';
import { t } from '../words';
import { panelText } from './panel';

/** So many phases and slices can be chosen from. */
const MOST = 200;

/** What can be planned: the backlog, each phase and slice that has open tasks, in the manifest's order, and what is chosen. */
export function scopeOptions({ tasks }: Snapshot, chosen: ChosenScope): ScopeOption[] {
  const options = new Map<string, ScopeOption>();
  const count = (scope: ChosenScope, label: string) => {
    const key = JSON.stringify(scope);
    const known = options.get(key);
    options.set(key, known ? { ...known, open: known.open + 1 } : { scope, label: panelText(label), open: 1 });
  };
  const open = tasks.filter((view) => isOpen(view) && !isMergedOpen(view));
  for (const { task: { phase, slice } } of open) {
    count({ kind: 'phase', phase }, phase);
    count({ kind: 'slice', slice }, slice);
  }
  const all = [{ scope: { kind: 'backlog' } as const, label: t('Whole backlog'), open: open.length }, ...options.values()];
  const isChosen = ({ scope }: ScopeOption) => JSON.stringify(scope) === JSON.stringify(chosen);
  const shown = all.slice(0, MOST);
  return shown.some(isChosen) ? shown : [...shown, all.find(isChosen) ?? { scope: chosen, label: panelText(scopeText(chosen)), open: 0 }];
}

/** The scope, if the manifest still has tasks of it. */
export function scopeIn({ tasks }: Snapshot, scope: PlanScope | undefined): ChosenScope | undefined {
  switch (scope?.kind) {
    case 'phase':
      return tasks.some(({ task }) => task.phase === scope.phase) ? { kind: 'phase', phase: scope.phase } : undefined;
    case 'slice':
      return tasks.some(({ task }) => task.slice === scope.slice) ? { kind: 'slice', slice: scope.slice } : undefined;
    case 'backlog':
      return { kind: 'backlog' };
    case 'tasks':
    case undefined:
      return undefined;
  }
}

/**
 * Where the work is (spec, Mode B: the current slice): the slice of the first task under way that has something left to
 * plan, else that of the next task.
 */
export function currentScope(snapshot: Snapshot, { ranking }: Pick<Settings, 'ranking'>): ChosenScope {
  const running = underWay(snapshot.tasks);
  const toPlan = new Set(openTasks(snapshot, { kind: 'backlog' }).filter((view) => hindranceOf(view, undefined) === undefined).map(({ task }) => task.slice));
  const view = running.find(({ task }) => toPlan.has(task.slice)) ?? eligibleTasks(snapshot, ranking)[0] ?? running[0];
  return view ? { kind: 'slice', slice: view.task.slice } : { kind: 'backlog' };
}
