import { either } from '../either';
import { RISKS, type Risk } from '../manifest/task';
import { riskName } from '../riskName';
import type { TaskView } from '../snapshot';
import { t } from '../words';
import { STAGE_LOOK, STAGES, type Stages, type TaskStage } from './treeStage';
import { oneLine } from './treeText';

/** What the tree shows. An empty list or text means everything. */
export interface TreeFilter {
  /** Words that must all stand in a task's id, title, capability or criteria, in any case. */
  readonly text: string;
  readonly stages: readonly TaskStage[];
  readonly risks: readonly Risk[];
}

export const EMPTY_FILTER: TreeFilter = { text: '', stages: [], risks: [] };

/** Whether the filter can hide anything. */
export function isFiltering(filter: TreeFilter): boolean {
  return filter.text.trim() !== '' || filter.stages.length > 0 || filter.risks.length > 0;
}

/** Decides for each task whether it is shown. */
export function matcherOf(filter: TreeFilter, stages: Stages): (view: TaskView) => boolean {
  const words = filter.text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const wantedStages = new Set(filter.stages);
  const wantedRisks = new Set(filter.risks);
  return (view) =>
    (wantedRisks.size === 0 || wantedRisks.has(view.task.risk)) &&
    (wantedStages.size === 0 || wantedStages.has(stages.of(view))) &&
    (words.length === 0 || holdsAll(view, words));
}

/** A short form for people: `“hash”, High, In progress`. */
export function filterText(filter: TreeFilter): string {
  const text = filter.text.trim();
  return [
    ...(text ? [`“${oneLine(text, 60)}”`] : []),
    ...(filter.risks.length > 0 ? [t('{0} risk', either(filter.risks.map(riskName)))] : []),
    ...(filter.stages.length > 0 ? [either(filter.stages.map((stage) => STAGE_LOOK[stage].words))] : []),
  ].join(' · ');
}

/** A filter as it was remembered; whatever is not understood of it is dropped. */
export function readFilter(remembered: unknown): TreeFilter {
  if (typeof remembered !== 'object' || remembered === null) return EMPTY_FILTER;
  const { text, stages, risks } = remembered as Partial<Record<keyof TreeFilter, unknown>>;
  const known = <T>(values: readonly T[], given: unknown) =>
    Array.isArray(given) ? values.filter((value) => (given as unknown[]).includes(value)) : [];
  return { text: typeof text === 'string' ? text : '', stages: known(STAGES, stages), risks: known(RISKS, risks) };
}

function holdsAll({ task }: TaskView, words: readonly string[]): boolean {
  const criteria = task.criteria.map((criterion) => `${criterion.id}\n${criterion.text}`);
  const text = [task.id, task.title, task.capability, ...criteria].join('\n').toLowerCase();
  return words.every((word) => text.includes(word));
}
