import { RISKS } from '../manifest/task';
import { oneLine } from '../projections/treeText';
import type { Snapshot, TaskView } from '../snapshot';
import { STATUSES } from '../state/taskState';
import { t } from '../words';
import type { Asking } from './asking';
import type { DocumentIndex } from './documentIndex';
import type { BothFiles } from './targets';
import { riskLines, statusLines } from './words';

/** One proposal: what is written, and what a person reads of it. */
export interface Candidate {
  readonly value: string;
  readonly detail: string;
  readonly description: string;
  /** Ranks before higher ones; within one, the order of the list holds. */
  readonly nearness: number;
}

export interface Candidates {
  readonly list: readonly Candidate[];
  /** False when more would fit: what is typed next narrows them down. */
  readonly isAll: boolean;
}

/** More proposals than these help nobody, and take long to hand over. */
const MOST = 500;

/** The ids that may stand at a place. */
export function candidatesFor(asking: Asking, files: BothFiles, snapshot: Snapshot): Candidates {
  switch (asking.wants) {
    case 'dependency':
    case 'conflict':
      return bounded(otherTasks(asking, files, snapshot), asking.typed);
    case 'recorded':
      return bounded(openCriteria(asking, files), asking.typed);
    case 'entry':
      return bounded(tasksWithoutEntry(asking, files, snapshot), asking.typed);
    case 'status':
      return { list: STATUSES.map((status) => wordCandidate(status, statusLines(status))), isAll: true };
    case 'risk':
      return { list: RISKS.map((risk) => wordCandidate(risk, riskLines(risk))), isAll: true };
    case 'document':
      return { list: [], isAll: true };
  }
}

function wordCandidate(value: string, [, meaning = '']: readonly string[]): Candidate {
  return { value, detail: '', description: meaning, nearness: 0 };
}

function otherTasks({ part, taskId, wants, typed }: Asking, { manifest }: BothFiles, snapshot: Snapshot): Candidate[] {
  if (!manifest) return [];
  const listed = new Set([...manifest.tokens(part, part + 1)].filter(({ token }) => token.role === wants && token.value !== typed).map(({ token }) => token.value));
  const own = taskId === undefined ? undefined : snapshot.byId.get(taskId);
  const waiting = wants === 'dependency' && taskId !== undefined ? waitingOn(taskId, snapshot) : new Set<string>();
  return idsOf(manifest)
    .filter((id) => id !== taskId && !listed.has(id))
    .map((id) => {
      const candidate = taskCandidate(id, snapshot.byId.get(id), own);
      if (!waiting.has(id)) return candidate;
      return { ...candidate, description: t('would wait on itself: {0} waits on {1}', id, taskId ?? ''), nearness: 9 };
    });
}

function tasksWithoutEntry({ part }: Asking, { manifest, state }: BothFiles, snapshot: Snapshot): Candidate[] {
  const recorded = new Set(state?.parts.flatMap(({ id }, index) => (id && index !== part ? [id.value] : [])));
  return (manifest ? idsOf(manifest) : []).filter((id) => !recorded.has(id)).map((id) => taskCandidate(id, snapshot.byId.get(id), undefined));
}

function openCriteria({ part, taskId, typed }: Asking, { manifest, state }: BothFiles): Candidate[] {
  const listed = new Set(state && [...state.tokens(part, part + 1)].filter(({ token }) => token.role === 'recorded' && token.value !== typed).map(({ token }) => token.value));
  const criteria = taskId === undefined ? [] : (manifest?.partsOf(taskId).flatMap((index) => manifest.body(index).criteria) ?? []);
  return criteria.filter(({ id }) => !listed.has(id)).map(({ id, text }) => ({ value: id, detail: '', description: oneLine(text, 120), nearness: 0 }));
}

function taskCandidate(id: string, view: TaskView | undefined, own: TaskView | undefined): Candidate {
  if (!view) return { value: id, detail: '', description: t('not saved yet'), nearness: 3 };
  const isNear = own?.task.slice === view.task.slice && own.task.phase === view.task.phase;
  return {
    value: id,
    detail: view.status,
    description: oneLine(view.task.title, 120),
    nearness: isNear ? 0 : own?.task.phase === view.task.phase ? 1 : 2,
  };
}

/** All tasks that wait on this one, directly or through others: depending on one of them would close a circle. */
function waitingOn(id: string, { byId }: Snapshot): ReadonlySet<string> {
  const found = new Set<string>([id]);
  for (const one of found) for (const next of byId.get(one)?.dependents ?? []) found.add(next);
  found.delete(id);
  return found;
}

function idsOf(manifest: DocumentIndex): readonly string[] {
  return [...new Set(manifest.parts.flatMap(({ id }) => (id && id.value !== '' ? [id.value] : [])))];
}

/** The nearest; of many, only those that hold what was typed. */
function bounded(candidates: readonly Candidate[], typed: string): Candidates {
  const wanted = typed.toLowerCase();
  const fitting = candidates.length > MOST && wanted ? candidates.filter(({ value, description }) => `${value} ${description}`.toLowerCase().includes(wanted)) : candidates;
  const sorted = fitting.toSorted((a, b) => a.nearness - b.nearness);
  return { list: sorted.slice(0, MOST), isAll: candidates.length <= MOST };
}
