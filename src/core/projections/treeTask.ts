import { evidenceOf, type CriterionEvidence } from '../evidence/evidence';
import { evidenceText } from '../evidence/evidenceText';
import { contextOf, type Risk, type Task } from '../manifest/task';
import { isWithinReach, mergeName, sourceName } from '../overlay/sourceText';
import { riskWords } from '../riskWords';
import type { Snapshot, TaskView } from '../snapshot';
import { t } from '../words';
import { noChildren, type CriterionCheckbox, type CriterionNode, type TaskNode } from './treeNode';
import { NEXT_ICON, STAGE_LOOK, type Stages, type TaskStage } from './treeStage';
import { manyLines, oneLine } from './treeText';

/** The row of a task. Its id is the label, as branches, commits and the status bar say it; the title stands beside it. */
export function taskNode(view: TaskView, stages: Stages, snapshot: Snapshot): TaskNode {
  const { task } = view;
  const stage = stages.of(view);
  const isNext = stages.nextId === task.id;
  return {
    kind: 'task',
    id: `task:${task.id}`,
    view,
    label: oneLine(task.id, 80) || t('(no id)'),
    description: descriptionOf(view, stage),
    icon: isNext ? NEXT_ICON : STAGE_LOOK[stage].icon,
    badge: riskBadge(task.risk, stage),
    accessibleLabel: taskLabel(view, stage, isNext),
    contextValue: flagsOf(view, stage, isNext, snapshot).join(' '),
    collapsible: task.criteria.length > 0 ? 'collapsed' : 'none',
    children: () => criteriaNodes(view, snapshot),
  };
}

/** A task in one sentence: "CONTENT_HASH--T01, Implement …, High risk, in progress, 3 of 5 criteria done". */
function taskLabel(view: TaskView, stage: TaskStage, isNext = false): string {
  const { task } = view;
  const parts = [oneLine(task.id), oneLine(task.title), riskWords(task.risk), stageWords(view, stage)];
  if (isNext) parts.push(t('next to start'));
  parts.push(task.criteria.length > 0 ? t('{0} of {1} criteria done', view.doneCount, task.criteria.length) : t('no criteria'));
  return parts.join(', ');
}

/** The stage with what it is waiting on, blocked by, or called in the file. */
export function stageWords(view: TaskView, stage: TaskStage): string {
  const words = STAGE_LOOK[stage].words;
  if (stage === 'unknown') return t('unknown status “{0}”', oneLine(view.entry?.rawStatus ?? '', 40));
  const name = sourceName(view);
  if (stage === 'merged') return view.merge ? t('merged, not recorded as completed ({0})', mergeName(view.merge)) : words;
  if (stage === 'blocked' && view.entry?.blockedReason) {
    const reason = oneLine(view.entry.blockedReason, 80);
    return name === undefined ? t('blocked: {0}', reason) : t('blocked on {0}: {1}', name, reason);
  }
  if (stage === 'elsewhere') return view.branch === undefined ? words : t('on its own branch {0}', oneLine(view.branch, 60));
  if (stage !== 'waiting') return name === undefined || stage === 'ready' ? words : stageThere(stage, name);
  if (view.unmet.length === 0) return t('pending, waiting for High risk tasks to begin');
  return view.unmet.length === 1 ? t('pending, waiting on {0}', oneLine(view.unmet[0] ?? '', 60)) : t('pending, waiting on {0} tasks', view.unmet.length);
}

/** `in progress on feat/X`: a stage, and where it was read. */
export function stageThere(stage: TaskStage, place: string): string {
  return t('{0} on {1}', STAGE_LOOK[stage].words, place);
}

function descriptionOf(view: TaskView, stage: TaskStage): string {
  const title = view.task.title === view.task.id ? '' : oneLine(view.task.title);
  const first = firstWords(view, stage);
  // No ages here: they would go stale while the row stands, and drawing the tree anew each minute takes a reader's place in it.
  const where = stage === 'in-progress' || stage === 'blocked' ? sourceName(view) : undefined;
  return [first, where, title].filter(Boolean).join(' · ');
}

