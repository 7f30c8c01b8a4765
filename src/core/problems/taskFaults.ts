import type { DocumentFact } from '../documents';
import { refKey, type ProjectFacts } from '../facts';
import { itemPath, itemsOf, type ListKey } from '../manifest/places';
import type { DocumentRef, Task } from '../manifest/task';
import { named, shown } from '../problem';
import type { Settings } from '../settings';
import type { Snapshot, TaskView } from '../snapshot';
import { t } from '../words';
import type { Fault, Tell } from './fault';

/** What is wrong with tasks in view of how they stand, of what is on disk, and of the settings (RELIABILITY, bad inputs 15, 20 and 25). */
export function taskFaults({ tasks, byId }: Snapshot, { documents }: ProjectFacts, minutesBySize: Settings['minutesBySize']): readonly Fault[] {
  const faults: Fault[] = [];
  const tell: Tell = (fault) => void faults.push(fault);
  // Mostly nothing is missing, and then no reference has to be looked up.
  const isWhole = ![...(documents?.values() ?? [])].some(({ kind }) => kind === 'missing');
  for (const view of tasks) {
    const isClosed = view.status === 'completed' || view.status === 'abandoned';
    if (!isClosed) tellAbandoned(view.task, byId, tell);
    if (!isClosed) tellSize(view.task, minutesBySize, tell);
    if (documents && !isWhole) tellDocuments(view, isClosed, documents, tell);
  }
  return faults;
}

function tellAbandoned(task: Task, byId: ReadonlyMap<string, TaskView>, tell: Tell): void {
  for (const id of task.dependsOn) {
    if (byId.get(id)?.status !== 'abandoned') continue;
    tell({
      severity: 'warning',
      kind: 'abandoned-dependency',
      message: t('{0} depends on {1}, which was abandoned and never counts as done', named(task.id), named(id)),
      remedy: t('Remove the dependency, or take the task up again.'),
      taskId: task.id,
      at: { in: 'manifest', path: itemPath(task, 'depends_on_tasks', itemsOf(task, 'depends_on_tasks').indexOf(id)) },
    });
  }
}

function tellSize({ id, size, sourceIndex, raw: { est } }: Task, minutesBySize: Settings['minutesBySize'], tell: Tell): void {
  if (Object.hasOwn(minutesBySize, size.toUpperCase())) return;
  tell({
    severity: 'warning',
    kind: 'unknown-size',
    message: t('{0} has the unknown size {1}; it counts as M', named(id), shown(size)),
    remedy: t('Write one of {0}, or give it minutes in {1}.', Object.keys(minutesBySize).join(', '), 'orchestrator.minutesBySize'),
    taskId: id,
    at: { in: 'manifest', path: ['tasks', sourceIndex, 'est', ...(typeof est === 'object' ? ['size'] : [])] },
  });
}

type Documents = ReadonlyMap<string, DocumentFact>;

function tellDocuments({ task, status }: TaskView, isClosed: boolean, documents: Documents, tell: Tell): void {
  const missing = (key: ListKey, refs: readonly DocumentRef[], say: (reason: string) => Omit<Fault, 'at' | 'taskId'>) =>
    refs.forEach((ref, index) => {
      const fact = documents.get(refKey(ref));
      if (fact?.kind === 'missing') tell({ ...say(fact.reason), ...(fact.isAbsent ? { isAbsent: true } : {}), taskId: task.id, at: { in: 'manifest', path: itemPath(task, key, index) } });
    });
  // The files are as they should be: a start is what is blocked. A task that is done needs its documents no more.
  const severity = isClosed ? 'info' : 'warning';
  const document = (reason: string) => ({
    severity,
    kind: 'missing-document',
    message: t('{0} names a document that can\'t be read: {1}', named(task.id), reason),
    remedy: t('Add the document, or mend the reference.'),
  }) as const;
  missing('related_specs', task.specs, document);
  missing('related_adrs', task.adrs, (reason) => ({
    severity,
    kind: 'unknown-adr',
    message: t('{0} names a decision that can\'t be read: {1}', named(task.id), reason),
    remedy: t('Add the decision, or mend the reference.'),
  }));
  missing('related_guides', task.guides, document);
  if (status !== 'completed') return;
  missing('test_verification', task.tests.map(asFile), (reason) => ({
    severity: task.risk === 'High' ? 'warning' : 'info',
    kind: 'missing-test',
    message: t('{0} is completed, and a test file that it names is not there: {1}', named(task.id), reason),
    remedy: t('Look whether the test has another name now, or was never written.'),
  }));
}

const NO_FILE: DocumentRef = { kind: 'test', raw: '' };

/** Words and patterns in the place of a test file are not looked for. */
function asFile(ref: DocumentRef): DocumentRef {
  return ref.path !== undefined && /^[^\s*?[\]{}]+\.\w+$/.test(ref.path) ? ref : NO_FILE;
}
