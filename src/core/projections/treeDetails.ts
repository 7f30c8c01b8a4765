import type { DocumentRef } from '../manifest/task';
import { explain, type Explanation } from '../select/explain';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';
import { stagesOf } from './treeStage';
import { stageWords } from './treeTask';
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
  readonly dependencies: readonly { readonly id: string; readonly status: string; readonly isMet: boolean }[];
  readonly moreDependencies: number;
  /** How many tasks name this one as a dependency. */
  readonly dependents: number;
  readonly explanation: Explanation;
  readonly documents: readonly { readonly heading: string; readonly references: readonly string[] }[];
}

/** Gathers a task's details when a person asks for them: this ranks all tasks, so not for every row. */
export function taskDetails(view: TaskView, snapshot: Snapshot, settings: Pick<Settings, 'ranking'>): TaskDetails {
  const { task, entry } = view;
  const unmet = new Set(view.unmet);
  const statusPath = oneLine(snapshot.backlog.statePath);
  const explanation = explain(view, snapshot, settings);
  return {
    id: oneLine(task.id),
    title: oneLine(task.title, 400),
    description: manyLines(task.description, 600),
    status: stageWords(view, stagesOf(snapshot, settings).of(view)),
    statusSource: entry ? `recorded in ${statusPath}` : `no entry in ${statusPath}`,
    ...(entry?.startedAt ? { startedAt: oneLine(entry.startedAt, 40) } : {}),
    ...(entry?.completedAt ? { completedAt: oneLine(entry.completedAt, 40) } : {}),
    ...(entry?.notes ? { notes: manyLines(entry.notes, 400) } : {}),
    risk: task.risk,
    size: oneLine(task.size, 20),
    place: `${oneLine(task.phase, 60)}, ${oneLine(task.slice, 60)}`,
    capability: oneLine(task.capability),
    marks: [...(task.provisional ? ['provisional'] : []), ...task.gapCodes.slice(0, MOST_NAMED).map((code) => oneLine(code, 60))],
    criteria: { done: view.doneCount, total: task.criteria.length },
    dependencies: task.dependsOn.slice(0, MOST_NAMED).map((id) => ({
      id: oneLine(id, 80),
      status: statusOf(id, snapshot),
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

function statusOf(id: string, snapshot: Snapshot): string {
  const other = snapshot.byId.get(id);
  if (!other) return 'no task of this manifest';
  return other.status === 'unknown' ? `unknown status “${oneLine(other.entry?.rawStatus ?? '', 40)}”` : other.status;
}

function documentsOf({ task }: TaskView): TaskDetails['documents'] {
  const lists: readonly (readonly [string, readonly DocumentRef[]])[] = [
    ['Specs', task.specs],
    ['ADRs', task.adrs],
    ['Guides', task.guides],
    ['Tests', task.tests],
  ];
  return lists
    .filter(([, refs]) => refs.length > 0)
    .map(([heading, refs]) => ({ heading, references: refs.slice(0, MOST_NAMED).map((ref) => oneLine(ref.raw, 160)) }));
}
