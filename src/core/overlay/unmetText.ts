import { visible } from '../pulse/visible';
import { sourceWords } from './sourceText';
import type { Snapshot, TaskView } from '../snapshot';
import { statusName } from '../statusName';
import { t } from '../words';

/** Why a dependency does not let its dependents start yet, as a sentence, with what to do where that is not plain. */
export function waitReason(id: string, snapshot: Snapshot): string {
  const other = snapshot.byId.get(id);
  if (!other) return t('{0} is no task of this manifest.', id);
  const { status, source } = other;
  const base = snapshot.work?.base?.name ?? t('the base branch');
  const ahead = aheadWith(id, snapshot);
  if (ahead !== undefined && status !== 'abandoned') return t('{0} is merged on {1}, which {2} does not have yet: pull first.', id, ahead, base);
  const where = sourceWords(other);
  switch (status) {
    case 'abandoned':
      return t('{0} was abandoned; an abandoned dependency never counts as done.', id);
    case 'completed':
      return t('{0} is completed {1}, which is not merged into {2} yet.', id, source.kind === 'file' ? t('on {0}', other.branch ?? t('the branch that is checked out')) : where, base);
    case 'in-progress':
      return where === '' ? t('{0} is in progress ({1} of {2} criteria done).', id, other.doneCount, other.criteria.length) : t('{0} is in progress {1} ({2} of {3} criteria done).', id, where, other.doneCount, other.criteria.length);
    case 'pending':
      if (other.unmet.length > 0) return t('{0} is pending, and waits itself on {1}.', id, other.unmet.join(', '));
      return other.branch === undefined ? t('{0} is pending.', id) : t('{0} is pending; it has the branch {1}, on which nothing is recorded of it.', id, other.branch);
    case 'blocked':
      return where === '' ? t('{0} is blocked.', id) : t('{0} is blocked {1}.', id, where);
    case 'unknown':
      return where === '' ? t('{0} is "{1}".', id, other.entry?.rawStatus ?? '') : t('{0} is "{1}" {2}.', id, other.entry?.rawStatus ?? '', where);
  }
}

/** The state of a dependency in a few words: `completed, not merged`. */
export function dependencyWords(id: string, isMet: boolean, snapshot: Snapshot): string {
  const other = snapshot.byId.get(id);
  if (!other) return t('no task of this manifest');
  if (!isMet && aheadWith(id, snapshot) !== undefined && other.status !== 'abandoned') return t('completed, not pulled');
  if (!isMet && other.status === 'completed') return t('completed, not merged');
  return isMet && other.merge && other.status !== 'completed' ? t('merged') : statusWords(other);
}

/** The name of the base branch's remote, where that alone records a task as completed. */
function aheadWith(id: string, { work }: Snapshot): string | undefined {
  const ahead = work?.base?.ahead;
  return ahead?.state?.entries.get(id)?.status === 'completed' ? ahead.name : undefined;
}

function statusWords({ status, entry }: TaskView): string {
  return status === 'unknown' ? t('unknown status “{0}”', visible(entry?.rawStatus ?? '', 40)) : statusName(status);
}
