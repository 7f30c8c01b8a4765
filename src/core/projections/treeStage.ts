import { eligibleTasks, isOpen } from '../select/eligibility';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';
import { t } from '../words';
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
  'in-progress': look({ id: 'color-mode', color: 'charts.blue' }, () => [t('In progress'), t('in progress')]),
  elsewhere: look({ id: 'git-branch', color: 'charts.blue' }, () => [t('On its own branch'), t('on its own branch')]),
  merged: look({ id: 'git-merge', color: 'charts.purple' }, () => [t('Merged, not recorded as completed'), t('merged, not recorded as completed')]),
  ready: look({ id: 'play-circle', color: 'charts.green' }, () => [t('Pending, ready to start'), t('pending, ready to start')]),
  waiting: look({ id: 'circle-outline', color: 'descriptionForeground' }, () => [t('Pending, waiting'), t('pending, waiting')]),
  blocked: look({ id: 'stop-circle', color: 'charts.red' }, () => [t('Blocked'), t('blocked')]),
  unknown: look({ id: 'question', color: 'charts.yellow' }, () => [t('Unknown status'), t('unknown status')]),
  completed: look({ id: 'pass-filled', color: 'charts.green' }, () => [t('Completed'), t('completed')]),
  abandoned: look({ id: 'circle-slash', color: 'descriptionForeground' }, () => [t('Abandoned'), t('abandoned')]),
};

/** The words are said when they are asked for: the language is not known before. */
function look(icon: NodeIcon, said: () => readonly [label: string, words: string]): StageLook {
  return {
    icon,
    get label() {
      return said()[0];
    },
    get words() {
      return said()[1];
    },
  };
}

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
