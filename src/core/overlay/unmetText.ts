import { sourceWords } from './sourceText';
import type { Snapshot, TaskView } from '../snapshot';

/** Why a dependency does not let its dependents start yet, as a sentence, with what to do where that is not plain. */
export function waitReason(id: string, snapshot: Snapshot): string {
  const other = snapshot.byId.get(id);
  if (!other) return `${id} is no task of this manifest.`;
  const { status, source } = other;
  const base = snapshot.work?.base?.name ?? 'the base branch';
  const ahead = aheadWith(id, snapshot);
  if (ahead !== undefined && status !== 'abandoned') return `${id} is merged on ${ahead}, which ${base} does not have yet: pull first.`;
  const where = sourceWords(other);
  const on = where === '' ? '' : ` ${where}`;
  switch (status) {
    case 'abandoned':
      return `${id} was abandoned; an abandoned dependency never counts as done.`;
    case 'completed':
      return `${id} is completed ${source.kind === 'file' ? `on ${other.branch ?? 'the branch that is checked out'}` : where}, which is not merged into ${base} yet.`;
    case 'in-progress':
      return `${id} is in progress${on} (${other.doneCount} of ${other.criteria.length} criteria done).`;
    case 'pending':
      if (other.unmet.length > 0) return `${id} is pending, and waits itself on ${other.unmet.join(', ')}.`;
      return other.branch === undefined ? `${id} is pending.` : `${id} is pending; it has the branch ${other.branch}, on which nothing is recorded of it.`;
    case 'blocked':
      return `${id} is blocked${on}.`;
    case 'unknown':
      return `${id} is "${other.entry?.rawStatus ?? ''}"${on}.`;
  }
}

/** The state of a dependency in a few words: `completed, not merged`. */
export function dependencyWords(id: string, isMet: boolean, snapshot: Snapshot): string {
  const other = snapshot.byId.get(id);
  if (!other) return 'no task of this manifest';
  if (!isMet && aheadWith(id, snapshot) !== undefined && other.status !== 'abandoned') return 'completed, not pulled';
  if (!isMet && other.status === 'completed') return 'completed, not merged';
  return isMet && other.merge && other.status !== 'completed' ? 'merged' : statusWords(other);
}

/** The name of the base branch's remote, where that alone records a task as completed. */
function aheadWith(id: string, { work }: Snapshot): string | undefined {
  const ahead = work?.base?.ahead;
  return ahead?.state?.entries.get(id)?.status === 'completed' ? ahead.name : undefined;
}

function statusWords({ status, entry }: TaskView): string {
  return status === 'unknown' ? `unknown status “${entry?.rawStatus ?? ''}”` : status;
}
