import type { Task } from '../manifest/task';
import { isMergedOpen, isOpen } from '../select/eligibility';
import type { TaskView } from '../snapshot';
import type { LackingMetadata, PlanMode } from './backlogPlan';

/** So many tasks are named. */
const NAMED = 20;

/** How a plan runs, and which of its tasks may run beside others. */
export interface ModeOfPlan {
  readonly mode: PlanMode;
  /** Why a task runs alone, if it does. Of a plan that runs one after the other each task does. */
  aloneSince(task: Task): 'sequential' | 'high-risk' | 'not-parallel' | 'no-metadata' | undefined;
}

/**
 * Side by side only where a person asked for it and every open task of the slice says what it may run beside (spec,
 * "Mode Detection"). Of several slices each is looked at by itself: nobody knows what tasks of one without metadata
 * conflict with, so they run alone, and the others need not wait for it.
 *
 * @param views of the plan's scope, without those that a person took out
 */
export function planModeOf(views: readonly TaskView[], isParallel: boolean): ModeOfPlan {
  if (!isParallel) return { mode: { kind: 'sequential', why: 'default' }, aloneSince: () => 'sequential' };
  const open = views.filter((view) => isOpen(view) && !isMergedOpen(view));
  const without = open.filter(({ task }) => task.parallel === undefined || task.conflictsWith === undefined);
  const slices = new Set(without.map(({ task }) => task.slice));
  const lacking: LackingMetadata = { slices: [...slices], taskIds: without.slice(0, NAMED).map(({ task }) => task.id), count: without.length };
  if (without.length > 0 && open.every(({ task }) => slices.has(task.slice))) {
    return { mode: { kind: 'sequential', why: 'no-metadata', ...lacking }, aloneSince: () => 'sequential' };
  }
  return {
    mode: without.length === 0 ? { kind: 'parallel' } : { kind: 'parallel', lacking },
    aloneSince: (task) => {
      if (task.risk === 'High') return 'high-risk';
      if (slices.has(task.slice)) return 'no-metadata';
      return mayRunBeside(task) ? undefined : 'not-parallel';
    },
  };
}

/** Whether a task says that it may run beside others, and which it may not. High risk runs alone all the same. */
export function mayRunBeside({ parallel, conflictsWith }: Task): boolean {
  return parallel === true && conflictsWith !== undefined;
}
