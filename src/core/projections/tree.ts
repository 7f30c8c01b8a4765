import type { AgentView } from '../batch/watch';
import { RISKS } from '../manifest/task';
import type { PlanScope } from '../plan/backlogPlan';
import type { Attention } from '../rules/anomaly';
import { riskWords } from '../riskWords';
import type { Settings } from '../settings';
import { isUnderWay } from '../select/eligibility';
import type { Snapshot, TaskView } from '../snapshot';
import { counted, t } from '../words';
import { NO_ATTENTION } from './attentionGroups';
import { agentsNode } from './treeAgents';
import { attentionNodes } from './treeAttention';
import { isFiltering, matcherOf, type TreeFilter } from './treeFilter';
import type { GroupCounts, GroupNode, NodeIcon, TreeNode } from './treeNode';
import { gapsNode } from './treeProblems';
import { STAGE_LOOK, STAGES, stagesOf, type Stages } from './treeStage';
import { taskNode } from './treeTask';
import { oneLine } from './treeText';

/** By phase and slice, or by one property in one level. */
export type Grouping = 'phase' | 'status' | 'risk' | 'capability';

export const GROUPINGS: readonly Grouping[] = ['phase', 'status', 'risk', 'capability'];

interface TreeOptions {
  readonly grouping: Grouping;
  readonly filter: TreeFilter;
  readonly settings: Pick<Settings, 'ranking'>;
  readonly attention?: Attention;
  /** Who works in the worktrees of tasks. */
  readonly agents?: readonly AgentView[];
}

/**
 * The rows of the tree "Tasks" at its top level: what needs attention, who is at work, then groups; what is only good to know comes last.
 * Linear in the number of tasks; rows below the groups are made when they are asked for.
 */
export function treeOf(snapshot: Snapshot, options: TreeOptions): readonly TreeNode[] {
  const stages = stagesOf(snapshot, options.settings);
  const isFiltered = isFiltering(options.filter);
  const matches = matcherOf(options.filter, stages);
  const context: GroupContext = {
    grouping: options.grouping,
    snapshot,
    stages,
    isFiltered,
    // Other ids, so that the hits of a filter start expanded whatever was collapsed without it.
    prefix: `${options.grouping}${isFiltered ? ':filtered' : ''}`,
    shown: isFiltered ? new Set(snapshot.tasks.filter(matches)) : new Set(snapshot.tasks),
  };
  const { first, last } = attentionNodes(snapshot, options.attention ?? NO_ATTENTION);
  return [...gapsNode(snapshot), ...first, ...agentsNode(options.agents ?? [], snapshot, stages), ...groupsOf(context), ...(isFiltered ? [] : last)];
}

/** How many tasks a filter shows. */
export function countShown(snapshot: Snapshot, { filter, settings }: Pick<TreeOptions, 'filter' | 'settings'>): number {
  const matches = matcherOf(filter, stagesOf(snapshot, settings));
  return snapshot.tasks.reduce((count, view) => count + (matches(view) ? 1 : 0), 0);
}

interface GroupContext {
  readonly grouping: Grouping;
  readonly snapshot: Snapshot;
  readonly stages: Stages;
  readonly isFiltered: boolean;
  readonly prefix: string;
  readonly shown: ReadonlySet<TaskView>;
}

function groupsOf(context: GroupContext): readonly TreeNode[] {
  const { grouping, snapshot, stages } = context;
  switch (grouping) {
    case 'phase':
      return phases(context);
    case 'status': {
      const buckets = bucketsBy(snapshot.tasks, (view) => stages.of(view), STAGES);
      return nodesOf(buckets, (stage, views) => {
        const { label, icon } = STAGE_LOOK[stage];
        return groupNode(context, { key: [stage], label, icon, views });
      });
    }
    case 'risk': {
      const buckets = bucketsBy(snapshot.tasks, (view) => view.task.risk, RISKS);
      return nodesOf(buckets, (risk, views) =>
        groupNode(context, { key: [risk], label: riskWords(risk), icon: { id: 'flame', color: RISK_COLOR[risk] }, views }),
      );
    }
    case 'capability': {
      const buckets = bucketsBy(snapshot.tasks, (view) => view.task.capability);
      return nodesOf(buckets, (name, views) =>
        groupNode(context, { key: [name], label: oneLine(name), icon: { id: 'symbol-namespace' }, views }),
      );
    }
  }
}

const RISK_COLOR = { High: 'charts.red', Medium: 'charts.yellow', Low: 'descriptionForeground' } as const;

