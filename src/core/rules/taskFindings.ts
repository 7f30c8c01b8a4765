import { contextCost, costLines, costText } from '../context/cost';
import { cut } from '../cut';
import type { DocumentFact, TaskDocuments } from '../documents';
import { dependencyWords, waitReason } from '../overlay/unmetText';
import { shown } from '../problem';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';
import { counted, language, t } from '../words';
import type { Found } from './rule';

/** What is said of a name that can't be a branch, by us or by git. */
export function branchNameFound(branch: string, fault: string): Found {
  return {
    message: t('{0} can\'t be a branch: {1}', shown(branch), fault),
    remedy: t('Give the task an id of letters, digits, "-", "_" and ".", or change the branch pattern in the settings.'),
    actions: [{ id: 'choose-another' }, { id: 'settings' }],
  };
}

/** A dependency that does not let the task start yet. */
export function dependencyNotDone(view: TaskView, snapshot: Snapshot, id: string): Found {
  const other = snapshot.byId.get(id);
  const words = dependencyWords(id, false, snapshot);
  return {
    subject: id,
    message: t('{0} needs {1}, which is {2}', view.task.id, id, words),
    remedy: dependencyRemedy(other, id, snapshot),
    actions: other ? [{ id: 'reveal-task', taskId: id }, { id: 'choose-another' }] : [{ id: 'open-task', taskId: view.task.id }],
  };
}

function dependencyRemedy(other: TaskView | undefined, id: string, snapshot: Snapshot): string {
  if (other?.status === 'abandoned') return t('{0} was abandoned and never counts as done: remove the dependency.', id);
  return other && other.status !== 'pending' ? waitReason(id, snapshot) : t('Complete {0} first.', id);
}

/** The documents of a task that can't be read, in one finding. */
export function missingContext(view: TaskView, facts: readonly DocumentFact[]): Found | undefined {
  const missing = facts.filter((fact) => fact.kind === 'missing');
  if (missing.length === 0) return undefined;
  const listed = missing.slice(0, 5).map(({ ref, reason }) => {
    const name = cut(ref.raw, 120);
    return reason.includes(name) ? reason : `${name} (${reason})`;
  });
  const first = listed.join('; ');
  const told = missing.length > 5 ? t('{0}; and {1} more', first, missing.length - 5) : first;
  return {
    message: counted(missing.length, 'A document that {1} names can\'t be read: {2}', '{0} documents that {1} names can\'t be read: {2}', view.task.id, told),
    remedy: t('Add the document, or mend the reference in the manifest.'),
    actions: [{ id: 'open-task', taskId: view.task.id }],
  };
}

/** What reading the documents costs, where it is over the budget. */
export function overBudget({ task }: TaskView, documents: TaskDocuments, { contextBudget }: Settings): Found | undefined {
  const cost = contextCost(documents);
  if (contextBudget === 0 || cost.total <= contextBudget) return undefined;
  return {
    message: t('Reading the context of {0} costs {1}, over the budget of {2}: {3}', task.id, costText(cost), contextBudget.toLocaleString(language()), costLines(cost, 5).join('; ')),
    remedy: t('Refer to sections (path#section) instead of whole documents, split the task, or raise the budget in the settings.'),
    actions: [{ id: 'open-task', taskId: task.id }, { id: 'settings' }],
  };
}
