import { evidenceOf, evidenceSummary } from '../evidence/evidence';
import type { DocumentRef } from '../manifest/task';
import { activityOf } from '../overlay/activity';
import { mergeName, sourceName, sourceSentence } from '../overlay/sourceText';
import { dependencyWords } from '../overlay/unmetText';
import { activityText } from '../pulse/activityText';
import { explain, type Explanation } from '../select/explain';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';
import { t } from '../words';
import { stagesOf, type TaskStage } from './treeStage';
import { stageThere, stageWords } from './treeTask';
import { manyLines, oneLine } from './treeText';

/** Dependencies that are named one by one; the rest is counted. */
const MOST_NAMED = 8;

/** Everything a tooltip tells of one task, as plain text that is never Markdown. */
export interface TaskDetails {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Status in words, and where it was read. */
  readonly status: string;
  readonly statusSource: string;
  /** `status` says that already. */
  readonly isSourceTold: boolean;
  /** "last commit 2h ago", of a task under way; where its work is merged, how. */
  readonly activity?: string;
  /** As the file has them: agents' clocks are not trusted. */
  readonly startedAt?: string;
  readonly completedAt?: string;
  readonly notes?: string;
  readonly risk: string;
  readonly size: string;
  readonly place: string;
  readonly capability: string;
  /** "provisional" and gap codes. */
  readonly marks: readonly string[];
  readonly criteria: { readonly done: number; readonly total: number };
  /** `3 of 5 evidenced, …`; absent while git was not asked, or nothing is done. */
  readonly evidence?: string;
  readonly dependencies: readonly { readonly id: string; readonly status: string; readonly isMet: boolean }[];
  readonly moreDependencies: number;
  /** How many tasks name this one as a dependency. */
  readonly dependents: number;
  readonly explanation: Explanation;
  readonly documents: readonly { readonly heading: string; readonly references: readonly string[] }[];
}

/** Status and where it was read, in one line that names a branch once. */
export function statusLine({ status, statusSource, isSourceTold }: Pick<TaskDetails, 'status' | 'statusSource' | 'isSourceTold'>): string {
  return isSourceTold ? status : `${status} (${statusSource})`;
}

/** Whether the status says all that is to say of where it was read. */
function isSourceTold(view: TaskView, stage: TaskStage, status: string): boolean {
  const { source } = view;
  const name = sourceName(view);
  return name !== undefined && source.kind !== 'worktree' && !(source.kind === 'base' && source.isAhead) && status === stageThere(stage, name);
}

/** Gathers a task's details when a person asks for them: this ranks all tasks, so not for every row. */
export function taskDetails(view: TaskView, snapshot: Snapshot, settings: Pick<Settings, 'ranking'>, now: Date): TaskDetails {
  const { task, entry } = view;
  const unmet = new Set(view.unmet);
  const activity = activityWords(view, snapshot, now);
  const explanation = explain(view, snapshot, settings);
  const stage = stagesOf(snapshot, settings).of(view);
  const status = stageWords(view, stage);
  return {
    id: oneLine(task.id),
    title: oneLine(task.title, 400),
    description: manyLines(task.description, 600),
    status,
    statusSource: sourceSentence(view, snapshot),
    isSourceTold: isSourceTold(view, stage, status),
    ...(activity === undefined ? {} : { activity }),
    ...(entry?.startedAt ? { startedAt: oneLine(entry.startedAt, 40) } : {}),
    ...(entry?.completedAt ? { completedAt: oneLine(entry.completedAt, 40) } : {}),
    ...(entry?.notes ? { notes: manyLines(entry.notes, 400) } : {}),
    risk: task.risk,
    size: oneLine(task.size, 20),
    place: `${oneLine(task.phase, 60)}, ${oneLine(task.slice, 60)}`,
    capability: oneLine(task.capability),
    marks: [...(task.provisional ? [t('provisional')] : []), ...task.gapCodes.slice(0, MOST_NAMED).map((code) => oneLine(code, 60))],
    criteria: { done: view.doneCount, total: task.criteria.length },
    ...evidenceIn(view, snapshot),
    dependencies: task.dependsOn.slice(0, MOST_NAMED).map((id) => ({
      id: oneLine(id, 80),
      status: oneLine(dependencyWords(id, !unmet.has(id), snapshot), 60),
      isMet: !unmet.has(id),
    })),
    moreDependencies: Math.max(0, task.dependsOn.length - MOST_NAMED),
    dependents: view.dependents.length,
    explanation: {
      ...explanation,
      summary: oneLine(explanation.summary, 300),
      reasons: explanation.reasons.slice(0, MOST_NAMED).map((reason) => oneLine(reason, 300)),
    },
    documents: documentsOf(view),
  };
}

function activityWords(view: TaskView, snapshot: Snapshot, now: Date): string | undefined {
  const { merge, status } = view;
  if (merge) return t('merged ({0}): {1}', mergeName(merge), oneLine(merge.subject, 120));
  const activity = status === 'in-progress' || status === 'blocked' ? activityOf(view, snapshot, now) : undefined;
  return activity && activityText(activity.what, activity.ageMs);
}

function evidenceIn(view: TaskView, { work }: Snapshot): Pick<TaskDetails, 'evidence'> {
  if (!work) return {};
  const evidence = evidenceOf(view, work);
  return evidence.some(({ state }) => state !== 'open') ? { evidence: evidenceSummary(evidence) } : {};
}

function documentsOf({ task }: TaskView): TaskDetails['documents'] {
  const lists: readonly (readonly [string, readonly DocumentRef[]])[] = [
    [t('Specs'), task.specs],
    [t('ADRs'), task.adrs],
    [t('Guides'), task.guides],
    [t('Tests'), task.tests],
  ];
  return lists
    .filter(([, refs]) => refs.length > 0)
    .map(([heading, refs]) => ({ heading, references: refs.slice(0, MOST_NAMED).map((ref) => oneLine(ref.raw, 160)) }));
}
