import { eligibleTasks, isOpen } from '../select/eligibility';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';
import type { NodeIcon } from './treeNode';

/**
 * Where a task stands, as the views tell it: the recorded status, with `pending` told apart
 * by whether the task can be started now.
 */
export type TaskStage = 'in-progress' | 'elsewhere' | 'merged' | 'ready' | 'waiting' | 'blocked' | 'unknown' | 'completed' | 'abandoned';

/** In the order a person asks for them. */
export const STAGES: readonly TaskStage[] = ['in-progress', 'elsewhere', 'merged', 'ready', 'waiting', 'blocked', 'unknown', 'completed', 'abandoned'];

interface StageLook {
  readonly label: string;
  /** Inside a sentence. */
  readonly words: string;
  readonly icon: NodeIcon;
}

/** Shapes differ, not only colours, so that a stage is told without seeing colour. */
export const STAGE_LOOK: Readonly<Record<TaskStage, StageLook>> = {
  'in-progress': { label: 'In progress', words: 'in progress', icon: { id: 'color-mode', color: 'charts.blue' } },
  elsewhere: { label: 'On its own branch', words: 'on its own branch', icon: { id: 'git-branch', color: 'charts.blue' } },
  merged: { label: 'Merged, not recorded as completed', words: 'merged, not recorded as completed', icon: { id: 'git-merge', color: 'charts.purple' } },
  ready: { label: 'Pending, ready to start', words: 'pending, ready to start', icon: { id: 'play-circle', color: 'charts.green' } },
  waiting: { label: 'Pending, waiting', words: 'pending, waiting', icon: { id: 'circle-outline', color: 'descriptionForeground' } },
  blocked: { label: 'Blocked', words: 'blocked', icon: { id: 'stop-circle', color: 'charts.red' } },
  unknown: { label: 'Unknown status', words: 'unknown status', icon: { id: 'question', color: 'charts.yellow' } },
  completed: { label: 'Completed', words: 'completed', icon: { id: 'pass-filled', color: 'charts.green' } },
  abandoned: { label: 'Abandoned', words: 'abandoned', icon: { id: 'circle-slash', color: 'descriptionForeground' } },
};

/** The one ready task that "Start Next Task" would take. */
export const NEXT_ICON: NodeIcon = { id: 'arrow-circle-right', color: 'charts.green' };

/** The stages of all tasks of a snapshot. */
export interface Stages {
  of(view: TaskView): TaskStage;
  /** The task that goes first (DESIGN section 3, "Selection"). */
  readonly nextId: string | undefined;
  /** Ready tasks, best first. */
  readonly ready: readonly TaskView[];
}

/** Decides the stage of every task in one pass: asking `standingOf` of each would be quadratic for provisional ones. */
export function stagesOf(snapshot: Snapshot, settings: Pick<Settings, 'ranking'>): Stages {
  const ready = eligibleTasks(snapshot, settings.ranking);
  const readyIds = new Set(ready.map((view) => view.task.id));
  return {
    of: (view) => {
      if (view.merge && isOpen(view)) return 'merged';
      if (view.status !== 'pending') return view.status;
      if (readyIds.has(view.task.id)) return 'ready';
      return view.branch !== undefined && view.unmet.length === 0 ? 'elsewhere' : 'waiting';
    },
    nextId: ready[0]?.task.id,
    ready,
  };
}