/** What must be seen before the title, where the side bar is narrow. */
function firstWords(view: TaskView, stage: TaskStage): string {
  if (stage === 'merged') return view.merge?.pull === undefined ? t('merged') : t('merged #{0}', view.merge.pull);
  if (stage === 'in-progress') return view.task.criteria.length > 0 ? `${view.doneCount}/${view.task.criteria.length}` : '';
  if (stage === 'unknown') return `“${oneLine(view.entry?.rawStatus ?? '', 30)}”`;
  return stage === 'blocked' && view.entry?.blockedReason ? oneLine(view.entry.blockedReason, 60) : '';
}

function riskBadge(risk: Risk, stage: TaskStage): TaskNode['badge'] {
  const isDimmed = stage === 'completed' || stage === 'abandoned';
  return { text: risk.charAt(0), tooltip: riskWords(risk), isDimmed };
}

function flagsOf(view: TaskView, stage: TaskStage, isNext: boolean, snapshot: Snapshot): string[] {
  const { task, status } = view;
  const canRecord = isWithinReach(view);
  const flags: readonly (readonly [string, boolean])[] = [
    ['eligible', stage === 'ready'],
    ['next', isNext],
    ['waiting', stage === 'waiting'],
    ['elsewhere', stage === 'elsewhere'],
    ['merged', stage === 'merged'],
    ['hasBranch', view.branch !== undefined],
    ['isLinked', view.work?.isLinked === true],
    ['hasCriteria', task.criteria.length > 0],
    ['hasOpen', canRecord && view.doneCount < view.criteria.length],
    ['hasDone', canRecord && view.doneCount > 0],
    ['allDone', canRecord && view.criteria.length > 0 && view.doneCount === view.criteria.length],
    ...documentFlags(task),
    ['hasDependencies', task.dependsOn.some((id) => snapshot.byId.has(id))],
    ['hasDependents', view.dependents.length > 0],
  ];
  return ['task', status, ...flags.filter(([, holds]) => holds).map(([flag]) => flag)];
}

function documentFlags(task: Task): readonly (readonly [string, boolean])[] {
  return [
    ['hasSpecs', task.specs.length > 0],
    ['hasAdrs', task.adrs.length > 0],
    ['hasGuides', task.guides.length > 0],
    ['hasTests', task.tests.length > 0],
    ['hasContext', contextOf(task).length > 0],
  ];
}

/** Without git nothing is said of evidence: then no commit could name anything. */
function criteriaNodes(view: TaskView, { work }: Snapshot): readonly CriterionNode[] {
  const evidence = work ? evidenceOf(view, work) : [];
  return view.criteria.map((_, index) => criterionNode(view, index, evidence[index]));
}

function criterionNode(view: TaskView, index: number, evidence: CriterionEvidence | undefined): CriterionNode {
  const criterion = view.criteria[index] ?? { id: '', text: '', isDone: false };
  const text = oneLine(criterion.text, 200) || t('(no text)');
  const state = criterion.isDone ? 'done' : 'open';
  const said = criterion.isDone ? t('done') : t('open');
  const shown = evidence ? evidenceText(evidence) : '';
  return {
    kind: 'criterion',
    // By index: a task may name one criterion twice.
    id: `criterion:${index}:${view.task.id}`,
    view,
    index,
    label: text,
    description: oneLine(criterion.id, 60),
    tooltip: [`${oneLine(criterion.id)} · ${said}`, manyLines(criterion.text), shown].filter(Boolean).join('\n'),
    ...(view.status === 'in-progress' && isWithinReach(view) ? { checkbox: checkboxOf(criterion) } : {}),
    icon: criterion.isDone ? { id: 'check', color: 'charts.green' } : { id: 'circle-small', color: 'descriptionForeground' },
    accessibleLabel: [t('Criterion {0}', oneLine(criterion.id, 60)), text, said, shown].filter(Boolean).join(', '),
    contextValue: `criterion ${state} ${view.status}`,
    collapsible: 'none',
    children: noChildren,
  };
}

function checkboxOf({ id, isDone }: TaskView['criteria'][number]): CriterionCheckbox {
  const tooltip = isDone ? t('Record as open again') : t('Record as done');
  // A screen reader says the state after the name, so the name must not change with it.
  return { isChecked: isDone, tooltip, accessibleLabel: t('{0} is done', oneLine(id, 60)) };
}