function phases(context: GroupContext): readonly TreeNode[] {
  const buckets = bucketsBy(context.snapshot.tasks, (view) => view.task.phase);
  return nodesOf(buckets, (phase, views) => {
    const slices = () =>
      nodesOf(bucketsBy(views, (view) => view.task.slice), (slice, inSlice) =>
        groupNode(context, { key: [phase, slice], label: oneLine(slice), icon: { id: 'layers' }, views: inSlice, scope: { kind: 'slice', slice } }),
      );
    return groupNode(context, { key: [phase], label: oneLine(phase), icon: { id: 'milestone' }, views, children: slices, scope: { kind: 'phase', phase } });
  });
}

/** Buckets in the given order, or in the order in which they first appear. */
function bucketsBy<K>(views: readonly TaskView[], keyOf: (view: TaskView) => K, order: readonly K[] = []): Map<K, TaskView[]> {
  const buckets = new Map<K, TaskView[]>(order.map((key) => [key, []]));
  for (const view of views) {
    const key = keyOf(view);
    const bucket = buckets.get(key);
    if (bucket) bucket.push(view);
    else buckets.set(key, [view]);
  }
  return buckets;
}

/** Groups in which nothing is shown are left out. */
function nodesOf<K>(
  buckets: ReadonlyMap<K, readonly TaskView[]>,
  make: (key: K, views: readonly TaskView[]) => GroupNode,
): GroupNode[] {
  return [...buckets].map(([key, views]) => make(key, views)).filter((node) => node.counts.shown > 0);
}

interface Group {
  /** The way to the group, such as phase and slice. */
  readonly key: readonly string[];
  readonly label: string;
  readonly icon: NodeIcon;
  readonly views: readonly TaskView[];
  /** The tasks themselves, unless there is a level between. */
  readonly children?: () => readonly TreeNode[];
  readonly scope?: PlanScope;
}

function groupNode(context: GroupContext, { key, icon, views, children, scope, ...group }: Group): GroupNode {
  const label = group.label || t('(no name)');
  const shown = context.isFiltered ? views.filter((view) => context.shown.has(view)) : views;
  const counts = countsOf(shown, views.length);
  const description = describe(counts, context.grouping === 'status');
  const isFinished = counts.total > 0 && counts.completed + counts.abandoned === counts.total;
  return {
    kind: 'group',
    id: `group:${context.prefix}:${JSON.stringify(key)}`,
    counts,
    ...(scope ? { scope } : {}),
    label,
    description,
    icon: isFinished ? STAGE_LOOK[counts.completed > 0 ? 'completed' : 'abandoned'].icon : icon,
    accessibleLabel: `${label}, ${description.replaceAll(' · ', ', ')}`,
    contextValue: isFinished ? 'group finished' : scope ? 'group plannable' : 'group',
    collapsible: startsExpanded(shown, key.length, context) ? 'expanded' : 'collapsed',
    children: children ?? (() => shown.map((view) => taskNode(view, context.stages, context.snapshot))),
  };
}

/** What a person looks for first is open: the work under way, the next task, and what a filter found. */
function startsExpanded(shown: readonly TaskView[], depth: number, { isFiltered, stages }: GroupContext): boolean {
  if (isFiltered) return depth === 1 || shown.length <= 50;
  return shown.some((view) => isUnderWay(view) || view.task.id === stages.nextId);
}

function countsOf(views: readonly TaskView[], total: number): GroupCounts {
  const counts = { total, shown: views.length, completed: 0, inProgress: 0, blocked: 0, abandoned: 0 };
  for (const view of views) {
    const { status } = view;
    if (status === 'completed') counts.completed++;
    else if (isUnderWay(view)) counts.inProgress++;
    else if (status === 'blocked') counts.blocked++;
    else if (status === 'abandoned') counts.abandoned++;
  }
  return counts;
}

/** "5 of 34 done · 15% · 1 in progress"; what matters most comes first, for a narrow side bar cuts the rest. */
function describe(counts: GroupCounts, isOfOneStage: boolean): string {
  const { shown, total, completed } = counts;
  const parts: string[] = [];
  if (shown < total) parts.push(t('{0} of {1} shown', shown, total));
  else if (isOfOneStage) parts.push(counted(total, '{0} task', '{0} tasks'));
  // Rounded down: 100% is said only when all is done.
  else parts.push(t('{0} of {1} done', completed, total), `${Math.floor((100 * completed) / Math.max(1, total))}%`);
  if (isOfOneStage) return parts.join(' · ');
  if (counts.inProgress > 0) parts.push(t('{0} in progress', counts.inProgress));
  if (counts.blocked > 0) parts.push(t('{0} blocked', counts.blocked));
  if (counts.abandoned > 0) parts.push(t('{0} abandoned', counts.abandoned));
  return parts.join(' · ');
}
